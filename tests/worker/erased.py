"""Cases on their way to being erased, by the verbs that people and the worker use."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from referral import db
from referral.cases import actions
from referral.cases.models import Ground, RecordKind
from referral.cases.models.told import ClosingReason
from referral.cases.queries import LAW_BINDS
from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals import actions as referrals
from referral.reminders import actions as reminders
from tests.cases import given
from tests.make import wita
from tests.referrals.given import request, take
from tests.worker.house import House

BEGUN = wita(2026, 3, 2, 10)
DUE = wita(2026, 6, 2, 16)
"""Three months after it was closed."""
A_DAY = timedelta(hours=24, minutes=1)
TRACES = "Kenari akun @contoh di platform contoh"
ADDRESS = "Alamat contoh.example/1"


def closed(house: House, status: str | None = "final") -> UUID:
    """A case with online traces that Komdigi was told of, closed; its proceedings stand so."""
    house.at(BEGUN)
    with house.web():
        case, manager = given.open_case()
        actions.keep_online(case, TRACES, by=manager)
        told = request("komdigi-aduan", service=Service.TAKEDOWN, share=Compartment.ONLINE,
                       summary="Tautan.", goal=ADDRESS)  # fmt: skip
        sent = referrals.send(case, told, by=manager)
        take("void", sent.id)
        manager = given.acting("mk_maros")
        case = given.found(case.id, manager)
        for promise in reminders.open_ones(case.id, *LAW_BINDS):
            reminders.keep(promise, at=db.now())
        if status:
            actions.record_lp(case.id, "LP/1", db.now(), by=manager)
            given.record(case, RecordKind.LAW_STATUS, manager, code=status)
            given.record(case, RecordKind.PROTECTION, manager, code="no")
        actions.ask_closure(case, ClosingReason.GOAL, "Kenari penutup", by=manager)
        head = given.acting("kepala_maros")
        case = actions.approve(given.found(case.id, head), by=head)
    return case.id


def ask(house: House, case_id: UUID, ground: Ground, who: str = "kepala_maros") -> None:
    with house.web():
        by = given.acting(who)
        actions.ask_erasure(given.found(case_id, by), ground, by=by)


def decide(house: House, case_id: UUID, who: str = "provinsi") -> None:
    erasure_id = last(house, case_id).id
    with house.web():
        by = given.acting(who)
        actions.decide_erasure(given.found(case_id, by), erasure_id, by=by)


def stop(house: House, case_id: UUID, who: str) -> None:
    erasure_id = last(house, case_id).id
    with house.web():
        by = given.acting(who)
        actions.stop_erasure(given.found(case_id, by), erasure_id, by=by)


def last(house: House, case_id: UUID) -> Any:
    (row,) = house.sql(
        "SELECT * FROM erasure WHERE case_id = :id ORDER BY asked_at DESC LIMIT 1", id=case_id
    )
    return row


def carried_out(house: House, at: datetime) -> int:
    house.at(at)
    with house.worker():
        return actions.carry_out()


def erase(house: House, case_id: UUID, ground: Ground, at: datetime = DUE) -> None:
    """Asked, decided and carried out a day after."""
    house.at(at)
    ask(house, case_id, ground)
    decide(house, case_id)
    assert carried_out(house, at + A_DAY) == 1


def keys(house: House, case_id: UUID) -> set[UUID]:
    """The keys of the case that live."""
    rows = house.sql("SELECT id FROM keys.data_key WHERE case_id = :id", id=case_id)
    return {row.id for row in rows}
