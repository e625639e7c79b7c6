"""Work on an open case: its manager, contacts, where the law stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db, policy
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import CaseFile, Contact, ContactWith, LawLine, Status
from referral.cases.queries import caseloads
from referral.directory import queries as directory
from referral.errors import Missing, Refused
from referral.policy import Actor, Basis, Compartment, Permission, Role, can
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp

FULL, CROWDED = 25, 20
"""Open cases of one manager: refused without a head's word; warned."""
CLOSES = (ContactWith.CHILD, ContactWith.CAREGIVER_FOR_CHILD)
"""With whom a safe contact keeps the promise of the first contact."""


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
    policy.end(case.id, because="reassigned", bases=[Basis.ASSIGNMENT])
    policy.grant(case.id, basis=Basis.ASSIGNMENT, to=worker_id)
    _hand_over(case.id, former, worker_id)
    trail.mark(case.id, "assigned", by)
    trail.tell("case_news", case, [worker_id], by, f"assigned:{worker_id}:{case.version}")
    return case


def _may_assign(case: CaseFile, worker_id: UUID, by: Actor) -> None:
    head = can(by, Permission.CASE_DECIDE)
    if case.status is not Status.OPEN:
        raise Refused("case.not_open")
    if not head and case.manager_id != by.id:
        raise Refused("manager.only")
    workers = directory.staff([case.unit_id], [Role.CASE_MANAGER, Role.UNIT_HEAD])
    if worker_id not in {worker.id for worker in workers}:
        raise Missing
    if not head and caseloads(case.unit_id).get(worker_id, 0) >= FULL:
        raise Refused("caseload.full")


def _hand_over(case_id: UUID, former: UUID | None, worker_id: UUID) -> None:
    """All that the former manager owes on this case, with the rungs still to come."""
    owed = db.session.scalars(
        sa.select(FollowUp)
        .where(
            FollowUp.case_id == case_id,
            FollowUp.done_at.is_(None),
            FollowUp.owner_person_id == former,
        )
        .options(joinedload(FollowUp.ladder))
    )
    for promise in owed:
        promise.owner_person_id = worker_id
        if promise.ladder is not None:
            promise.ladder.person_id = worker_id


@action("case.contact_added")
def add_contact(case: CaseFile, made: Made, *, by: Actor) -> CaseFile:
    """Write a contact down; a safe one with the child keeps the first contact, at its true time."""
    if case.status is Status.CLOSED:
        raise Refused("case.not_open")
    trail.has_read(case, by)
    if made.at > db.now():
        raise Refused("time.future")
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
    if made.safe and made.with_whom in CLOSES:
        reminders.close(Kind.FIRST_CONTACT, case_id=case.id, at=made.at)
    trail.mark(case.id, "contact_added", by, made.with_whom)
    return case


@action("case.lp_recorded")
def record_lp(case_id: UUID, number: str, at: datetime, *, by: Actor) -> LawLine:
    """Write the police report's number; it keeps the 72 hours of UU 12/2022 art. 41 at its time.

    By its id: a police desk holds the law line without the shell.
    """
    if not policy.compartments(case_id, by) & Compartment.LAW:
        raise Missing
    if at > db.now():
        raise Refused("time.future")
    line = db.session.get(LawLine, case_id)
    if line is None:
        line = LawLine(case_id=case_id, lp_number=number, lp_at=at, recorded_by=by.id)
        db.session.add(line)
    line.lp_number, line.lp_at, line.recorded_by = number, at, by.id
    reminders.close(Kind.POLICE_REPORT, case_id=case_id, at=at)
    trail.mark(case_id, "lp_recorded", by)
    return line
