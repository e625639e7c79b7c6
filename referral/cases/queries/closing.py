"""What the end of a case depends on: what still runs, and who asked for it."""

from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseEvent
from referral.cases.queries.around import REFERRAL, VILLAGE_REPORT


def live_referrals(case_id: UUID) -> bool:
    """Whether a referral still runs; the village report itself ended when it was accepted."""
    r = REFERRAL.c
    live = ("draft", "sent", "needs_info", "accepted", "in_service")
    found = sa.select(r.id).where(
        r.case_id == case_id, r.kind != VILLAGE_REPORT, r.status.in_(live)
    )
    return db.session.scalar(found.limit(1)) is not None


def asked_by(case_id: UUID) -> UUID | None:
    """Who last asked to close the case."""
    return db.session.scalar(
        sa.select(CaseEvent.by_person_id)
        .where(CaseEvent.case_id == case_id, CaseEvent.act == "closure_asked")
        .order_by(CaseEvent.id.desc())
        .limit(1)
    )
