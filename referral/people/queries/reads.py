"""Who reads much: alerts, who stands above a person, until when somebody is stopped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.audit import AN_HOUR, AuditEntry
from referral.directory.models import Unit
from referral.people.models import Person, ReadAlert
from referral.policy import STOPPED, Actor, AreaGrant, Compartment, Role

SHOWN = timedelta(days=7)
LEVELS = (Role.UNIT_HEAD, Role.DISTRICT_SUPERVISOR, Role.PROVINCIAL_SUPERVISOR)
"""Who may lift a stop, the nearest first."""
_BY = aliased(Person)


@dataclass(frozen=True)
class Alerted:
    """Somebody who read much, with the names a page shows."""

    alert: ReadAlert
    name: str
    role: Role
    unit: str
    lifted_by: str | None


def lifted(person_id: UUID) -> bool:
    """Whether a head has lifted the stop for now."""
    query = sa.select(ReadAlert.id).where(
        ReadAlert.person_id == person_id, ReadAlert.lifted_until > db.now()
    )
    return db.session.scalar(query.limit(1)) is not None


def stopped_until(actor: Actor) -> datetime:
    """When the oldest of so many reads is an hour old."""
    identity = AuditEntry.compartments.op("&")(int(Compartment.IDENTITY)) != 0
    last = sa.func.max(AuditEntry.at)
    query = (
        sa.select(last)
        .where(
            AuditEntry.person_id == actor.id, AuditEntry.at > db.now() - AN_HOUR, identity,
            AuditEntry.case_id.is_not(None),
        )
        .group_by(AuditEntry.case_id)
        .order_by(last.desc())
        .offset(STOPPED - 1)
        .limit(1)
    )  # fmt: skip
    oldest: datetime = db.session.scalar(query) or db.now()
    return oldest + AN_HOUR


def above(actor: Actor) -> list[Person]:
    """Who may lift what stops this person: the heads of the unit, else who watches over it."""
    rank = LEVELS.index(actor.role) if actor.role in LEVELS else -1
    watching = sa.select(AreaGrant.unit_id).where(
        AreaGrant.until > db.now(), AreaGrant.district_code == _district(actor.unit_id)
    )
    for place, level in enumerate(LEVELS):
        among = Person.unit_id == actor.unit_id if place == 0 else Person.unit_id.in_(watching)
        found = db.session.scalars(
            sa.select(Person)
            .where(Person.active, Person.role == level, among, Person.id != actor.id)
            .order_by(Person.name, Person.id)
        ).all()
        if found and place >= rank:
            return list(found)
    return []


def _district(unit_id: UUID) -> sa.ScalarSelect[str | None]:
    return sa.select(Unit.district_code).where(Unit.id == unit_id).scalar_subquery()


def auditors() -> list[UUID]:
    """Every active auditor."""
    query = sa.select(Person.id).where(Person.active, Person.role == Role.AUDITOR)
    return list(db.session.scalars(query))


def alerted(actor: Actor) -> list[Alerted]:
    """The alerts of a week, the newest first: of those below him, for the auditor of all."""
    under = {
        Role.UNIT_HEAD: Person.unit_id == actor.unit_id,
        Role.DISTRICT_SUPERVISOR: Unit.district_code.in_(actor.districts)
        & (Person.role != Role.PROVINCIAL_SUPERVISOR),
        Role.PROVINCIAL_SUPERVISOR: Unit.district_code.in_(actor.districts),
        Role.AUDITOR: sa.true(),
    }[actor.role]
    rows = db.session.execute(
        sa.select(ReadAlert, Person.name, Person.role, Unit.name, _BY.name)
        .join(Person, Person.id == ReadAlert.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .outerjoin(_BY, _BY.id == ReadAlert.lifted_by_id)
        .where(ReadAlert.at > db.now() - SHOWN, under, Person.id != actor.id)
        .order_by(ReadAlert.at.desc(), ReadAlert.id)
        .limit(100)
    )
    return [Alerted(*row) for row in rows]
