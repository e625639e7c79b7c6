"""What the work on a case depends on: its plan, its goals, whether the police have reported."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.cases.models import (
    CaseEvent,
    CaseFile,
    CaseIncident,
    CaseRecord,
    Goal,
    GoalState,
    LawLine,
    Plan,
    RecordKind,
)
from referral.cases.queries.around import OTHER, THIS, CasePage
from referral.policy import Actor
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp


def siblings(page: CasePage, actor: Actor) -> list[sa.Row[Any]]:
    """The other files of the same incident."""
    if page.children < 2:  # noqa: PLR2004 - this one alone
        return []
    case_id = page.case.id
    return list(
        db.session.execute(
            sa.select(CaseFile.id, CaseFile.number, CaseFile.sex, CaseFile.age_band)
            .join(OTHER, OTHER.c.case_id == CaseFile.id)
            .join(THIS, THIS.c.incident_id == OTHER.c.incident_id)
            .where(THIS.c.case_id == case_id, CaseFile.id != case_id, CaseFile.visible_to(actor))
            .order_by(CaseFile.number)
        )
    )


def told_with(case: CaseFile, actor: Actor) -> list[CaseFile]:
    """The files of the other children of its report, first told at the same time; if seen."""
    this, other = aliased(CaseIncident), aliased(CaseIncident)
    return list(
        db.session.scalars(
            sa.select(CaseFile)
            .join(other, other.case_id == CaseFile.id)
            .join(this, this.incident_id == other.incident_id)
            .where(this.case_id == case.id, CaseFile.id != case.id)
            .where(CaseFile.reported_at == case.reported_at, CaseFile.visible_to(actor))
            .order_by(CaseFile.number)
        )
    )


def due(case_id: UUID, kind: Kind) -> datetime | None:
    """The limit of the case's open promise of this kind."""
    return db.session.scalar(
        sa.select(sa.func.min(FollowUp.due_at)).where(
            FollowUp.case_id == case_id, FollowUp.kind == kind, FollowUp.done_at.is_(None)
        )
    )


def law_line(case_id: UUID) -> LawLine | None:
    """The police report on record."""
    return db.session.get(LawLine, case_id)


def latest_plan(case_id: UUID, *, lock: bool = False) -> Plan | None:
    """The plan as it was last put before the head."""
    query = sa.select(Plan).where(Plan.case_id == case_id).order_by(Plan.at.desc()).limit(1)
    return db.session.scalar(query.with_for_update() if lock else query)


def has_plan(case_id: UUID) -> bool:
    """Whether a head has approved a plan."""
    return plan_reviewed(case_id) is not None


def was_high(case_id: UUID) -> bool:
    """Whether the risk was high at any time, as somebody confirmed or a rule made it."""
    risen = sa.select(CaseEvent.id).where(
        CaseEvent.case_id == case_id,
        CaseEvent.act.in_(["risk_confirmed", "risk_risen"]),
        CaseEvent.detail == Risk.HIGH.name.lower(),
    )
    return db.session.scalar(risen.limit(1)) is not None


def open_goals(case_id: UUID) -> bool:
    """Whether a goal is still to be reached."""
    query = sa.select(Goal.id).where(Goal.case_id == case_id, Goal.state == GoalState.OPEN)
    return db.session.scalar(query.limit(1)) is not None


def plan_reviewed(case_id: UUID) -> bool | None:
    """Whether the approved plan has been looked at again since; None where there is no plan."""
    return plan_stands(case_id)[1]


def plan_stands(case_id: UUID) -> tuple[Plan | None, bool | None]:
    """The plan as it was last put before the head, and whether the approved one was reviewed."""
    reviewed = sa.select(sa.func.max(CaseEvent.at)).where(
        CaseEvent.case_id == case_id, CaseEvent.act == RecordKind.PLAN_REVIEW.value
    )
    approved = sa.func.max(Plan.approved_at).over()
    query = sa.select(Plan, approved, reviewed.scalar_subquery()).where(Plan.case_id == case_id)
    row = db.session.execute(query.order_by(Plan.at.desc()).limit(1)).first()
    if row is None or row[1] is None:
        return (row[0] if row else None), None
    return row[0], row[2] is not None and row[2] >= row[1]


def recorded(case_id: UUID, kind: RecordKind) -> bool:
    """Whether such a step is on record, as far as the actor may see it."""
    found = sa.select(CaseRecord.id).where(CaseRecord.case_id == case_id, CaseRecord.kind == kind)
    return db.session.scalar(found.limit(1)) is not None


def owner_of(case_id: UUID) -> Any:
    """Unit, manager, risk, sexual, first telling, above; also for a desk without the shell."""
    return db.session.execute(_OWNER, {"case_id": case_id}).one()


_OWNER = sa.text("SELECT * FROM app_case_owner(:case_id)")
