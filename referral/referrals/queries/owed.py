"""What is still owed on a referral, and by whom."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.referrals.models import Referral
from referral.reminders.limits import Kind as Promise
from referral.reminders.models import FollowUp


class Owed(NamedTuple):
    """One promise: until when, and which unit owes it."""

    kind: Promise
    due: datetime
    unit_id: UUID


def promises(referral: Referral, unit_id: UUID | None = None) -> list[Owed]:
    """What is still owed on it, by all or by one unit, the nearest limit first."""
    asked = {"referral_id": referral.id, "all": unit_id is None, "unit_id": unit_id}
    return [Owed(*row) for row in db.session.execute(_PROMISES, asked)]


_PROMISES = (
    sa.select(FollowUp.kind, FollowUp.due_at, FollowUp.owner_unit_id)
    .where(
        FollowUp.referral_id == sa.bindparam("referral_id", type_=sa.Uuid()),
        FollowUp.done_at.is_(None),
        sa.bindparam("all", type_=sa.Boolean())
        | (FollowUp.owner_unit_id == sa.bindparam("unit_id", type_=sa.Uuid())),
    )
    .order_by(FollowUp.due_at)
)
