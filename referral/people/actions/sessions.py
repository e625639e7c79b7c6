"""Server-side sessions: started, kept awake, ended."""

from datetime import timedelta
from secrets import token_urlsafe
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.audit import By, action
from referral.people.models import Device, Person, SignIn, token_hash

LONGEST = timedelta(hours=12)
"""After this a session ends however busy; ``begin_as`` ends an idle one after an hour."""
AT_ONCE = 3
REMEMBERED = timedelta(days=180)


def start_session(person_id: UUID) -> str:
    """Sign this account in anew: the token, which only its browser keeps.

    At most three sessions an account; a fourth ends the one unused for longest.
    """
    token = token_urlsafe(32)
    _start(person_id, token_hash(token))
    return token


@action("session.started")
def _start(person_id: UUID, hashed: bytes, *, by: By | None = None) -> Person:  # noqa: ARG001
    person = db.session.scalars(
        sa.select(Person).where(Person.id == person_id).with_for_update()
    ).one()
    kept = (
        sa.select(SignIn.token_hash)
        .where(SignIn.person_id == person_id, SignIn.until > db.now())
        .order_by(SignIn.seen_at.desc())
        .limit(AT_ONCE - 1)
    )
    _end(SignIn.person_id == person_id, SignIn.token_hash.not_in(kept))
    now = db.now()
    db.session.add(
        SignIn(token_hash=hashed, person_id=person_id, since=now, seen_at=now, until=now + LONGEST)
    )
    return person


def stay(hashed: bytes) -> None:
    """Keep a session awake: written down once a minute at most."""
    if not db.session.info.get("begun", {}).get("stale"):
        return
    with db.transaction():
        db.session.execute(
            sa.update(SignIn)
            .where(SignIn.token_hash == hashed)
            .values(seen_at=db.now())
            .execution_options(synchronize_session=False)
        )


@action("session.ended")
def end_session(hashed: bytes, *, by: By) -> By:
    """Sign out of this browser."""
    _end(SignIn.person_id == by.id, SignIn.token_hash == hashed)
    return by


@action("session.all_ended")
def end_all_sessions(*, by: By) -> By:
    """Sign out everywhere, here too."""
    _end(SignIn.person_id == by.id)
    return by


def _end(*which: sa.ColumnElement[bool]) -> None:
    db.session.execute(sa.delete(SignIn).where(*which).execution_options(synchronize_session=False))


def know_device(person_id: UUID) -> str:
    """Remember the browser that has just signed in: the token it keeps for 180 days."""
    token = token_urlsafe(32)
    with db.transaction():
        old = Device.since < db.now() - REMEMBERED
        db.session.execute(sa.delete(Device).where(Device.person_id == person_id, old))
        hashed = token_hash(token)
        db.session.add(Device(token_hash=hashed, person_id=person_id, since=db.now()))
    return token
