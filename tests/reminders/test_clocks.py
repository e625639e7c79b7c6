"""Clocks by hand: hours, working days and rungs come out to the minute."""

from datetime import UTC, date, datetime, timedelta

import pytest

from referral.reminders.clocks import (
    WITA,
    Calendar,
    Still,
    hours,
    local_day,
    paused,
    rung_at,
    working_days,
    working_days_between,
)

SKB_2026 = Calendar(
    holidays=frozenset({date(2026, 3, 19), date(2026, 4, 3), date(2026, 5, 1)}),
    leave=frozenset(date(2026, 3, day) for day in (18, 20, 23, 24)),
)


NEW_YEAR_2027 = Calendar(holidays=frozenset({date(2027, 1, 1), date(2027, 1, 5)}))


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WITA)


def test_the_police_clock_of_life_a_ends_on_tuesday_20_15() -> None:
    due = hours(at(3, 14, 20, 15), 72)
    assert due == at(3, 17, 20, 15)
    assert due.isoformat() == "2026-03-17T12:15:00+00:00"


def test_an_answer_is_in_utc_whatever_zone_asked() -> None:
    assert hours(at(3, 14), 1).tzinfo is UTC
    assert working_days(at(3, 14), 1, SKB_2026).tzinfo is UTC


@pytest.mark.parametrize("start", [datetime(2026, 3, 14, 20, 15)])  # noqa: DTZ001  naive on purpose
def test_a_naive_time_is_refused(start: datetime) -> None:
    aware = at(3, 20)
    for ask in (
        lambda: hours(start, 1),
        lambda: working_days(start, 1, SKB_2026),
        lambda: working_days_between(aware, start, SKB_2026),
        lambda: rung_at(start, aware, 80),
        lambda: rung_at(aware, start, 80),
        lambda: paused(start, aware),
        lambda: local_day(start),
    ):
        with pytest.raises(ValueError, match="naive"):
            ask()


def test_working_days_end_at_16_of_the_nth_working_day_after_the_start_day() -> None:
    assert working_days(at(3, 30, 9), 3, SKB_2026) == at(4, 2, 16)
    assert working_days(at(3, 30, 23, 59), 1, SKB_2026) == at(3, 31, 16)
    assert working_days(at(7, 6, 8), 7, SKB_2026) == at(7, 15, 16)


def test_the_start_day_is_the_day_in_makassar() -> None:
    after_midnight = datetime(2026, 3, 30, 16, 30, tzinfo=UTC)
    assert working_days(after_midnight, 1, SKB_2026) == at(4, 1, 16)


def test_closed_offices_are_stepped_over() -> None:
    assert working_days(at(3, 17, 10), 1, SKB_2026) == at(3, 25, 16)
    assert working_days(at(4, 2, 10), 1, SKB_2026) == at(4, 6, 16)
    assert working_days(at(3, 14, 10), 1, SKB_2026) == at(3, 16, 16)


def test_a_clock_of_no_working_days_is_refused() -> None:
    with pytest.raises(ValueError, match="from 1"):
        working_days(at(3, 30), 0, SKB_2026)


def test_working_days_between_count_the_end_and_not_the_start() -> None:
    assert working_days_between(at(3, 17), at(5, 5), SKB_2026) == 28  # LPSK, life A
    assert working_days_between(at(4, 2, 16), at(4, 6, 10), SKB_2026) == 1  # school, life A
    assert working_days_between(at(7, 15), at(7, 27), SKB_2026) == 8  # Dukcapil, life C
    assert working_days_between(at(7, 15), at(7, 15), SKB_2026) == 0
    assert working_days_between(at(7, 15), at(7, 1), SKB_2026) == 0


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (50, at(3, 18, 8, 15)),
        (80, at(3, 20, 10, 39)),
        (100, at(3, 21, 20, 15)),
        (125, at(3, 23, 14, 15)),
    ],
)
def test_the_comprehensive_assessment_of_life_a(percent: int, expected: datetime) -> None:
    start = at(3, 14, 20, 15)
    assert rung_at(start, hours(start, 7 * 24), percent) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(50, at(4, 1, 8)), (80, at(4, 2, 8)), (100, at(4, 2, 16)), (125, at(4, 6, 8))],
)
def test_the_school_of_life_a(percent: int, expected: datetime) -> None:
    start = at(3, 30, 9)
    assert rung_at(start, working_days(start, 3, SKB_2026), percent, SKB_2026) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (50, at(7, 10, 8)),
        (80, at(7, 14, 8)),
        (100, at(7, 15, 16)),
        (125, at(7, 17, 8)),
        (200, at(7, 24, 8)),
    ],
)
def test_the_birth_certificate_of_life_c(percent: int, expected: datetime) -> None:
    start = at(7, 6, 9, 30)
    assert rung_at(start, working_days(start, 7, SKB_2026), percent, SKB_2026) == expected


