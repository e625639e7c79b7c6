"""LPSK, Komdigi and KUA answer in their own time: the sender is reminded to ask, by the clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from referral import db, policy
from referral.cases.actions import name_legal
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.policy import USUAL_SHARE, AgencyKind, Compartment
from referral.referrals import actions
from referral.referrals.models import DeclineReason, Outcome, SaidBy
from referral.reminders.limits import Kind, Urgency
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

SUNDAY = wita(2026, 3, 15, 13)
TUESDAY = wita(2026, 3, 17, 10)
LETTER = wita(2026, 5, 5, 9)
OWED = """
SELECT date_trunc('minute', started_at) AS started_at, date_trunc('minute', due_at) AS due_at,
date_trunc('minute', done_at) AS done_at FROM follow_up WHERE kind = :kind ORDER BY id"""
Send = Callable[..., UUID]


def owed(house: House, kind: Kind) -> list[Any]:
    """Promises of this kind, the oldest first: since when, until when, kept when."""
    return house.sql(OWED, kind=kind.value)


def told(house: House, kind: Kind) -> list[tuple[str, str]]:
    return [(at, who) for at, who, what, _rung in house.told() if what == kind]


def sent(house: House, to: str, service: Service, kind: AgencyKind, **changes: Any) -> UUID:
    """Sent to that receiver by the manager of a case in Maros."""
    with house.web():
        case, _manager = given.open_case()
        share = USUAL_SHARE[kind] & ~Compartment.HEALTH
        asked = {"to": to, "service": service, "share": share, "case": case, **changes}
        return given.referral(**asked).id


def answer(house: House, id: UUID, at: datetime, verb: str, filled: Any) -> None:
    """The manager writes down what the receiver said by phone."""
    with house.web():
        manager = given.acting("mk_maros")
        proxy = actions.Proxy("Petugas penerima", at)
        getattr(actions, verb)(given.found(id, manager), filled, by=manager, proxy=proxy)


def pass_time(house: House, *moments: datetime) -> None:
    for moment in moments:
        house.at(moment + timedelta(seconds=30))
        house.tick()


def days(n: float) -> datetime:
    return TUESDAY + timedelta(days=n)


def lpsk(house: House, **changes: Any) -> UUID:
    house.at(TUESDAY)
    return sent(house, "lpsk-sulsel", Service.WITNESS_PROTECTION, AgencyKind.LPSK, **changes)


def test_lpsk_is_asked_after_14_and_30_days_and_answers_within_its_30_working_days(
    house: House,
) -> None:
    house.sql("UPDATE desk SET deputy_id = :p", p=house.person("piket_maros"))
    letter = lpsk(house)
    pass_time(house, days(13.9), days(14), days(29.9), days(30))
    both = ("mk_maros", "piket_maros")
    asked = [("31 10.00", who) for who in both] + [("16 10.00", who) for who in both]
    assert sorted(told(house, Kind.LPSK_DECISION)) == sorted(asked)
    house.at(LETTER)
    facts = {"registration": "REG/1", "lpsk_decision": "accepted"}
    promised = actions.Promised(LETTER, facts=facts)
    answer(house, letter, LETTER, "accept", promised)

    (decision,) = owed(house, Kind.LPSK_DECISION)
    assert decision.due_at == wita(2026, 5, 7, 16)
    assert decision.done_at == LETTER < decision.due_at
    pass_time(house, days(60), days(120))
    assert len(told(house, Kind.LPSK_DECISION)) == len(asked)


def test_the_legal_companion_is_reminded_of_lpsk_beside_the_manager_and_no_deputy(
    house: House,
) -> None:
    house.sql("UPDATE desk SET deputy_id = :p", p=house.person("kepala_maros"))
    lpsk(house)
    with house.web():
        manager = given.acting("mk_maros")
        case = db.session.scalars(policy.rows(CaseFile, manager)).one()
        name_legal(case, given.person("piket_maros").id, by=manager)
    pass_time(house, days(14))
    assert sorted(told(house, Kind.LPSK_DECISION)) == [
        ("31 10.00", "mk_maros"),
        ("31 10.00", "piket_maros"),
    ]


@pytest.mark.parametrize("urgency", Urgency)
def test_no_urgency_sets_lpsk_a_clock_and_its_desk_still_hears_of_it(
    house: House, urgency: Urgency
) -> None:
    lpsk(house, urgency=urgency)
    assert owed(house, Kind.ACKNOWLEDGE)[1:] == owed(house, Kind.ANSWER)[1:] == []
    pass_time(house, days(0.1), days(2))
    assert not told(house, Kind.ANSWER)
    assert len(owed(house, Kind.LPSK_DECISION)) == 1


def test_a_refusal_of_lpsk_ends_the_asking_and_owes_another_way(house: House) -> None:
    letter = lpsk(house)
    no = actions.Refusal(DeclineReason.NOT_ELIGIBLE, SaidBy.PROVIDER, "Bukan saksi.")
    house.at(days(3))
    answer(house, letter, days(3), "decline", no)
    assert owed(house, Kind.LPSK_DECISION)[0].done_at == days(3)
    assert owed(house, Kind.RE_PLAN)[0].done_at is None


def komdigi(house: House) -> UUID:
    house.at(SUNDAY)
    return sent(house, "komdigi-aduan", Service.TAKEDOWN, AgencyKind.KOMDIGI)


def test_komdigi_is_asked_a_day_and_three_days_after_its_ticket(house: House) -> None:
    report = komdigi(house)
    ticket, later = wita(2026, 3, 15, 15, 30), wita(2026, 3, 15, 15, 40)
    house.at(later)
    facts = {"ticket": "TKT-1", "ticket_at": ticket.isoformat()}
    answer(house, report, later, "accept", actions.Promised(later, facts=facts))
    before, clock = owed(house, Kind.TICKET)
    assert (before.started_at, before.done_at) == (SUNDAY, ticket)
    assert clock.due_at - clock.started_at == timedelta(hours=72)
    pass_time(house, wita(2026, 3, 16, 13, 30), wita(2026, 3, 16, 15, 30))
    assert told(house, Kind.TICKET) == [("16 15.30", "mk_maros")]
    pass_time(house, wita(2026, 3, 18, 15, 30))
    assert ("18 15.30", "kepala_maros") in told(house, Kind.TICKET)


def test_the_platform_has_four_hours_and_took_two_hours_twenty(house: House) -> None:
    report = komdigi(house)
    noticed, removed = wita(2026, 3, 15, 16, 10), wita(2026, 3, 15, 18, 30)
    told_at = wita(2026, 3, 15, 18, 40)
    house.at(wita(2026, 3, 15, 16, 20))
    now = wita(2026, 3, 15, 16, 20)
    answer(house, report, now, "accept", actions.Promised(now))
    facts = {"takedown": "notified", "notified_at": noticed.isoformat()}
    answer(house, report, now, "start", actions.Begun(now, facts=facts))
    (clock,) = owed(house, Kind.TAKEDOWN)
    assert (clock.started_at, clock.due_at, clock.done_at) == (
        noticed, noticed + timedelta(hours=4), None,
    )  # fmt: skip
    house.at(told_at)
    facts = {**facts, "takedown": "removed", "removed_at": removed.isoformat()}
    answer(house, report, told_at, "progress", actions.News("Dihapus.", facts=facts))
    (clock,) = owed(house, Kind.TAKEDOWN)
    assert clock.done_at - clock.started_at == timedelta(hours=2, minutes=20)
    assert owed(house, Kind.TICKET)[-1].done_at == removed


def test_a_platform_that_does_nothing_is_told_of_before_its_four_hours_end(house: House) -> None:
    report = komdigi(house)
    noticed = wita(2026, 3, 15, 16)
    house.at(noticed)
    answer(house, report, noticed, "accept", actions.Promised(noticed))
    facts = {"notified_at": noticed.isoformat()}
    answer(house, report, noticed, "start", actions.Begun(noticed, facts=facts))
    pass_time(house, noticed + timedelta(hours=4))
    assert {who for _at, who in told(house, Kind.TAKEDOWN)} == {"mk_maros", "kepala_maros"}


def test_kua_acknowledges_within_a_working_day_and_decides_as_the_court_does(house: House) -> None:
    house.at(TUESDAY)
    sent(house, "kua-marusu", Service.MARRIAGE, AgencyKind.KUA, urgency=Urgency.DARURAT)
    taken, receipt = owed(house, Kind.ACKNOWLEDGE)
    assert taken.done_at
    assert receipt.due_at == wita(2026, 3, 25, 16)
    assert len(owed(house, Kind.ANSWER)) == 1


def stay(house: House, until: datetime | None) -> UUID:
    """Dinsos takes the child into its safe house on Tuesday at ten."""
    house.at(TUESDAY)
    roof = sent(house, "dinsos-maros-rehsos", Service.SHELTER, AgencyKind.SOCIAL)
    answer(house, roof, TUESDAY, "accept", actions.Promised(TUESDAY))
    facts = {"placed_in": "safe_house", "stay_from": TUESDAY.isoformat()}
    if until is not None:
        facts["stay_until"] = until.isoformat()
    answer(house, roof, TUESDAY, "start", actions.Begun(TUESDAY, facts=facts))
    return roof


@pytest.mark.parametrize(("until", "due"), [(5, 5), (30, 14), (None, 14)])
def test_a_stay_is_decided_on_before_it_ends_and_within_fourteen_days(
    house: House, until: int | None, due: int
) -> None:
    stay(house, days(until) if until else None)
    (clock,) = owed(house, Kind.STAY)
    assert (clock.due_at, clock.done_at) == (days(due), None)


def test_a_longer_stay_counts_anew_and_leaving_ends_it(house: House) -> None:
    roof = stay(house, days(5))
    house.at(days(4))
    longer = {"stay_from": TUESDAY.isoformat(), "stay_until": days(9).isoformat()}
    answer(house, roof, days(4), "progress", actions.News("Diperpanjang.", facts=longer))
    first, second = owed(house, Kind.STAY)
    assert (first.done_at, second.due_at) == (days(4), days(9))
    house.at(days(8))
    left = {**longer, "stay_left": days(7).isoformat()}
    answer(house, roof, days(8), "progress", actions.News("Pulang.", facts=left))
    assert owed(house, Kind.STAY)[-1].done_at == days(7)


def test_the_manager_hears_of_the_end_also_when_the_desk_has_done_its_part(house: House) -> None:
    roof = stay(house, days(5))
    house.at(days(1))
    done = actions.Result(Outcome.SAFE_HOUSE, "Anak di rumah aman.")
    answer(house, roof, days(1), "complete", done)
    pass_time(house, days(2.5), days(4), days(5))
    heard = {who for _at, who in told(house, Kind.STAY)}
    assert {"mk_maros", "kepala_maros"} <= heard
    with house.web():
        manager = given.acting("mk_maros")
        (row,) = house.sql("SELECT id FROM case_file")
        assert policy.find(CaseFile, row.id, manager).next_due_at <= days(5)
