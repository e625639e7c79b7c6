"""The ladder: who is told at which minute of the two lives."""

from datetime import UTC, datetime

import pytest

from referral.reminders.clocks import WITA, Term, hours
from referral.reminders.ladder import (
    Audience,
    Rung,
    Subject,
    audiences,
    ladder,
    remaining,
    rung_times,
)
from referral.reminders.limits import Kind

OWNER_SIDE = Audience.OWNER | Audience.DEPUTY
LATE = Audience.OWNER | Audience.SUPERVISOR
UPWARD = Audience.DISTRICT | Audience.HIGH_PROVINCE
NIGHT = Audience.ANYTIME


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def running(start: datetime, n: int) -> Term:
    return Term(start, None, hours(start, n))


def told(rungs: tuple[Rung, ...]) -> list[tuple[datetime, str, Audience]]:
    return [(rung.at, rung.label, rung.audience) for rung in rungs]


def test_nobody_at_the_desk_in_life_a() -> None:
    term = running(at(3, 14, 21, 5), 1)
    rungs = ladder(
        Kind.ACKNOWLEDGE,
        term,
        subject=Subject.VILLAGE_REPORT,
        darurat=True,
        unclaimed_darurat=True,
    )
    assert told(rungs) == [
        (at(3, 14, 21, 5), "+0m", NIGHT | Audience.DESK),
        (at(3, 14, 21, 20), "+15m", NIGHT | Audience.DESK),
        (at(3, 14, 21, 35), "+30m", NIGHT | Audience.SUPERVISOR),
        (at(3, 14, 22, 5), "+1h", NIGHT | Audience.PROVINCE),
    ]


def test_while_darurat_rings_the_answer_is_silent_and_the_rest_is_not() -> None:
    term = running(at(3, 14, 21, 5), 1)
    report = Subject.VILLAGE_REPORT
    assert ladder(Kind.ANSWER, term, subject=report, unclaimed_darurat=True) == ()
    for kind in (Kind.TRIAGE, Kind.FIRST_CONTACT, Kind.POLICE_REPORT):
        usual = ladder(kind, term, subject=report)
        assert ladder(kind, term, subject=report, unclaimed_darurat=True) == usual


def test_the_claim_puts_the_answer_back_on_percentages() -> None:
    report = Subject.VILLAGE_REPORT
    rungs = ladder(Kind.ANSWER, running(at(3, 14, 21, 5), 1), subject=report, darurat=True)
    assert told(remaining(rungs, at(3, 14, 21, 25))) == [
        (at(3, 14, 21, 53), "80%", NIGHT | OWNER_SIDE),
        (at(3, 14, 22, 5), "100%", NIGHT | LATE),
        (at(3, 14, 22, 20), "125%", NIGHT | Audience.HEAD | Audience.DISTRICT),
        (at(3, 14, 23, 5), "200%", NIGHT | UPWARD),
    ]
    assert remaining(rungs, at(3, 14, 21, 53)) == rungs[1:]


def test_sending_is_measured_and_never_rings() -> None:
    assert ladder(Kind.SEND, running(at(3, 14, 20, 15), 1), subject=Subject.VILLAGE_REPORT) == ()


@pytest.mark.parametrize(
    ("subject", "last"),
    [
        (Subject.REFERRAL, Audience.HEAD | Audience.SENDER_SUPERVISOR),
        (Subject.VILLAGE_REPORT, Audience.HEAD | Audience.DISTRICT),
        (Subject.CASE, Audience.HEAD),
    ],
)
def test_at_125_percent_the_head_and_whoever_stands_on_the_other_side(
    subject: Subject, last: Audience
) -> None:
    rungs = ladder(Kind.ANSWER, running(at(3, 15, 10), 6), subject=subject)
    assert told(rungs) == [
        (at(3, 15, 14, 48), "80%", OWNER_SIDE),
        (at(3, 15, 16), "100%", LATE),
        (at(3, 15, 17, 30), "125%", last),
        (at(3, 16, 6), "200%", UPWARD),  # 22.00 is held
    ]


def test_a_report_entered_late_still_owes_the_rungs_already_past() -> None:
    rungs = ladder(Kind.POLICE_REPORT, running(at(3, 10, 8), 72), subject=Subject.CASE)
    assert len(rungs) == 7
    assert remaining(rungs, at(3, 13, 8)) == rungs[5:]
    assert remaining(rungs, at(3, 16, 8)) == ()


def test_rungs_are_stored_as_two_plain_arrays() -> None:
    rungs = ladder(Kind.ANSWER, running(at(3, 15, 10), 6), subject=Subject.REFERRAL)
    assert [time.tzinfo for time in rung_times(rungs)] == [UTC] * 4
    assert audiences(rungs) == [1 | 4, 1 | 8, 16 | 32, 64 | 256]
    assert [type(number) for number in audiences(rungs)] == [int] * 4
