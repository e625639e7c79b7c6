"""The working calendar that clocks of working days follow."""

import sqlalchemy as sa

from referral import db
from referral.directory.models import Holiday
from referral.reminders.clocks import Calendar


def calendar() -> Calendar:
    """The working days of all offices: Monday to Friday less the decreed days."""
    known: Calendar | None = db.session.info.get("calendar")
    if known is None:
        known = Calendar(holidays=frozenset(db.session.scalars(sa.select(Holiday.day))))
        db.session.info["calendar"] = known
    return known
