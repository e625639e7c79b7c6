"""What one person of a unit holds, in figures: said before all of it passes to another."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile, Status
from referral.directory.models import Duty
from referral.policy import Actor
from referral.referrals.models import LIVE, Referral
from referral.reminders.models import FollowUp


@dataclass(frozen=True)
class Belongings:
    """So many open cases, closed ones to check, promises, referrals in hand and turns to come."""

    cases: int
    checks: int
    promises: int
    referrals: int
    turns: int


def held_by(
    unit_id: UUID, person_id: UUID, actor: Actor | None
) -> tuple[sa.ColumnElement[bool], ...]:
    """Cases of the unit that a person manages; of closed ones those that still owe a check."""
    owes = (CaseFile.status != Status.CLOSED) | (CaseFile.next_due_at < db.FAR)
    theirs = CaseFile.manager_id == person_id, CaseFile.unit_id == unit_id
    return *theirs, owes, *_seen(CaseFile, actor)


def _seen(model: Any, actor: Actor | None) -> tuple[sa.ColumnElement[bool], ...]:
    return (model.visible_to(actor),) if actor else ()


def beyond(person_id: UUID) -> bool:
    """Whether he manages something that who acts cannot hand on, for it is hidden from him."""
    return bool(db.session.scalar(sa.select(sa.func.app_manages_hidden(person_id))))


def hidden_work(leaver: UUID, by_whom: UUID) -> bool:
    """Whether the leaver owes something on a case that is hidden from the other one."""
    owed = sa.select(FollowUp.id).where(
        FollowUp.owner_person_id == leaver,
        FollowUp.done_at.is_(None),
        FollowUp.case_id.in_(policy.hidden_cases(by_whom)),
    )
    return db.session.scalar(owed.limit(1)) is not None


def belongings(unit_id: UUID, person_id: UUID, actor: Actor | None = None) -> Belongings:
    """All that ``relieve`` moves, as far as the actor sees it; a command counts all of it."""
    c, f, r, d = CaseFile, FollowUp, Referral, Duty
    cases = held_by(unit_id, person_id, actor)
    held = [
        (c, (*cases, c.status != Status.CLOSED)),
        (c, (*cases, c.status == Status.CLOSED)),
        (f, (f.owner_person_id == person_id, f.owner_unit_id == unit_id, f.done_at.is_(None))),
        (r, (r.to_unit_id == unit_id, r.status.in_(LIVE), *_seen(r, actor),
             (r.claimed_by_id == person_id) | (r.worker_id == person_id))),
        (d, (d.unit_id == unit_id, d.person_id == person_id, d.until > db.now())),
    ]  # fmt: skip
    counts = [
        sa.select(sa.func.count()).select_from(model).where(*where).scalar_subquery()
        for model, where in held
    ]
    return Belongings(*db.session.execute(sa.select(*counts)).one())
