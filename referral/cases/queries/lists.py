"""Lists of cases, a page at a time: each walks one index and stops; no row holds a name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import AgeBand, CaseFile, Sex, Status
from referral.directory.models import Area, Unit
from referral.directory.queries.naming import person_as, shown_as
from referral.people.models import Person
from referral.policy import ASKED_AT, OWNING, WHOEVER, Actor
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp

OWNER_UNIT, OWNER, DISTRICT = (
    Unit.__table__.alias("owner_unit"),
    Person.__table__.alias("owner"),
    Area.__table__.alias("district"),
)
MARKER = sa.bindparam("marker", type_=sa.DateTime(timezone=True))
LAST = sa.bindparam("last", type_=sa.Uuid())
AMONG = sa.bindparam("among", type_=sa.ARRAY(sa.Uuid()))
PAGE = 25
FEW = 3
"""So many districts get a walk of their own; more are walked as the whole province."""


class Scope(StrEnum):
    """Whose cases: one's own, those one opened, the unit's, the districts'."""

    MINE = "mine"
    OPENED = "opened"
    UNIT = "unit"
    AREA = "area"


@dataclass(frozen=True)
class Wanted:
    """What a list is asked for; ``after`` is the limit and id of the last row before it."""

    scope: Scope
    late: bool = False
    risk: Risk | None = None
    status: Status | None = None
    after: tuple[datetime, UUID] | None = None
    among: Collection[UUID] | None = None
    """Only these ids: what a search found."""


@dataclass(frozen=True)
class Shape:
    """What of a list's question decides its SQL; the rest are values."""

    scope: Scope
    late: bool
    risk: Risk | None
    status: Status | None
    goes_on: bool
    searched: bool
    places: int

    @property
    def closed(self) -> bool:
        """Whether closed cases are asked for."""
        return self.status is Status.CLOSED

    @property
    def newest_first(self) -> bool:
        """Closed cases and one's own reports are read by date, the others by what is due."""
        return self.closed or self.scope is Scope.OPENED


@dataclass(frozen=True)
class Line:
    """One row of a list."""

    id: UUID
    number: str
    risk: int
    status: Status
    sex: Sex
    age_band: AgeBand
    reported_at: datetime
    marker: datetime
    district: str
    kind: Kind | None
    due: datetime | None
    since: datetime | None
    waits_for: str | None
    referral_id: UUID | None


@dataclass(frozen=True)
class Page:
    """A page of lines; ``next`` is the place where the following one begins."""

    lines: Sequence[Line]
    now: datetime
    next: tuple[datetime, UUID] | None = None


def scope_of(actor: Actor) -> Scope:
    """What an actor's list shows unless he asks for less."""
    if actor.districts:
        return Scope.AREA
    return Scope.UNIT if actor.unit_kind in OWNING else Scope.OPENED


def page(wanted: Wanted, actor: Actor) -> Page:
    """The next 25 lines of a list."""
    marker, last_id = wanted.after or (None, None)
    values = {
        **policy.asked_by(actor),
        **{f"place_{n}": district for n, district in enumerate(actor.districts)},
        "marker": marker,
        "last": last_id,
        "among": list(wanted.among or ()),
    }
    shape = Shape(
        wanted.scope, wanted.late, wanted.risk, wanted.status,
        goes_on=wanted.after is not None, searched=wanted.among is not None,
        places=len(actor.districts),
    )  # fmt: skip
    lines = [Line(*row) for row in db.session.execute(_page(shape), values)]
    last = lines[PAGE - 1] if len(lines) > PAGE else None
    return Page(lines[:PAGE], db.now(), (last.marker, last.id) if last else None)


@cache
def _page(shape: Shape) -> sa.Select[Any]:
    order = _order(shape)
    seen = CaseFile.visible_to(WHOEVER)
    few = sa.union_all(*(_walk(shape, [*way, seen], order) for way in _ways(shape)))
    some = few.subquery("some")
    mark = some.c.marker.desc() if shape.newest_first else some.c.marker
    tie = some.c.id.desc() if shape.newest_first else some.c.id
    top = sa.select(some).order_by(mark, tie).limit(PAGE + 1).subquery("top")
    return _with_waiting(top, newest=shape.newest_first)


