"""The working calendar that clocks of working days follow."""

from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory.models import Holiday, Leave
from referral.reminders.clocks import Calendar


def calendar(unit_id: UUID) -> Calendar:
    """A unit's working days: Monday to Friday less the decreed days and its own leave."""
    moment = db.now()
    since, known = db.session.info.get("calendars", (None, {}))
    if since != moment:  # of another transaction
        known = {}
        db.session.info["calendars"] = moment, known
    if unit_id not in known:
        own = sa.select(Leave.day, sa.true()).where(Leave.unit_id == unit_id)
        days = db.session.execute(sa.select(Holiday.day, sa.false()).union_all(own)).all()
        decreed, leave = (frozenset(d for d, own in days if own is one) for one in (False, True))
        known[unit_id] = Calendar(decreed, leave)
    found: Calendar = known[unit_id]
    return found
