"""One promise as a supervisor acts on it, and who could take it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.directory.queries.duty import Member, Watch
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import GRANTS, MANAGERS, OWNING, WHOEVER, Actor, Permission, Role, asked_by
from referral.referrals.models import Kind as Sent
from referral.referrals.models import Referral, Status
from referral.reminders.kinds import OF_HEADS, Kind
from referral.reminders.models import FollowUp
from referral.reports.queries.standing import sender

KEPT_BY = {
    **dict.fromkeys(
        (
            Kind.ACKNOWLEDGE, Kind.ANSWER, Kind.PLACE, Kind.FIRST_SERVICE, Kind.FEEDBACK,
            Kind.PROGRESS, Kind.HOLD_REVIEW,
        ),
        Permission.REFERRAL_ANSWER,
    ),
    **dict.fromkeys(
        (
            Kind.DRAFT, Kind.CONFIRM, Kind.RE_PLAN, Kind.KEEP_PLACE, Kind.CONSENT_RENEWAL,
            Kind.LPSK_DECISION, Kind.TICKET, Kind.TAKEDOWN, Kind.STAY,
        ),
        Permission.REFERRAL_SEND,
    ),
    **dict.fromkeys(OF_HEADS, Permission.CASE_DECIDE),
    Kind.ERASURE: Permission.CASE_ERASE,
    Kind.GLASS_REVIEW: Permission.GLASS_REVIEW,
}  # fmt: skip
"""What a role must allow to whoever owes this; all else is work on a case."""


class Reason(StrEnum):
    """Why a promise changes hands; a code, for words could name a child."""

    NO_ANSWER = "no_answer"
    AWAY = "away"
    OVERLOADED = "overloaded"
    CONFLICT = "conflict"
    OTHER = "other"


@dataclass(frozen=True)
class Owed:
    """A promise, the child's number, who owes it by name, and the time left."""

    promise: FollowUp
    number: str
    person: str | None
    left: timedelta


def promise(id: UUID, actor: Actor, number: int | None = None) -> FollowUp:
    """A promise of the case or referral ``id``; without its number the first that is open.

    Raises ``Missing`` where there is none that the actor may see.
    """
    asked = {**asked_by(actor), "about": id, "number": number}
    found = db.session.scalar(_promise(numbered=number is not None), asked)
    if found is None:
        raise Missing
    return found


@cache
def _promise(*, numbered: bool) -> sa.Select[FollowUp]:
    f, about = FollowUp, sa.bindparam("about", type_=sa.Uuid())
    this = f.id == sa.bindparam("number") if numbered else f.done_at.is_(None)
    return (
        policy.rows(f, WHOEVER)
        .where((f.case_id == about) | (f.referral_id == about), this)
        .order_by(f.due_at, f.id)
        .limit(1)
        .options(joinedload(f.ladder))
    )


def owed(promise: FollowUp, actor: Actor) -> Owed:
    """A promise as its page shows it, by the number that the actor may know."""
    asked = {**asked_by(actor), "promise": promise.id}
    number, person = db.session.execute(_owed(), asked).one()
    return Owed(promise, number, person, promise.due_at - db.now())


@cache
def _owed() -> sa.Select[str, str | None]:
    case, sent = CaseFile, Referral
    return (
        sa.select(sa.func.coalesce(case.number, sent.number), Person.name)
        .select_from(FollowUp)
        .outerjoin(case, (case.id == FollowUp.case_id) & case.visible_to(WHOEVER))
        .outerjoin(sent, (sent.id == FollowUp.referral_id) & sent.visible_to(WHOEVER))
        .outerjoin(Person, Person.id == FollowUp.owner_person_id)
        .where(FollowUp.id == sa.bindparam("promise"))
    )


def asked_back(promise: FollowUp) -> tuple[UUID, UUID] | None:
    """The sender's unit and the sender, while the desk waits for their reply."""
    found = db.session.execute(
        sa.select(Referral.from_unit_id, sender(Referral)).where(
            Referral.id == promise.referral_id, Referral.status == Status.NEEDS_INFO
        )
    ).first()
    return (found[0], found[1]) if found else None


def may_hand_over(unit_id: UUID, actor: Actor) -> bool:
    """A head only what his own unit owes; a supervisor all that he watches over."""
    return actor.role is not Role.UNIT_HEAD or unit_id == actor.unit_id


def takers(promise: FollowUp, watch: Watch | None = None) -> Sequence[Member]:
    """Who of the owing unit could take it over, its deputy first.

    Never one who is away, from whom the case is hidden, or whose role may not keep it.
    """
    watch = watch or directory.watches([promise.owner_unit_id])[promise.owner_unit_id]
    hidden = policy.hidden_from(promise.case_id)
    deputy = watch.deputy.id if watch.deputy else None
    others = [
        member
        for member in watch.staff
        if member.id not in hidden | {promise.owner_person_id, *watch.gone}
        and KEPT_BY.get(promise.kind, Permission.CASE_WORK) in GRANTS[member.role]
    ]
    return sorted(others, key=lambda member: member.id != deputy)


def untaken(promise: FollowUp, actor: Actor) -> Referral | None:
    """The case's village report, where nobody has it in hand and the actor may move it."""
    if actor.role is Role.UNIT_HEAD:
        return None
    return db.session.scalar(
        sa.select(Referral).where(
            Referral.case_id == promise.case_id,
            Referral.kind == Sent.VILLAGE_REPORT,
            Referral.status == Status.SENT,
            Referral.claimed_at.is_(None),
            Referral.visible_to(actor),
        )
    )


def may_take(but: UUID) -> list[Unit]:
    """The other units that own cases and have somebody to manage one."""
    units = [unit for unit in directory.desks() if unit.kind in OWNING and unit.id != but]
    here = {one.unit_id for one in directory.staff([unit.id for unit in units], MANAGERS)}
    return [unit for unit in units if unit.id in here]
