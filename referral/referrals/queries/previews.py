"""What a desk may read of the child before it accepts, and what a sender tells again of it."""

from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.errors import Missing
from referral.referrals.models import Kind, Referral, ReferralPreview


def preview(referral: Referral) -> ReferralPreview:
    """What the desk may read of the child before it accepts; raises ``Missing``."""
    found = db.session.get(ReferralPreview, referral.id)
    if found is None:
        raise Missing
    return found


def needs_of(case_id: UUID) -> str:
    """The codes of language and accommodation that the report told."""
    told = (
        sa.select(ReferralPreview.needs)
        .join(Referral, Referral.id == ReferralPreview.referral_id)
        .where(Referral.case_id == case_id, Referral.kind == Kind.VILLAGE_REPORT)
    )
    return db.session.scalar(told.limit(1)) or ""
