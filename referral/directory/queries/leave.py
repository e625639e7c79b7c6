"""The days on which one unit's office is closed."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory.models import Leave
from referral.directory.queries.duty import today


def leave(unit_id: UUID) -> Sequence[Leave]:
    """A unit's own days from today on, the nearest first."""
    ahead = sa.select(Leave).where(Leave.unit_id == unit_id, Leave.day >= today())
    return db.session.scalars(ahead.order_by(Leave.day)).all()