def _order(shape: Shape) -> Any:
    if shape.closed:
        return CaseFile.closed_at
    return CaseFile.opened_at if shape.scope is Scope.OPENED else CaseFile.next_due_at


def _ways(shape: Shape) -> list[list[sa.ColumnElement[bool]]]:
    """One condition for each range of an index that together hold the list."""
    if shape.searched:
        return [[CaseFile.id == sa.any_(AMONG)]]
    if shape.scope is Scope.MINE:
        own = CaseFile.unit_id == WHOEVER.unit_id
        return [[CaseFile.manager_id == WHOEVER.id, own if shape.closed else sa.true()]]
    if shape.scope is Scope.OPENED:
        return [[CaseFile.opener_id == WHOEVER.id]]
    if shape.scope is Scope.UNIT:
        return [[CaseFile.unit_id == WHOEVER.unit_id]]
    places = [CaseFile.district_code == sa.bindparam(f"place_{n}") for n in range(shape.places)]
    if shape.closed:
        return [[place] for place in places]
    risks = [shape.risk] if shape.risk else list(Risk)
    wheres = places if shape.places <= FEW else [sa.true()]
    return [[where, CaseFile.risk == int(risk)] for where in wheres for risk in risks]


def _walk(shape: Shape, where: list[sa.ColumnElement[bool]], order: Any) -> sa.Select[Any]:
    c = CaseFile
    query = sa.select(
        c.id, c.number, c.risk, c.status, c.sex, c.age_band, c.reported_at,
        order.label("marker"), c.district_code,
    ).where(*where, *_asked(shape))  # fmt: skip
    if shape.goes_on:
        here, there = sa.tuple_(order, c.id), sa.tuple_(MARKER, LAST)
        query = query.where(here < there if shape.newest_first else here > there)
    by = (order.desc(), c.id.desc()) if shape.newest_first else (order, c.id)
    return query.order_by(*by).limit(PAGE + 1)


def _asked(shape: Shape) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if shape.closed:
        where.append(CaseFile.closed_at.is_not(None))
    elif shape.scope is not Scope.OPENED and not shape.searched:
        where.append(CaseFile.closed_at.is_(None))
    if shape.status not in (None, Status.CLOSED):
        where.append(CaseFile.status == shape.status)
    if shape.late:
        where.append(CaseFile.next_due_at < ASKED_AT)
    if shape.risk is not None:
        where.append(CaseFile.risk == int(shape.risk))
    return where


def _with_waiting(top: sa.Subquery, *, newest: bool) -> sa.Select[Any]:
    """Each line with its first open promise and who owes it."""
    f = (
        sa.select(
            FollowUp.kind, FollowUp.due_at, FollowUp.started_at,
            FollowUp.owner_unit_id, FollowUp.owner_person_id, FollowUp.referral_id,
        )
        .where(FollowUp.case_id == top.c.id, FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_at)
        .limit(1)
        .lateral("f")
    )  # fmt: skip
    query = (
        sa.select(
            top.c.id, top.c.number, top.c.risk, top.c.status, top.c.sex, top.c.age_band,
            top.c.reported_at, top.c.marker, DISTRICT.c.name, f.c.kind, f.c.due_at, f.c.started_at,
            sa.func.coalesce(person_as(OWNER.c, OWNER_UNIT.c), shown_as(OWNER_UNIT.c)),
            f.c.referral_id,
        )
        .join(DISTRICT, DISTRICT.c.code == top.c.district_code)
        .outerjoin(f, sa.true())
        .outerjoin(OWNER_UNIT, OWNER_UNIT.c.id == f.c.owner_unit_id)
        .outerjoin(OWNER, OWNER.c.id == f.c.owner_person_id)
    )  # fmt: skip
    if newest:
        return query.order_by(top.c.marker.desc(), top.c.id.desc())
    return query.order_by(top.c.marker, top.c.id)
