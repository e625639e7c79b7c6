"""What a supervisor does from the board: remind whoever owes, hand a promise to someone else."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import db, outbox, policy
from referral.audit import action, write
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import BY_BASIS, Actor, Basis, Compartment
from referral.referrals.models import Referral
from referral.reminders.kinds import OF_HEADS
from referral.reminders.models import FollowUp
from referral.reports.queries import PAUSE, Reason, asked_back, may_hand_over, may_take, takers

CORRECTION = timedelta(days=7)
"""How long after its limit whoever took a promise over may still put things right."""


@action("promise.nudged")
def nudge(owed: FollowUp, *, by: Actor) -> FollowUp:  # noqa: ARG001 - the audit entry's
    """Remind whoever owes it now, by hand; raises ``Refused`` twice within a quarter of an hour."""
    now = db.now()
    if owed.kind in OF_HEADS and owed.owner_person_id is None:
        raise Refused("head.none")
    people = _owing(owed)
    if not people:
        raise Refused("reminder.nobody")
    free = FollowUp.nudged_at.is_(None) | (FollowUp.nudged_at <= now - PAUSE)
    taken = db.session.scalar(
        sa.update(FollowUp)
        .where(FollowUp.id == owed.id, FollowUp.done_at.is_(None), free)
        .values(nudged_at=now)
        .returning(FollowUp.id)
    )
    if taken is None:
        raise _too_soon(owed)
    _tell("nudge", owed, people)
    return owed


@action("promise.handed_over")
def hand_over(owed: FollowUp, *, to: UUID, reason: Reason, by: Actor) -> FollowUp:
    """Let another person of the owing unit keep it; limits stay, and both are told."""
    if owed.done_at is not None:
        raise Refused("promise.kept")
    if asked_back(owed) or not may_hand_over(owed.owner_unit_id, by):
        raise Refused("promise.not_theirs")
    if to not in {member.id for member in takers(owed)}:
        raise Refused("promise.not_theirs")
    before = set(_owing(owed)) - {to}
    owed.give(owed.owner_unit_id, to)
    _let_open(owed, to, by)
    _tell("promise_taken", owed, [to])
    _tell("promise_passed", owed, (before | set(directory.heads(owed.owner_unit_id))) - {to, by.id})
    write("promise.reason", by=by, about=owed, note=reason.value)
    return owed


@action("referral.moved")
def move(report: Referral, *, to: UUID, by: Actor) -> Referral:  # noqa: ARG001 - the database asks
    """Lay a village report that nobody takes up before another unit; number and clocks stay.

    Raises ``Refused`` where somebody has it in hand by now, where it stands above the district, or
    where the unit has nobody to manage a case.
    """
    if to not in {unit.id for unit in may_take(report.to_unit_id)}:
        raise Refused("report.not_movable")
    if not db.session.scalar(sa.select(sa.func.app_move_report(report.id, to))):
        raise Refused("report.not_movable")
    db.session.refresh(report)
    outbox.post(
        "referral_sent",
        to=directory.on_duty(to),
        case_id=report.case_id,
        referral_id=report.id,
        key=f"moved:{report.id}:{report.version}",
    )
    return report


def _owing(owed: FollowUp) -> list[UUID]:
    """The owing person, and his stand-in while he is away; else the desk.

    Where the desk asked back, the sender.
    """
    unit_id, person_id = asked_back(owed) or (owed.owner_unit_id, owed.owner_person_id)
    watch = directory.watches([unit_id])[unit_id]
    if person_id is None:
        return watch.people
    absence = watch.gone.get(person_id)
    stand_in = [absence.stand_in_id] if absence and absence.stand_in_id else []
    return [person_id, *stand_in]


def _let_open(owed: FollowUp, to: UUID, by: Actor) -> None:
    """Whoever takes a case's promise must be able to keep it.

    One who knows the child lets him in for as long as the promise runs. A supervisor opens
    nothing: the taker has what his unit has, claims or is assigned, and the head is told.
    """
    known = policy.compartments(owed.case_id, by) & Compartment.IDENTITY
    if owed.referral_id is not None or not known:
        return
    ground, until = uuid4(), max(owed.due_at, db.now()) + CORRECTION
    share = BY_BASIS[Basis.INTAKE_CLAIM]
    policy.grant(owed.case_id, basis=Basis.ASSIGNMENT, to=to, share=share, basis_id=ground)
    policy.end(
        owed.case_id, because="promise_ran", bases=[Basis.ASSIGNMENT], basis_id=ground, at=until
    )


def _tell(kind: str, owed: FollowUp, people: Iterable[UUID]) -> None:
    key = f"{owed.id}:{db.now().isoformat()}"
    outbox.post(kind, to=people, case_id=owed.case_id, referral_id=owed.referral_id, key=key)


def _too_soon(owed: FollowUp) -> Refused:
    if owed.done_at is not None or owed.nudged_at is None:
        return Refused("promise.kept")
    left = owed.nudged_at + PAUSE - db.now()
    return Refused("reminder.sent_recently", minutes=max(1, -(-left // timedelta(minutes=1))))
