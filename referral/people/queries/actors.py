"""Who an account is when it acts, and who works in a unit."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import Actor, AreaGrant, Role


def actor(who: UUID | str) -> Actor:
    """The actor of an active account, by its id or user name; raises ``Missing``.

    For commands and tests; in a request ``begin_as`` says who acts.
    """
    key = Person.username if isinstance(who, str) else Person.id
    person = db.session.scalar(
        sa.select(Person).where(key == who, Person.active).options(joinedload(Person.unit))
    )
    if person is None:
        raise Missing
    districts = sa.select(AreaGrant.district_code).where(
        AreaGrant.unit_id == person.unit_id, AreaGrant.until > db.now()
    )
    return Actor(
        id=person.id,
        unit_id=person.unit_id,
        role=person.role,
        name=person.name,
        username=person.username,
        language=person.language,
        unit_name=person.unit.name,
        unit_kind=person.unit.kind,
        districts=tuple(db.session.scalars(districts)),
    )


def people_of(unit_id: UUID, roles: Collection[Role]) -> list[Person]:
    """Active people of a unit in these roles, by name: for choosing one of them."""
    return list(
        db.session.scalars(
            sa.select(Person)
            .where(Person.unit_id == unit_id, Person.role.in_(roles), Person.active)
            .order_by(Person.name, Person.id)
        )
    )


def demo_cast() -> list[Person]:
    """The demo's accounts in the order of their roles, ``person.unit`` loaded."""
    order = {role: place for place, role in enumerate(Role)}
    people = db.session.scalars(
        sa.select(Person).where(Person.demo, Person.active).options(joinedload(Person.unit))
    )
    return sorted(people, key=lambda person: (order[person.role], person.unit.name, person.name))


def demo_account(username: str) -> UUID:
    """An invented account by its name; raises ``Missing`` for any other."""
    for person in demo_cast():
        if person.username == username:
            return person.id
    raise Missing


def demo_accounts_exist() -> bool:
    """Whether the database holds an account that needs no password: no start outside DEMO then."""
    return db.session.scalar(sa.select(sa.literal(1)).where(Person.demo).limit(1)) is not None
