"""How the whole is: what an operator's probe asks."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from referral import db


@dataclass(frozen=True)
class Pulse:
    """What the database says of itself; seconds are None where nothing has happened yet."""

    revision: str | None
    since_tick: float | None
    owed_for: float
    dead: int


def pulse() -> Pulse | None:
    """None where the database does not answer."""
    try:
        row = db.session.execute(sa.text("SELECT * FROM app_health()")).one()
    except SQLAlchemyError:
        db.session.rollback()
        return None
    return Pulse(
        revision=row.revision,
        since_tick=_seconds(row.now, row.ticked_at),
        owed_for=_seconds(row.now, row.owed_at) or 0.0,
        dead=row.dead,
    )


def _seconds(now: datetime, then: datetime | None) -> float | None:
    return None if then is None else round(max((now - then).total_seconds(), 0.0), 1)
