"""Accounts as their owner and the administrator see them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db
from referral.people.models import Credential, Person, SignIn

PAGE = 50


@dataclass(frozen=True)
class Listed:
    """An account in the administrator's list."""

    person: Person
    activated: bool
    seen_at: datetime | None


def own(person_id: UUID) -> Person:
    """One's own account, ``person.unit`` loaded."""
    return db.session.scalars(
        sa.select(Person).where(Person.id == person_id).options(joinedload(Person.unit))
    ).one()


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
    rows = db.session.execute(
        sa.select(Person, Credential.person_id.is_not(None), seen)
        .outerjoin(Credential, Credential.person_id == Person.id)
        .options(joinedload(Person.unit))
        .order_by(Person.name, Person.id)
        .offset(page * PAGE)
        .limit(PAGE + 1)
    ).all()
    return [Listed(*row) for row in rows[:PAGE]], len(rows) > PAGE
