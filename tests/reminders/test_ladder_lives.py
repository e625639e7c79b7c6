"""The whole ladder, as later rows will make it, against the two lives of the domain."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from referral.reminders.clocks import WITA, Calendar, Term, hours, local_day, working_days
from referral.reminders.ladder import ORDINARY, Audience, Row, place, rung_times

SKB_2026 = Calendar(frozenset({date(2026, 4, 3)}))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
FULL = (
    Row(50, Audience.OWNER, least=timedelta(hours=24)),
    *ORDINARY,
    Row(200, Audience.DISTRICT),
)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def running(start: datetime, n: int) -> Term:
    return Term(start, None, hours(start, n))


def working(start: datetime, n: int) -> Term:
    return Term(start, None, working_days(start, n, SKB_2026), SKB_2026)


def test_the_comprehensive_assessment_of_life_a() -> None:
    rungs = place(FULL, running(at(3, 14, 20, 15), 7 * 24))
    assert rung_times(rungs[:4]) == [
        at(3, 18, 8, 15),
        at(3, 20, 10, 39),
        at(3, 21, 20, 15),
        at(3, 23, 14, 15),
    ]


def test_the_school_of_life_a_hears_of_one_rung_a_day() -> None:
    rungs = place(FULL, working(at(3, 30, 9), 3))
    assert [(rung.at, rung.label) for rung in rungs[:3]] == [
        (at(4, 1, 8), "50%"),
        (at(4, 2, 16), "100%"),
        (at(4, 6, 8), "125%"),
    ]


def test_the_birth_certificate_of_life_c() -> None:
    rungs = place(FULL, working(at(7, 6, 9), 7))
    assert [(rung.at, rung.label) for rung in rungs] == [
        (at(7, 10, 8), "50%"),
        (at(7, 14, 8), "80%"),
        (at(7, 15, 16), "100%"),
        (at(7, 17, 8), "125%"),
        (at(7, 24, 8), "200%"),
    ]


def test_the_gentle_rung_is_only_for_a_span_of_a_day_or_more() -> None:
    assert place(FULL, running(at(3, 15), 24))[0].label == "50%"
    assert place(FULL, running(at(3, 15), 23))[0].label == "80%"


def test_later_rows_of_the_law_need_no_new_code() -> None:
    law = tuple(Row(timedelta(hours=n), Audience.OWNER) for n in (24, 48, 60, 70))
    rungs = place((*law, *ORDINARY[1:]), running(at(3, 14, 20, 15), 72))
    assert [rung.label for rung in rungs] == ["+24h", "+48h", "+60h", "+70h", "100%", "125%"]
    assert rungs[4].at == at(3, 17, 20, 15)


@settings(deadline=None, derandomize=True)
@given(
    st.integers(0, 365 * 24 * 60).map(lambda n: NEW_YEAR + timedelta(minutes=n)),
    st.integers(1, 40),
)
def test_working_day_rungs_fall_on_different_days_and_keep_the_due_time(
    start: datetime, n: int
) -> None:
    term = working(start, n)
    times = rung_times(place(FULL, term))
    days = [local_day(time) for time in times]
    assert days == sorted(set(days))
    assert start < times[0]
    assert term.due_at in times
