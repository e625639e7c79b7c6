"""One promise as a supervisor acts on it, and who could take it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.directory.queries.duty import Member
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import Actor, Exclusion, Role
from referral.referrals.models import Referral, Status
from referral.reminders.models import FollowUp


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
    this = FollowUp.done_at.is_(None) if number is None else FollowUp.id == number
    found = db.session.scalar(
        policy.rows(FollowUp, actor)
        .where((FollowUp.case_id == id) | (FollowUp.referral_id == id), this)
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(1)
        .options(joinedload(FollowUp.ladder))
    )
    if found is None:
        raise Missing
    return found


def owed(promise: FollowUp, actor: Actor) -> Owed:
    """A promise as its page shows it, by the number that the actor may know."""
    case, sent = policy.rows(CaseFile, actor).subquery(), policy.rows(Referral, actor).subquery()
    number, person = db.session.execute(
        sa.select(sa.func.coalesce(case.c.number, sent.c.number), Person.name)
        .select_from(FollowUp)
        .outerjoin(case, case.c.id == FollowUp.case_id)
        .outerjoin(sent, sent.c.id == FollowUp.referral_id)
        .outerjoin(Person, Person.id == FollowUp.owner_person_id)
        .where(FollowUp.id == promise.id)
    ).one()
    return Owed(promise, number, person, promise.due_at - db.now())


def asked_back(promise: FollowUp) -> tuple[UUID, UUID] | None:
    """The sender's unit and the sender, while the desk waits for their reply."""
    found = db.session.execute(
        sa.select(Referral.from_unit_id, Referral.sender_id).where(
            Referral.id == promise.referral_id, Referral.status == Status.NEEDS_INFO
        )
    ).first()
    return (found[0], found[1]) if found else None


def may_hand_over(unit_id: UUID, actor: Actor) -> bool:
    """A head only what his own unit owes; a supervisor all that he watches over."""
    return actor.role is not Role.UNIT_HEAD or unit_id == actor.unit_id


def takers(promise: FollowUp) -> Sequence[Member]:
    """Who of the owing unit could take it over, its deputy first.

    Never one who is away, nor one from whom the case is hidden.
    """
    watch = directory.watches([promise.owner_unit_id])[promise.owner_unit_id]
    hiding = sa.select(Exclusion.person_id).where(Exclusion.case_id == promise.case_id)
    hidden = set(db.session.scalars(hiding))
    deputy = watch.deputy.id if watch.deputy else None
    others = [
        member
        for member in watch.staff
        if member.id not in hidden | {promise.owner_person_id, *watch.gone}
    ]
    return sorted(others, key=lambda member: member.id != deputy)
