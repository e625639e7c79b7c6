"""Accounts as their owner and the administrator see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db
from referral.errors import Missing
from referral.people.models import Credential, Invitation, Person, SignIn
from referral.policy import Role

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """An account in the administrator's list."""

    person: Person
    invited: bool
    """A way in was given and not used so far."""
    seen_at: datetime | None


def own(person_id: UUID) -> Person:
    """One's own account, ``person.unit`` loaded."""
    return db.session.scalars(
        sa.select(Person).where(Person.id == person_id).options(joinedload(Person.unit))
    ).one()


def named(username: str) -> Person | None:
    """Any account by its name, active or not."""
    return db.session.scalar(sa.select(Person).where(Person.username == username))


def administrators() -> list[Person]:
    """Real accounts that administer; not those only invited."""
    real = Person.active & Person.demo.is_(False) & (Person.role == Role.ADMINISTRATOR)
    return list(db.session.scalars(sa.select(Person).where(real)))


def invited(hashed: bytes) -> Person:
    """Whose open invitation this is, ``person.unit`` loaded; raises ``Missing``."""
    found = db.session.get(Invitation, hashed)
    if found is None or not found.is_open():
        raise Missing
    return own(found.person_id)


def has_password(person_id: UUID) -> bool:
    """Whether the account has a password to change; one of the demo's has none."""
    stored = db.session.get(Credential, person_id)
    return stored is not None and stored.password_hash is not None


def sessions(person_id: UUID) -> list[SignIn]:
    """The account's live sessions, the last used first."""
    return list(
        db.session.scalars(
            sa.select(SignIn)
            .where(SignIn.person_id == person_id, SignIn.until > db.now())
            .order_by(SignIn.seen_at.desc())
        )
    )


def listed(page: int) -> tuple[list[Listed], bool]:
    """One page of all accounts by name, and whether another follows."""
    seen = (
        sa.select(sa.func.max(SignIn.seen_at))
        .where(SignIn.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    invited = sa.exists().where(Invitation.person_id == Person.id, Invitation.used_at.is_(None))
    rows = db.session.execute(
        sa.select(Person, invited, seen)
        .options(joinedload(Person.unit))
        .order_by(Person.name, Person.id)
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    return [Listed(*row) for row in rows[:PAGE]], len(rows) > PAGE
