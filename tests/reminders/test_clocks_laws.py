"""Clocks for every start: what holds whatever the day, the calendar and the length."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from referral.reminders.clocks import (
    CLOSES,
    OPENS,
    WITA,
    Calendar,
    Still,
    hours,
    local_day,
    rung_at,
    working_days,
    working_days_between,
)

steady = settings(deadline=None, derandomize=True)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
starts = st.builds(
    lambda minutes, zone: (NEW_YEAR + timedelta(minutes=minutes)).astimezone(zone),
    st.integers(0, 2 * 365 * 24 * 60),
    st.sampled_from([UTC, WITA]),
)
days = st.dates(date(2026, 1, 1), date(2028, 3, 31))
calendars = st.builds(
    Calendar, holidays=st.frozensets(days, max_size=60), leave=st.frozensets(days, max_size=20)
)
lengths = st.integers(1, 30)
percents = st.lists(st.integers(1, 300), min_size=2, max_size=6).map(sorted)


def wall(at: datetime) -> time:
    return at.astimezone(WITA).time()


@steady
@given(starts, lengths, calendars)
def test_a_working_day_term_ends_at_closing_of_an_open_day_and_counts_back(
    start: datetime, n: int, calendar: Calendar
) -> None:
    due = working_days(start, n, calendar)
    assert wall(due) == CLOSES
    assert calendar.works(local_day(due))
    assert working_days_between(start, due, calendar) == n


@steady
@given(starts, lengths, calendars, percents)
def test_working_day_rungs_rise_and_stand_after_the_start(
    start: datetime, n: int, calendar: Calendar, marks: list[int]
) -> None:
    due = working_days(start, n, calendar)
    rungs = [rung_at(start, due, mark, calendar) for mark in marks]
    assert rungs == sorted(rungs)
    for mark, rung in zip(marks, rungs, strict=True):
        assert rung > start
        assert (rung < due, rung == due) == (mark < 100, mark == 100)
        assert wall(rung) == (CLOSES if mark == 100 else OPENS)
        assert calendar.works(local_day(rung))


@steady
@given(starts, st.integers(1, 2000), percents)
def test_hour_rungs_rise_in_proportion(start: datetime, n: int, marks: list[int]) -> None:
    due = hours(start, n)
    rungs = [rung_at(start, due, mark) for mark in marks]
    assert rungs == sorted(rungs)
    for mark, rung in zip(marks, rungs, strict=True):
        assert start < rung
        assert abs((rung - start) * 100 - (due - start) * mark) < timedelta(milliseconds=1)


@steady
@given(starts, lengths, calendars, days)
def test_one_more_closed_day_never_brings_a_due_time_forward(
    start: datetime, n: int, calendar: Calendar, closed: date
) -> None:
    harder = Calendar(calendar.holidays, calendar.leave | {closed})
    assert working_days(start, n, harder) >= working_days(start, n, calendar)


@steady
@given(starts, starts, lengths, calendars)
def test_a_later_start_never_ends_earlier(
    one: datetime, two: datetime, n: int, calendar: Calendar
) -> None:
    early, late = sorted((one, two))
    assert working_days(early, n, calendar) <= working_days(late, n, calendar)


@steady
@given(starts, lengths, calendars, st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_standstill_keeps_the_working_days_and_can_be_taken_back(
    start: datetime, n: int, calendar: Calendar, after: int, still: int
) -> None:
    due = working_days(start, n, calendar)
    since = start + timedelta(minutes=after)
    until = since + timedelta(minutes=still)
    moved = Still(since, until, calendar).moved(due)
    assert wall(moved) == CLOSES
    assert calendar.works(local_day(moved))
    assert moved >= due
    assert (moved > until) == (due > since)
    begun = Still(since, until, calendar).moved(start)
    assert working_days_between(begun, moved, calendar) == n
    assert Still(until, since, calendar).moved(moved) == due
