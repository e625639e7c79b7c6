"""A transfer: the case itself passes to another UPTD, with all that is owed and all that runs."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases import queries as cases
from referral.cases.actions import trail
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.policy import WHOLE, AccessGrant, Actor, Basis, Compartment
from referral.referrals.actions import events, share
from referral.referrals.models import LIVE, Kind, Referral, Status
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reminders.kinds import OF_HEADS
from referral.reminders.limits import Kind as Promise

OWNERS = (Basis.ASSIGNMENT, Basis.SUPERVISION, Basis.DUTY_DESK)
ENDED = (Status.CONFIRMED, Status.FORWARDED, Status.RECALLED, Status.VOID)


def take_over(transfer: Referral, manager_id: UUID, by: Actor) -> None:
    """The unit that accepts owns the case from now on; due times stay as they are.

    Its district's supervisors watch over it, unless it is the province's own unit, for which
    the child's district keeps watching.
    """
    _let_in(transfer, by)
    case = policy.find(CaseFile, transfer.case_id, by)
    former, before = case.manager_id, case.unit_id
    case.unit_id, case.manager_id, case.legal_id = transfer.to_unit_id, manager_id, None
    district = directory.district(case.unit_id)
    if district and "." in district:
        case.district_code = district
    db.session.flush()
    _regrant(transfer, case, before, former, by)
    _move_work(transfer, case, before, by)
    trail.mark(case.id, "transferred", by)
    told = [*directory.heads(before), *([former] if former else [])]
    events.tell("case_transferred", transfer, told, by=by)
    events.tell("case_assigned", transfer, [manager_id], by=by)


def _let_in(transfer: Referral, by: Actor) -> None:
    """Whoever accepts sees the case, to write what accepting changes; it ends with this step."""
    policy.grant(
        transfer.case_id, basis=Basis.REFERRAL, to=by.id, share=WHOLE, basis_id=transfer.id
    )
    db.session.flush()


def _regrant(
    transfer: Referral, case: CaseFile, before: UUID, former: UUID | None, by: Actor
) -> None:
    """The former owners read what they could for a week more; the new ones hold it as their own."""
    readers = {*directory.heads(before), *([former] if former else [])}
    for person, held in _held(case, readers).items():
        policy.grant(case.id, basis=Basis.TRANSFER, to=person, share=held, basis_id=transfer.id)
    policy.end(case.id, because="transferred", bases=OWNERS)
    share.let_own(case, transfer, by)
    db.session.flush()
    policy.end(
        case.id,
        because="transferred",
        bases=[Basis.TRANSFER],
        basis_id=transfer.id,
        at=db.now() + share.AFTERGLOW,
    )
    policy.end(
        case.id, because="accepted", bases=[Basis.PREVIEW, Basis.REFERRAL], basis_id=transfer.id
    )


def _held(case: CaseFile, people: Collection[UUID]) -> dict[UUID, Compartment]:
    """What each of them may see of the case as one of its owners."""
    g = AccessGrant
    rows = db.session.execute(
        sa.select(g.person_id, sa.func.bit_or(g.compartments))
        .where(g.case_id == case.id, g.until > db.now(), g.person_id.in_(people))
        .where(g.basis.in_(OWNERS))
        .group_by(g.person_id)
    )
    return {person: Compartment(mask) for person, mask in rows if person is not None}


def _move_work(transfer: Referral, case: CaseFile, before: UUID, by: Actor) -> None:
    """What the former unit owed is the new manager's, and he stands for it where it had asked.

    What waits for a head is its head's, or nobody's until there is one. What it had asked of the
    new unit is that one's own work now: nobody answers himself.
    """
    reminders.pass_on(Owner(before), Owner(case.unit_id, case.manager_id), case_id=case.id)
    reminders.close(Promise.SIGN_OFF, case_id=case.id, referral_id=transfer.id)
    head = next(iter(cases.heads(case.id, case.unit_id)), None)
    for undecided in reminders.open_anywhere(case.id, *OF_HEADS):
        undecided.give(case.unit_id, head)
    running = db.session.scalars(
        sa.select(Referral).where(
            Referral.case_id == case.id,
            Referral.from_unit_id == before,
            Referral.id != transfer.id,
            Referral.kind != Kind.VILLAGE_REPORT,
            Referral.status.not_in(ENDED),
        )
    )
    for referral in running.all():
        if referral.to_unit_id == case.unit_id and referral.status in LIVE:
            share.undo(referral, by)
        elif case.manager_id is not None:
            referral.from_unit_id, referral.sender_id = case.unit_id, case.manager_id
