"""Who has a referral in hand, when that person leaves the desk."""

from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.referrals.models import LIVE, Referral


def relieve(unit_id: UUID, leaver: UUID, by_whom: UUID) -> None:
    """What the leaver had in hand at this unit's desk, a colleague has; steps written stay his."""
    for column in (Referral.claimed_by_id, Referral.worker_id):
        held = db.session.scalars(
            sa.select(Referral).where(
                Referral.to_unit_id == unit_id, column == leaver, Referral.status.in_(LIVE)
            )
        )
        for referral in held:
            setattr(referral, column.key, by_whom)
        db.session.flush()
