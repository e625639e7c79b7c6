"""Who has a referral in hand, when that person leaves the desk."""

from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.policy import Basis
from referral.referrals.actions import share, village
from referral.referrals.models import LIVE, Kind, Referral, Status


def relieve(
    unit_id: UUID, leaver: UUID, by_whom: UUID | None, *, case_id: UUID | None = None
) -> None:
    """What the leaver had in hand at this unit's desk, a colleague has; steps written stay his.

    Of all cases or of one; where nobody takes it over the desk may claim it anew. A village report
    that nobody has accepted yet opens to the colleague, and to the leaver no more.
    """
    query = sa.select(Referral).where(
        Referral.to_unit_id == unit_id,
        (Referral.claimed_by_id == leaver) | (Referral.worker_id == leaver),
        Referral.status.in_(LIVE),
    )
    if case_id is not None:
        query = query.where(Referral.case_id == case_id)
    for referral in db.session.scalars(query):
        if referral.worker_id == leaver:
            _serve_instead(referral, by_whom)
        if referral.claimed_by_id != leaver:
            continue
        referral.claimed_by_id = by_whom
        if by_whom is None:
            referral.claimed_at = None
        if referral.kind is Kind.VILLAGE_REPORT and referral.status is Status.SENT:
            if by_whom is not None:
                village.open_to_claimer(referral, by_whom)
            db.session.flush()
            policy.end(referral.case_id, because="relieved", bases=[Basis.INTAKE_CLAIM], to=leaver)


def _serve_instead(referral: Referral, by_whom: UUID | None) -> None:
    """Within a unit what was shared is shared with the person who serves."""
    referral.worker_id = by_whom
    if referral.within and by_whom is not None:
        share.let_see(referral)
