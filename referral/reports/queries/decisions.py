"""What waits for the word of a unit's head: plans to approve, closures to decide."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile, Plan, Status
from referral.policy import WHOEVER, Actor, Permission, asked_by, can
from referral.reports.queries.lines import WAITS

MOST = 25


@dataclass(frozen=True)
class Decision:
    """One case before the head, since when; else than a closure it is a plan."""

    case_id: UUID
    number: str
    risk: int
    closure: bool
    since: datetime


def decisions(actor: Actor) -> list[Decision]:
    """What a head has to decide, the gravest risk first, then whoever has waited longest.

    Never a plan of his own.
    """
    if not can(actor, Permission.CASE_DECIDE):
        return []
    return [Decision(*row) for row in db.session.execute(_decisions(), asked_by(actor))]


@cache
def _decisions() -> sa.Select[Any]:
    c = CaseFile
    plan = (
        sa.select(Plan.at, (WAITS & (Plan.by_person_id != WHOEVER.id)).label("waits"))
        .where(Plan.case_id == c.id)
        .order_by(Plan.at.desc())
        .limit(1)
        .lateral("plan")
    )
    closure = c.status == Status.CLOSING
    since = sa.case((closure, c.status_since), else_=plan.c.at)
    return (
        sa.select(c.id, c.number, c.risk, closure, since)
        .outerjoin(plan, sa.true())
        .where(
            c.unit_id == WHOEVER.unit_id,
            c.closed_at.is_(None),
            closure | ((c.status == Status.OPEN) & plan.c.waits),
            c.visible_to(WHOEVER),
        )
        .order_by(c.risk.desc(), since, c.id)
        .limit(MOST)
    )
