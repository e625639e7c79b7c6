"""Who answers at a desk: the rota, who is away until when, the deputy, the head."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory.models import Absence, Desk, Duty
from referral.policy import Role

PERSON = sa.table(
    "person",
    sa.column("id", sa.Uuid()),
    sa.column("name", sa.Text()),
    sa.column("role", sa.Text()),
    sa.column("unit_id", sa.Uuid()),
    sa.column("active", sa.Boolean()),
    sa.column("mandate_until", sa.Date()),
)
"""The slice above, by its name: the directory knows of people only who works where."""
WORKING = (Role.PROVIDER, Role.CASE_MANAGER, Role.UNIT_HEAD)


@dataclass(frozen=True)
class Turn:
    """Somebody's turn at a desk."""

    id: UUID
    unit_id: UUID
    person_id: UUID
    name: str
    since: datetime
    until: datetime


@dataclass(frozen=True)
class Away:
    """Somebody is away, and who stands in for him."""

    id: UUID
    person_id: UUID
    unit_id: UUID
    name: str
    since: datetime
    until: datetime
    stand_in_id: UUID | None
    stand_in: str | None


@dataclass(frozen=True)
class Member:
    """Somebody who works in a unit."""

    id: UUID
    unit_id: UUID
    name: str
    role: Role


def working() -> sa.ColumnElement[bool]:
    """The account is active and its mandate has not ended."""
    day = sa.func.date(sa.func.timezone("Asia/Makassar", db.now()))
    until = PERSON.c.mandate_until
    return PERSON.c.active & (until.is_(None) | (until >= day))


def staff(unit_ids: Collection[UUID], roles: Collection[Role] = WORKING) -> list[Member]:
    """Active people of these units in these roles, by name."""
    rows = db.session.execute(
        sa.select(PERSON.c.id, PERSON.c.unit_id, PERSON.c.name, PERSON.c.role)
        .where(PERSON.c.unit_id.in_(unit_ids), PERSON.c.role.in_(roles), working())
        .order_by(PERSON.c.name, PERSON.c.id)
    )
    return [Member(row.id, row.unit_id, row.name, Role(row.role)) for row in rows]


def heads(unit_id: UUID) -> list[UUID]:
    """The unit's active heads."""
    return [member.id for member in staff([unit_id], [Role.UNIT_HEAD])]


def turns(unit_ids: Collection[UUID]) -> list[Turn]:
    """Turns that have not ended, the nearest first."""
    rows = db.session.execute(
        sa.select(Duty.id, Duty.unit_id, Duty.person_id, PERSON.c.name, Duty.since, Duty.until)
        .join(PERSON, PERSON.c.id == Duty.person_id)
        .where(Duty.unit_id.in_(unit_ids), Duty.until > db.now(), working())
        .order_by(Duty.since, PERSON.c.name)
    )
    return [Turn(*row) for row in rows]


def away(unit_ids: Collection[UUID]) -> list[Away]:
    """Absences of these units' people that have not ended, the nearest first."""
    other = PERSON.alias("stand_in")
    rows = db.session.execute(
        sa.select(
            Absence.id, Absence.person_id, PERSON.c.unit_id, PERSON.c.name,
            Absence.since, Absence.until, Absence.stand_in_id, other.c.name,
        )
        .join(PERSON, PERSON.c.id == Absence.person_id)
        .outerjoin(other, other.c.id == Absence.stand_in_id)
        .where(PERSON.c.unit_id.in_(unit_ids), Absence.until > db.now(), working())
        .order_by(Absence.since, PERSON.c.name)
    )  # fmt: skip
    return [Away(*row) for row in rows]


def on_duty(unit_id: UUID) -> list[UUID]:
    """Whom the desk's messages go to now; the first ground that finds somebody counts.

    Those whose turn it is, for an absent one his stand-in; then the deputy; then everyone of the
    unit who works with cases and is not away; then all of them, for somebody must hear.
    """
    now = db.now()
    gone = {a.person_id: a.stand_in_id for a in away([unit_id]) if a.since <= now}
    present = [t.person_id for t in turns([unit_id]) if t.since <= now]
    found = [gone.get(person, person) for person in present]
    people = [person for person in dict.fromkeys(found) if person and person not in gone]
    if people:
        return people
    deputy = _deputy(unit_id)
    if deputy is not None and deputy not in gone:
        return [deputy]
    everyone = [member.id for member in staff([unit_id])]
    return [person for person in everyone if person not in gone] or everyone


def _deputy(unit_id: UUID) -> UUID | None:
    return db.session.scalar(
        sa.select(Desk.deputy_id)
        .join(PERSON, PERSON.c.id == Desk.deputy_id)
        .where(Desk.unit_id == unit_id, working())
    )
