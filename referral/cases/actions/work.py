"""Work on an open case: its manager, contacts, its number in the national register."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from referral import db, policy
from referral.audit import action
from referral.cases.actions import owed, trail
from referral.cases.models import WORKED_ON, CaseFile, Contact, ContactWith, LateBecause, Status
from referral.cases.queries import FULL, caseloads, managers
from referral.directory import actions as standing
from referral.errors import Missing, Refused
from referral.policy import Actor, Basis, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reminders.limits import Kind

MANAGING = [Basis.ASSIGNMENT]


@dataclass(frozen=True)
class Made:
    """A contact that took place: when, with whom, was it safe, and its words."""

    at: datetime
    with_whom: ContactWith
    safe: bool
    words: str


@action("case.assigned")
def assign(case: CaseFile, worker_id: UUID, *, by: Actor) -> CaseFile:
    """Give the open case to a colleague of the unit; the former manager's sight ends at once."""
    trail.of_its_unit(case, by)
    _may_assign(case, worker_id, by)
    former, case.manager_id = case.manager_id, worker_id
    db.session.flush()
    policy.grant(case.id, basis=Basis.ASSIGNMENT, to=worker_id)
    standing.cover(case.id, worker_id, by)
    if former is not None and former != worker_id:
        standing.uncover(case.id, former)
        policy.end(case.id, because="reassigned", bases=MANAGING, to=former, lasting=True)
    reminders.pass_on(Owner(case.unit_id, former), Owner(case.unit_id, worker_id), case_id=case.id)
    trail.mark(case.id, "assigned", by)
    trail.tell("case_assigned", case, [worker_id], by, f"assigned:{worker_id}:{case.version}")
    return case


def _may_assign(case: CaseFile, worker_id: UUID, by: Actor) -> None:
    head = can(by, Permission.CASE_DECIDE)
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    if not head and case.manager_id != by.id:
        raise Refused("manager.only")
    if worker_id in policy.hidden_from(case.id):
        raise Refused("exclusion.taker")
    if worker_id not in {worker.id for worker in managers(case)}:
        raise Missing
    not_too_many(case.unit_id, worker_id, by)


def not_too_many(unit_id: UUID, worker_id: UUID, by: Actor) -> None:
    """Refuse one more case for whoever holds as many as one can; a head's word lets it be."""
    if not can(by, Permission.CASE_DECIDE) and caseloads(unit_id).get(worker_id, 0) >= FULL:
        raise Refused("caseload.full")


@action("case.contact_added")
def add_contact(case: CaseFile, made: Made, *, by: Actor) -> CaseFile:
    """Write a contact down; a safe one keeps what is owed of contacts, at its true time."""
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status is Status.CLOSED:
        raise Refused("case.not_open")
    trail.true_time(made.at, since=case.reported_at)
    contact = Contact(
        id=uuid4(),
        case_id=case.id,
        at=made.at,
        with_whom=made.with_whom,
        safe=made.safe,
        by_person_id=by.id,
    )
    contact.put({"words": made.words})
    db.session.add(contact)
    if made.safe:
        owed.visited(case, made.at, made.with_whom)
    trail.mark(case.id, "contact_added", by, made.with_whom, words=contact.id, at=made.at)
    return case


@action("case.simfoni_recorded")
def record_simfoni(
    case: CaseFile, number: str, at: datetime, why: LateBecause | None, *, by: Actor
) -> CaseFile:
    """Write down the number of the national register, at the time of its entry there."""
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    trail.true_time(at, since=case.reported_at)
    owed.keep(case.id, Kind.SIMFONI, at, why)
    case.simfoni_number = number
    trail.mark(case.id, "simfoni_recorded", by, number, at=at)
    return case
