"""What tests arrange: time, actors and cases, made by the same actions a person would cause."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile, Channel, Sex
from referral.cases.models.told import PhoneOf, Relation, ToldBy
from referral.intake.actions import report as send_report
from referral.intake.models import Child, Feared, Report, SafeContact, Teller
from referral.intake.signs import Sign
from referral.people.queries import actor
from referral.policy import Actor

WITA = ZoneInfo("Asia/Makassar")


def wita(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as people in South Sulawesi say it; aware UTC."""
    return datetime(year, month, day, hour, minute, tzinfo=WITA).astimezone(UTC)


def typed(at: datetime) -> str:
    """A moment as a person types it into one field: ``14/03/2026 21.05``."""
    return at.astimezone(WITA).strftime("%d/%m/%Y %H.%M")


def travel(owner: sa.Engine, moment: datetime) -> None:
    """From now on the one clock starts at that moment, for this session's transaction too."""
    started = db.session.scalar(sa.text("SELECT now()"))
    _move(owner, moment - started)
    db.session.info["now"] = moment


def travel_back(owner: sa.Engine) -> None:
    """The one clock is real again."""
    _move(owner, timedelta(0))


def _move(owner: sa.Engine, ahead: timedelta) -> None:
    with owner.connect() as connection:
        connection.execute(sa.text("UPDATE app_clock SET ahead = :ahead"), {"ahead": ahead})


def acting(username: str) -> Actor:
    """Act as this member of the cast from the next transaction on."""
    db.session.commit()
    who = actor(username)
    db.session.commit()
    db.acting(who.id, who.unit_id)
    return who


def told(**changes: Any) -> Report:
    """Life A's report: a girl of 14 in Marusu, threatened with pictures; canaries in all words."""
    facts: dict[str, Any] = {
        "told_by": Teller(kind=ToldBy.RELATIVE, name="Kenari Bibi", phone="0800-555-0001"),
        "told_at": db.now() - timedelta(minutes=50),
        "channel": Channel.PATBM,
        "signs": frozenset({Sign.EXTORTION}),
        "area_code": "73.09.08.2004",
        "children": (Child(name="Kenari Anak", age=14, sex=Sex.FEMALE),),
        "words": "Kenari cerita",
        "landmark": "Kenari patokan",
        "safe_contact": SafeContact(
            whose=PhoneOf.RELATIVE, number="0800-555-0002", hours="21.00-22.00"
        ),
        "feared": Feared(who="Kenari akun", relation=Relation.ONLINE),
        "wish": "Kenari harap",
    }
    return Report(**facts | changes)


def report(username: str = "relawan_maros", **changes: Any) -> CaseFile:
    """A village report, as that volunteer sends it; the session acts as the volunteer after it."""
    return send_report(told(**changes), by=acting(username))