def test_a_rung_before_its_own_start_is_refused() -> None:
    for due, percent in ((at(3, 13), 80), (at(3, 15), 0), (at(3, 15), -5)):
        with pytest.raises(ValueError, match="rung"):
            rung_at(at(3, 14), due, percent)


def test_a_question_pauses_at_most_24_hours_in_all() -> None:
    asked = at(3, 15, 9)
    assert paused(asked, at(3, 15, 11)) == timedelta(hours=2)
    assert paused(asked, at(3, 18)) == timedelta(hours=24)
    assert paused(asked, at(3, 18), timedelta(hours=23)) == timedelta(hours=1)
    assert paused(asked, at(3, 15, 11), timedelta(hours=24)) == timedelta()
    assert paused(asked, at(3, 15, 8)) == timedelta()


@pytest.mark.parametrize(
    ("due", "since", "until", "expected"),
    [
        # New Year 2027: three days are left on Monday, and so on Tuesday and on Wednesday
        (at(12, 31, 16), at(12, 28, 10), at(12, 29, 10), at(1, 4, 16, year=2027)),
        (at(12, 31, 16), at(12, 28, 10, 4), at(12, 30, 9), at(1, 6, 16, year=2027)),
        (at(12, 31, 16), at(12, 28, 10), at(12, 28, 15, 55), at(12, 31, 16)),
        # Lebaran 2026: offices are closed from 18 to 24 March
        (at(3, 17, 16), at(3, 17, 9), at(3, 18, 9), at(3, 25, 16)),
        (at(3, 17, 16), at(3, 16, 17), at(3, 17, 15), at(3, 17, 16)),
        (at(3, 25, 16), at(3, 18, 9), at(3, 19, 9), at(3, 25, 16)),
        # a weekend: asked on Friday before closing, and after it
        (at(6, 12, 16), at(6, 12, 11), at(6, 13, 11), at(6, 15, 16)),
        (at(6, 16, 16), at(6, 12, 11), at(6, 13, 11), at(6, 17, 16)),
        (at(6, 16, 16), at(6, 12, 17), at(6, 13, 17), at(6, 16, 16)),
        # late already, and as late afterwards
        (at(6, 9, 16), at(6, 11, 9), at(6, 12, 9), at(6, 10, 16)),
    ],
)
def test_working_days_that_stood_still_end_as_many_closings_later(
    due: datetime, since: datetime, until: datetime, expected: datetime
) -> None:
    days = NEW_YEAR_2027 if due > at(12, 1) else SKB_2026
    assert Still(since, until, days).moved(due) == expected


def test_hours_that_stood_still_end_as_much_later() -> None:
    still = Still(at(12, 31, 10, 4), at(1, 1, 9, year=2027))
    assert still.moved(at(12, 31, 14, 30)) == at(1, 1, 13, 26, year=2027)


def test_a_standstill_that_ends_sooner_gives_back_the_rest_of_it() -> None:
    asked, due = at(6, 12, 11), at(6, 12, 16)
    held = Still(asked, at(6, 13, 11), SKB_2026).moved(due)
    assert Still(at(6, 13, 11), at(6, 12, 12), SKB_2026).moved(held) == due
    assert Still(at(6, 13, 11), at(6, 12, 17), SKB_2026).moved(held) == at(6, 15, 16)
