"""Break-glass: what one may still break, who reviews it, and what was broken."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.cases.models import BreakGlass, CaseFile
from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.people.models import Person
from referral.policy import (
    BREAKABLE,
    REVIEWERS,
    TIMES,
    WITHIN,
    Actor,
    AgencyKind,
    AreaGrant,
    Compartment,
    Role,
    hidden_from,
)

NONE = Compartment.NONE
SHOWN = 100
_WHO, _JUDGE = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Broken:
    """One breaking of a glass, with the names of who broke and who judged it."""

    glass: BreakGlass
    by: str
    role: Role
    unit: str
    judge: str | None


@dataclass(frozen=True)
class Watcher:
    """Somebody who watches over a district."""

    id: UUID
    unit_id: UUID
    role: Role


def breakable(case: CaseFile, actor: Actor) -> Compartment:
    """Which parts of this case he may open by breaking its glass; a manager only on duty."""
    if actor.role is Role.CASE_MANAGER:
        ours = case.unit_id == actor.unit_id and actor.id in directory.on_duty(case.unit_id)
        return BREAKABLE[actor.role] if ours else NONE
    return BREAKABLE.get(actor.role, NONE) if case.district_code in actor.districts else NONE


def one_at_a_time(actor: Actor) -> None:
    """What he does at once in two browsers is done one after the other."""
    lock = sa.select(sa.func.pg_advisory_xact_lock(7316, sa.func.hashtext(str(actor.id))))
    db.session.execute(lock)


def open_glass(actor: Actor) -> BreakGlass | None:
    """The one that he has open now."""
    query = sa.select(BreakGlass).where(
        BreakGlass.person_id == actor.id, BreakGlass.until > db.now()
    )
    return db.session.scalars(query).first()


def role_of(person_id: UUID) -> Role:
    """Somebody's role."""
    return db.session.scalars(sa.select(Person.role).where(Person.id == person_id)).one()


def breaks_left(actor: Actor) -> datetime | None:
    """None while he may still break one; else from when on he may again."""
    recent = (
        sa.select(BreakGlass.at)
        .where(BreakGlass.person_id == actor.id, BreakGlass.at > db.now() - WITHIN)
        .order_by(BreakGlass.at.desc())
        .limit(TIMES)
    )
    found = list(db.session.scalars(recent))
    return found[-1] + WITHIN if len(found) == TIMES else None


def watchers(case: CaseFile) -> list[Watcher]:
    """Who watches over the case's district and may see it."""
    rows = db.session.execute(
        sa.select(Person.id, Person.unit_id, Person.role)
        .join(AreaGrant, AreaGrant.unit_id == Person.unit_id)
        .join(Unit, Unit.id == Person.unit_id)
        .where(
            AreaGrant.district_code == case.district_code,
            AreaGrant.until > db.now(),
            Person.active,
            Person.role.in_([Role.DISTRICT_SUPERVISOR, Role.PROVINCIAL_SUPERVISOR]),
            sa.true() if case.above_at is None else Unit.kind == AgencyKind.UPT_PROVINCE,
            Person.id.not_in(hidden_from(case.id)),
        )
        .order_by(Person.name, Person.id)
    )
    return [Watcher(*row) for row in rows]


def reviewer(among: list[Watcher], role: Role) -> Watcher | None:
    """Who reviews what somebody of this role did: the nearest of another level."""
    for level in REVIEWERS.get(role, ()):
        for one in among:
            if one.role is level:
                return one
    return None


def broken(case_id: UUID | None = None) -> list[Broken]:
    """The newest first, of one case or of all; row-level security says which."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(BreakGlass, _WHO.name, _WHO.role, Unit.name, _JUDGE.name)
        .join(_WHO, _WHO.id == BreakGlass.person_id)
        .join(Unit, Unit.id == _WHO.unit_id)
        .outerjoin(_JUDGE, _JUDGE.id == BreakGlass.reviewed_by_id)
        .order_by(BreakGlass.at.desc(), BreakGlass.id)
        .limit(SHOWN)
    )
    if case_id is not None:
        query = query.where(BreakGlass.case_id == case_id)
    return [Broken(*row) for row in db.session.execute(query)]
