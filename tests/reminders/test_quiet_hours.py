"""From 21.00 to 06.00 WITA no rung rings, but for darurat and the end of a legal clock."""

from datetime import datetime

import pytest

from referral.reminders.clocks import WITA, Term, held, hours
from referral.reminders.ladder import Audience, Rung, Subject, ladder
from referral.reminders.limits import Kind

NIGHT = Audience.ANYTIME


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=WITA)


def rungs(kind: Kind, start: datetime, n: int, **about: bool) -> list[tuple[str, datetime]]:
    return [(r.label, r.at) for r in placed(kind, start, n, **about)]


def placed(
    kind: Kind, start: datetime, n: int, *, law: bool = False, darurat: bool = False
) -> tuple[Rung, ...]:
    term = Term(start, None, hours(start, n), law=law)
    return ladder(kind, term, subject=Subject.REFERRAL, darurat=darurat)


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (at(14, 20, 59), at(14, 20, 59)),
        (at(14, 21), at(15, 6)),
        (at(14, 23, 59), at(15, 6)),
        (at(15, 0), at(15, 6)),
        (at(15, 5, 59), at(15, 6)),
        (at(15, 6), at(15, 6)),
    ],
)
def test_the_night_ends_at_six(moment: datetime, told: datetime) -> None:
    assert held(moment) == told


def test_a_rung_of_the_night_rings_at_six() -> None:
    assert rungs(Kind.ANSWER, at(14, 15), 6) == [
        ("80%", at(14, 19, 48)),
        ("200%", at(15, 6)),  # 100 % 21.00, 125 % 22.30, 200 % 03.00
    ]


def test_those_that_meet_at_six_are_one_for_all_of_them() -> None:
    (told,) = placed(Kind.ANSWER, at(14, 17), 6)
    assert told.label == "200%"
    assert told.audience == (
        Audience.OWNER
        | Audience.DEPUTY
        | Audience.SUPERVISOR
        | Audience.HEAD
        | Audience.SENDER_SUPERVISOR
        | Audience.DISTRICT
        | Audience.HIGH_PROVINCE
    )


def test_whoever_takes_up_a_darurat_and_answers_it_is_woken() -> None:
    for kind in (Kind.ACKNOWLEDGE, Kind.ANSWER):
        told = placed(kind, at(14, 22), 1, darurat=True)
        assert [rung.at for rung in told] == [
            at(14, 22, 48),
            at(14, 23),
            at(14, 23, 15),
            at(15, 0),
        ]
        assert all(rung.audience & NIGHT for rung in told)


def test_the_other_promises_of_a_darurat_case_wait_for_the_morning() -> None:
    told = placed(Kind.TRIAGE, at(14, 21, 5), 2, darurat=True)
    assert [(rung.label, rung.at) for rung in told] == [("200%", at(15, 6))]
    assert not told[0].audience & NIGHT


def test_a_legal_clock_wakes_people_in_its_last_quarter_only() -> None:
    told = placed(Kind.POLICE_REPORT, at(14, 14), 72, law=True)
    assert [(rung.label, rung.at, bool(rung.audience & NIGHT)) for rung in told] == [
        ("+24h", at(15, 14), False),
        ("+48h", at(16, 14), False),
        ("+60h", at(17, 2), True),
        ("+70h", at(17, 12), True),
        ("100%", at(17, 14), True),
        ("125%", at(18, 8), False),
        ("200%", at(20, 14), False),
    ]
    early = placed(Kind.POLICE_REPORT, at(14, 22), 72, law=True)
    assert [rung.at for rung in early[:2]] == [at(16, 6), at(17, 6)]


def test_what_was_held_never_rings_after_a_higher_one() -> None:
    told = rungs(Kind.TRIAGE, at(14, 9), 24, law=True)
    assert told[0] == ("80%", at(15, 4, 12))  # 50 % would be held from 21.00 until 06.00
