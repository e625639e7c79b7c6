"""The whole ladder against the two lives of the domain, on the calendar files, to the minute."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import referral.directory
from referral.reminders.clocks import WITA, Calendar, Term, hours, local_day, working_days
from referral.reminders.ladder import Audience, Rung, Subject, ladder, rung_times
from referral.reminders.limits import Kind, Risk, due_at, limit_for

DATA = Path(referral.directory.__file__).parent / "data"
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
NIGHT = Audience.ANYTIME
OWNER, DEPUTY, BOSS = Audience.OWNER, Audience.DEPUTY, Audience.SUPERVISOR
UPWARD = Audience.DISTRICT | Audience.HIGH_PROVINCE


def _closed(year: int) -> frozenset[date]:
    with (DATA / f"holidays-{year}.csv").open() as rows:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(rows))


OFFICES = Calendar(_closed(2026) | _closed(2027))


def at(month: int, day: int, hour: int = 8, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def running(start: datetime, n: int) -> Term:
    return Term(start, None, hours(start, n))


def law(start: datetime) -> Term:
    """The 72 hours as their row of the limits gives them."""
    limit = limit_for(Kind.POLICE_REPORT, risk=Risk.HIGH)
    assert limit
    return due_at(limit, start, OFFICES)


def working(start: datetime, n: int) -> Term:
    return Term(start, None, working_days(start, n, OFFICES), OFFICES)


def rungs(kind: Kind, term: Term, subject: Subject = Subject.CASE) -> tuple[Rung, ...]:
    return ladder(kind, term, subject=subject)


def when(placed: tuple[Rung, ...]) -> list[tuple[str, datetime]]:
    return [(rung.label, rung.at) for rung in placed]


def test_the_first_contact_of_life_a() -> None:
    told = rungs(Kind.FIRST_CONTACT, running(at(3, 14, 20, 15), 24))
    assert (told[0].label, told[0].at, told[0].audience) == ("50%", at(3, 15, 8, 15), OWNER)


def test_the_comprehensive_assessment_of_life_a() -> None:
    told = rungs(Kind.FIRST_CONTACT, running(at(3, 14, 20, 15), 7 * 24))
    assert when(told[:4]) == [
        ("50%", at(3, 18, 8, 15)),
        ("80%", at(3, 20, 10, 39)),
        ("100%", at(3, 21, 20, 15)),
        ("125%", at(3, 23, 14, 15)),
    ]
    assert [rung.audience for rung in told] == [
        OWNER,
        OWNER | DEPUTY,
        OWNER | BOSS,
        Audience.HEAD,
        UPWARD,
    ]


def test_the_school_of_life_a_hears_of_one_rung_a_day() -> None:
    told = rungs(Kind.ANSWER, working(at(3, 30, 9), 3), Subject.REFERRAL)
    assert when(told) == [
        ("50%", at(4, 1)),
        ("100%", at(4, 2, 16)),
        ("125%", at(4, 6)),
        ("200%", at(4, 8)),
    ]


def test_the_birth_certificate_of_life_c() -> None:
    told = rungs(Kind.FIRST_SERVICE, working(at(7, 6, 9), 7), Subject.REFERRAL)
    assert when(told) == [
        ("50%", at(7, 10)),
        ("80%", at(7, 14)),
        ("100%", at(7, 15, 16)),
        ("125%", at(7, 17)),
        ("200%", at(7, 24)),
    ]


def test_the_police_report_rings_by_the_hour_and_then_as_all_that_is_late() -> None:
    told = rungs(Kind.POLICE_REPORT, law(at(3, 9, 9)))
    assert [(rung.label, rung.at, rung.audience) for rung in told] == [
        ("+24h", at(3, 10, 9), OWNER),
        ("+48h", at(3, 11, 9), OWNER),
        ("+60h", at(3, 11, 21), NIGHT | OWNER | DEPUTY),
        ("+70h", at(3, 12, 7), NIGHT | OWNER | BOSS),
        ("100%", at(3, 12, 9), NIGHT | OWNER | BOSS),
        ("125%", at(3, 13, 6), Audience.HEAD),  # 03.00 is held
        ("200%", at(3, 15, 9), UPWARD),
    ]


def test_the_risk_that_rose_by_itself_in_life_c_is_told_at_six() -> None:
    told = rungs(Kind.RE_CONTACT, running(at(7, 8, 0), 24))
    assert [(rung.label, rung.at, rung.audience) for rung in told] == [
        ("+0m", at(7, 8, 6), OWNER | DEPUTY | Audience.HEAD),
        ("50%", at(7, 8, 12), OWNER),
        ("80%", at(7, 8, 19, 12), OWNER | DEPUTY),
        ("125%", at(7, 9, 6), OWNER | BOSS | Audience.HEAD),  # 00.00 is held until then
        ("200%", at(7, 10, 6), UPWARD),
    ]


@pytest.mark.parametrize(("span", "first"), [(24, "50%"), (23, "80%"), (6, "80%")])
def test_the_gentle_rung_is_only_for_a_span_of_a_day_or_more(span: int, first: str) -> None:
    assert rungs(Kind.ANSWER, running(at(3, 15), span))[0].label == first


def test_of_one_working_day_two_rungs_are_left() -> None:
    told = rungs(Kind.ACKNOWLEDGE, working(at(3, 30, 9), 1), Subject.REFERRAL)
    assert when(told) == [("100%", at(3, 31, 16)), ("200%", at(4, 1))]
    assert told[1].audience == Audience.HEAD | Audience.SENDER_SUPERVISOR | UPWARD


@settings(deadline=None, derandomize=True)
@given(
    st.integers(0, 365 * 24 * 60).map(lambda n: NEW_YEAR + timedelta(minutes=n)),
    st.integers(1, 40),
)
def test_working_day_rungs_fall_on_different_days_and_keep_the_due_time(
    start: datetime, n: int
) -> None:
    term = working(start, n)
    times = rung_times(rungs(Kind.ANSWER, term))
    days = [local_day(time) for time in times]
    assert days == sorted(set(days))
    assert start < times[0]
    assert term.due_at in times
