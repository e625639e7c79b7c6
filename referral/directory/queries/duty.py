"""Who answers at a desk: the rota, who is away until when, the deputy, the head."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from referral import db
from referral.directory.models import Absence, Desk, Duty, Unit
from referral.policy import Actor, Permission, Role, can

WITA = ZoneInfo("Asia/Makassar")
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
WORKING = (
    Role.PROVIDER,
    Role.CASE_MANAGER,
    Role.UNIT_HEAD,
    Role.DISTRICT_SUPERVISOR,
    Role.PROVINCIAL_SUPERVISOR,
)
"""Who answers at a desk; the supervisors at those of their own units."""


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
    deputy: bool


_until = PERSON.c.mandate_until
_WORKING = PERSON.c.active & (_until.is_(None) | (_until >= sa.bindparam("today")))
"""The account is active and its mandate has not ended."""
_UNITS = sa.any_(sa.bindparam("units", type_=sa.ARRAY(sa.Uuid())))
_ROLES = sa.any_(sa.bindparam("roles", type_=sa.ARRAY(sa.Text())))
_NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_stand_in = PERSON.alias("stand_in")
_STAFF = (
    sa.select(
        PERSON.c.id,
        PERSON.c.unit_id,
        PERSON.c.name,
        PERSON.c.role,
        sa.func.coalesce(Desk.deputy_id == PERSON.c.id, sa.false()).label("deputy"),
    )
    .outerjoin(Desk, Desk.unit_id == PERSON.c.unit_id)
    .where(PERSON.c.unit_id == _UNITS, _WORKING, PERSON.c.role == _ROLES)
    .order_by(PERSON.c.name, PERSON.c.id)
)
_PLANS = sa.union_all(
    sa.select(
        Duty.id.label("id"), Duty.unit_id, Duty.person_id, PERSON.c.name.label("name"),
        Duty.since.label("since"), Duty.until, sa.false().label("away"),
        sa.null().label("stand_in_id"), sa.null().label("stand_in"),
    )
    .join(PERSON, PERSON.c.id == Duty.person_id)
    .where(Duty.unit_id == _UNITS, Duty.until > _NOW, _WORKING),
    sa.select(
        Absence.id, PERSON.c.unit_id, Absence.person_id, PERSON.c.name, Absence.since,
        Absence.until, sa.true(), _stand_in.c.id, _stand_in.c.name,
    )
    .join(PERSON, PERSON.c.id == Absence.person_id)
    .outerjoin(_stand_in, (_stand_in.c.id == Absence.stand_in_id) & _stand_in.c.active)
    .where(PERSON.c.unit_id == _UNITS, Absence.until > _NOW, _WORKING),
).order_by("since", "name", "id")  # fmt: skip
"""Turns and absences that have not ended, the nearest first."""


def today() -> date:
    """The day in South Sulawesi."""
    return db.now().astimezone(WITA).date()


def staff(unit_ids: Collection[UUID], roles: Collection[Role] = WORKING) -> list[Member]:
    """Active people of these units in these roles, by name."""
    found = {"units": list(unit_ids), "roles": list(roles), "today": today()}
    rows = db.session.execute(_STAFF, found)
    return [Member(row.id, row.unit_id, row.name, Role(row.role), row.deputy) for row in rows]


def heads(unit_id: UUID) -> list[UUID]:
    """The unit's active heads."""
    return [member.id for member in staff([unit_id], [Role.UNIT_HEAD])]


def stand_ins(person_id: UUID) -> list[UUID]:
    """Who stands in for this person now."""
    now = db.now()
    query = sa.select(Absence.stand_in_id).where(
        Absence.person_id == person_id, Absence.since <= now, Absence.until > now
    )
    return [one for one in db.session.scalars(query) if one is not None]


@dataclass(frozen=True)
class Watch:
    """Who answers at one desk now, and who would if nobody were on the rota."""

    turns: tuple[Turn, ...]
    away: tuple[Away, ...]
    staff: tuple[Member, ...]
    at: datetime

    @cached_property
    def deputy(self) -> Member | None:
        """Who is called when nobody is on the rota."""
        return next((member for member in self.staff if member.deputy), None)

    @cached_property
    def gone(self) -> dict[UUID, Away]:
        """Who is away now."""
        return {absence.person_id: absence for absence in self.away if absence.since <= self.at}

    @cached_property
    def now(self) -> list[Turn]:
        """Turns that run now, of people who are there."""
        gone = self.gone
        return [t for t in self.turns if t.since <= self.at and t.person_id not in gone]

    @cached_property
    def stand_ins(self) -> list[Away]:
        """Absences of people whose turn it is and who named someone else, who is there."""
        gone = self.gone
        running = {turn.person_id for turn in self.turns if turn.since <= self.at}
        return [
            absence
            for person, absence in gone.items()
            if person in running and absence.stand_in_id and absence.stand_in_id not in gone
        ]

    @property
    def empty(self) -> bool:
        """Nobody's turn, and nobody stands in."""
        return not self.now and not self.stand_ins

    @property
    def people(self) -> list[UUID]:
        """Whom messages go to: the first ground that finds somebody counts.

        Those on the rota or standing in; then the deputy; then everyone of the unit who works
        with cases and is not away; then all of them, for somebody must hear.
        """
        found = [turn.person_id for turn in self.now]
        found += [a.stand_in_id for a in self.stand_ins if a.stand_in_id]
        if found:
            return list(dict.fromkeys(found))
        if self.deputy is not None and self.deputy.id not in self.gone:
            return [self.deputy.id]
        everyone = [member.id for member in self.staff]
        return [person for person in everyone if person not in self.gone] or everyone


def watches(unit_ids: Collection[UUID]) -> dict[UUID, Watch]:
    """Who answers at each of these units' desks, by two queries however many they are."""
    now, members = db.now(), staff(unit_ids)
    found = {"units": list(unit_ids), "now": now, "today": today()}
    turns: dict[UUID, list[Turn]] = {unit_id: [] for unit_id in unit_ids}
    away: dict[UUID, list[Away]] = {unit_id: [] for unit_id in unit_ids}
    of: dict[UUID, list[Member]] = {unit_id: [] for unit_id in unit_ids}
    for p in db.session.execute(_PLANS, found):
        who, span = p.person_id, (p.name, p.since, p.until)
        if p.away:
            away[p.unit_id].append(Away(p.id, who, p.unit_id, *span, p.stand_in_id, p.stand_in))
        else:
            turns[p.unit_id].append(Turn(p.id, p.unit_id, who, *span))
    for member in members:
        of[member.unit_id].append(member)
    return {
        unit_id: Watch(tuple(turns[unit_id]), tuple(away[unit_id]), tuple(of[unit_id]), now)
        for unit_id in unit_ids
    }


def on_duty(unit_id: UUID) -> list[UUID]:
    """Whom the messages of the unit's desk go to now."""
    return watches([unit_id])[unit_id].people


def may_plan(actor: Actor, unit: Unit) -> bool:
    """Whether this person may change the desk's rota: its own people, and who watches over it."""
    if not can(actor, Permission.DESK_WRITE):
        return False
    watching = unit.district_code in actor.districts or actor.role is Role.ADMINISTRATOR
    return actor.unit_id == unit.id or watching


def may_lead(actor: Actor, unit: Unit) -> bool:
    """Whether this person may change the desk itself and others' absences."""
    head = actor.role is Role.UNIT_HEAD and actor.unit_id == unit.id
    return head or actor.role is Role.ADMINISTRATOR
