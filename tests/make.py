"""What tests arrange: time, actors and cases, made by the same actions a person would cause."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from referral import db
from referral.people.queries import actor
from referral.policy import Actor

WITA = ZoneInfo("Asia/Makassar")


def wita(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as people in South Sulawesi say it; aware UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=WITA).astimezone(UTC)


def travel(owner: sa.Engine, moment: datetime) -> None:
    """From now on the one clock starts at that moment, for this session's transaction too."""
    started = db.session.scalar(sa.text("SELECT now()"))
    _move(owner, moment - started)


def travel_back(owner: sa.Engine) -> None:
    """The one clock is real again."""
    _move(owner, timedelta(0))


def _move(owner: sa.Engine, ahead: timedelta) -> None:
    with owner.connect() as connection:
        connection.execute(sa.text("UPDATE app_clock SET ahead = :ahead"), {"ahead": ahead})
    db.session.info.pop("now", None)


def acting(username: str) -> Actor:
    """Act as this member of the cast from the next transaction on."""
    db.session.commit()
    who = actor(username)
    db.session.commit()
    db.acting(who.id, who.unit_id)
    return who
