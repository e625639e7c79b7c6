"""Who has a referral in hand, when that person leaves the desk."""

from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.policy import Basis
from referral.referrals.actions import village
from referral.referrals.models import LIVE, Kind, Referral, Status


def relieve(unit_id: UUID, leaver: UUID, by_whom: UUID) -> None:
    """What the leaver had in hand at this unit's desk, a colleague has; steps written stay his.

    A village report that nobody has accepted yet opens to the colleague, and to the leaver no more.
    """
    held = db.session.scalars(
        sa.select(Referral).where(
            Referral.to_unit_id == unit_id,
            (Referral.claimed_by_id == leaver) | (Referral.worker_id == leaver),
            Referral.status.in_(LIVE),
        )
    )
    for referral in held:
        if referral.worker_id == leaver:
            referral.worker_id = by_whom
        if referral.claimed_by_id != leaver:
            continue
        referral.claimed_by_id = by_whom
        if referral.kind is Kind.VILLAGE_REPORT and referral.status is Status.SENT:
            village.open_to_claimer(referral, by_whom)
            db.session.flush()
            policy.end(referral.case_id, because="relieved", bases=[Basis.INTAKE_CLAIM], to=leaver)
