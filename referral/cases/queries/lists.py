"""Lists of cases, a page at a time: each walks one index and stops; no row holds a name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import AgeBand, CaseFile, Sex, Status
from referral.directory.models import Area, Unit
from referral.people.models import Person
from referral.policy import Actor, AgencyKind
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp

OWNER_UNIT, OWNER, DISTRICT = (
    Unit.__table__.alias("owner_unit"),
    Person.__table__.alias("owner"),
    Area.__table__.alias("district"),
)
PAGE = 25
OWNING = (AgencyKind.UPTD, AgencyKind.UPT_PROVINCE)
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
    order = _order(wanted)
    seen = CaseFile.visible_to(actor)
    few = sa.union_all(*(_walk(wanted, [*way, seen], order) for way in _ways(wanted, actor)))
    some = few.subquery("some")
    mark = some.c.marker.desc() if _newest_first(wanted) else some.c.marker
    tie = some.c.id.desc() if _newest_first(wanted) else some.c.id
    top = sa.select(some).order_by(mark, tie).limit(PAGE + 1).subquery("top")
    rows = db.session.execute(_with_waiting(top, newest=_newest_first(wanted)))
    lines = [Line(*row) for row in rows]
    last = lines[PAGE - 1] if len(lines) > PAGE else None
    return Page(lines[:PAGE], db.now(), (last.marker, last.id) if last else None)


def numbered(text: str, actor: Actor) -> UUID | None:
    """The case of exactly this number, if the actor may see it."""
    return db.session.scalar(
        sa.select(CaseFile.id).where(CaseFile.number == text.upper(), CaseFile.visible_to(actor))
    )


def _newest_first(wanted: Wanted) -> bool:
    """Closed cases and one's own reports are read by date, the others by what is due."""
    return wanted.status is Status.CLOSED or wanted.scope is Scope.OPENED


def _order(wanted: Wanted) -> Any:
    if wanted.status is Status.CLOSED:
        return CaseFile.closed_at
    return CaseFile.opened_at if wanted.scope is Scope.OPENED else CaseFile.next_due_at


def _ways(wanted: Wanted, actor: Actor) -> list[list[sa.ColumnElement[bool]]]:
    """One condition for each range of an index that together hold the list."""
    if wanted.among is not None:
        return [[CaseFile.id.in_(wanted.among)]]
    if wanted.scope is Scope.MINE:
        own = CaseFile.unit_id == actor.unit_id if wanted.status is Status.CLOSED else sa.true()
        return [[CaseFile.manager_id == actor.id, own]]
    if wanted.scope is Scope.OPENED:
        return [[CaseFile.opener_id == actor.id]]
    if wanted.scope is Scope.UNIT:
        return [[CaseFile.unit_id == actor.unit_id]]
    if wanted.status is Status.CLOSED:
        return [[CaseFile.district_code == district] for district in actor.districts]
    risks = [wanted.risk] if wanted.risk else list(Risk)
    few = len(actor.districts) <= FEW
    places = [CaseFile.district_code == d for d in actor.districts] if few else [sa.true()]
    return [[place, CaseFile.risk == int(risk)] for place in places for risk in risks]


def _walk(wanted: Wanted, where: list[sa.ColumnElement[bool]], order: Any) -> sa.Select[Any]:
    c = CaseFile
    query = sa.select(
        c.id, c.number, c.risk, c.status, c.sex, c.age_band, c.reported_at,
        order.label("marker"), c.district_code,
    ).where(*where, *_asked(wanted))  # fmt: skip
    if wanted.after is not None:
        at, last = sa.literal(wanted.after[0]), sa.literal(wanted.after[1], sa.Uuid())
        here, there = sa.tuple_(order, c.id), sa.tuple_(at, last)
        query = query.where(here < there if _newest_first(wanted) else here > there)
    by = (order.desc(), c.id.desc()) if _newest_first(wanted) else (order, c.id)
    return query.order_by(*by).limit(PAGE + 1)


def _asked(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    where: list[sa.ColumnElement[bool]] = []
    if wanted.status is Status.CLOSED:
        where.append(CaseFile.closed_at.is_not(None))
    elif wanted.scope is not Scope.OPENED and wanted.among is None:
        where.append(CaseFile.closed_at.is_(None))
    if wanted.status not in (None, Status.CLOSED):
        where.append(CaseFile.status == wanted.status)
    if wanted.late:
        where.append(CaseFile.next_due_at < db.now())
    if wanted.risk is not None:
        where.append(CaseFile.risk == int(wanted.risk))
    return where


def _with_waiting(top: sa.Subquery, *, newest: bool) -> sa.Select[Any]:
    """Each line with its first open promise and who owes it."""
    f = (
        sa.select(
            FollowUp.kind, FollowUp.due_at, FollowUp.started_at,
            FollowUp.owner_unit_id, FollowUp.owner_person_id,
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
            sa.func.coalesce(OWNER.c.name, OWNER_UNIT.c.name),
        )
        .join(DISTRICT, DISTRICT.c.code == top.c.district_code)
        .outerjoin(f, sa.true())
        .outerjoin(OWNER_UNIT, OWNER_UNIT.c.id == f.c.owner_unit_id)
        .outerjoin(OWNER, OWNER.c.id == f.c.owner_person_id)
    )  # fmt: skip
    if newest:
        return query.order_by(top.c.marker.desc(), top.c.id.desc())
    return query.order_by(top.c.marker, top.c.id)
