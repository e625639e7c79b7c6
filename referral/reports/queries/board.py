"""The waiting board: all that a supervisor watches over, by harm, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile, Status
from referral.policy import WHOEVER, Actor, Role, asked_by
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Risk, Urgency
from referral.reminders.models import FollowUp
from referral.reports.queries.cursor import Cursor, instants
from referral.reports.queries.harm import WEIGHTS
from referral.reports.queries.lines import Line, first_promise, lines, whom

PAGE = 15
CAP = 100
FIRST = 5
"""Of the children whom nobody has taken in hand: so many stand before all others."""
HOUR = timedelta(hours=1)
AT = sa.bindparam("at", type_=sa.DateTime(timezone=True))
"""The first page's time."""


@dataclass(frozen=True)
class Page:
    """One page of the board; ``next`` is where the following one begins."""

    lines: list[Line]
    next: Cursor | None

    def without(self, shown: Iterable[Line]) -> "Page":
        """The page less the lines that stand elsewhere already."""
        known = {line.id for line in shown}
        return replace(self, lines=[line for line in self.lines if line.id not in known])


@dataclass(frozen=True)
class Counts:
    """How many are late at high risk, late, and wait at all; ``CAP`` means so many or more."""

    late_high: int
    late: int
    waiting: int


@dataclass(frozen=True)
class Scope:
    """Over what an actor watches, as far as it decides the shape of a query."""

    role: Role
    districts: int

    @classmethod
    def of(cls, actor: Actor) -> "Scope":
        """A head's is the unit; a supervisor's the districts, the whole province's without them."""
        own = len(actor.districts) if actor.role is Role.DISTRICT_SUPERVISOR else 0
        return cls(actor.role, own)

    def places(self) -> list[sa.ColumnElement[bool]]:
        """One condition for each range of an index."""
        if self.role is Role.PROVINCIAL_SUPERVISOR:
            return [sa.true()]
        if self.role is Role.DISTRICT_SUPERVISOR:
            names = (sa.bindparam(f"district_{i}", type_=sa.Text()) for i in range(self.districts))
            return [CaseFile.district_code == name for name in names] or [sa.false()]
        return [CaseFile.unit_id == WHOEVER.unit_id]

    @staticmethod
    def values(actor: Actor) -> dict[str, Any]:
        """Who asks, and in which districts."""
        places = {f"district_{i}": code for i, code in enumerate(actor.districts)}
        return asked_by(actor) | places


def late(actor: Actor, cursor: Cursor | None = None) -> Page:
    """Those late at the first page's time, the greatest harm first."""
    at = cursor.at if cursor else db.now()
    values = Scope.values(actor) | {"at": at}
    if cursor:
        for risk, weight in WEIGHTS.items():
            values[f"limit_{risk}"], values[f"last_{risk}"] = cursor.after_harm(weight)
    found = lines(_late(Scope.of(actor), goes_on=cursor is not None), values)
    marks = [WEIGHTS[x.risk or 1] * (instants(at) - instants(x.due_at or at)) for x in found]
    return _page(found, marks, at)


@cache
def _late(scope: Scope, *, goes_on: bool) -> sa.Select[Any]:
    some = _first_of_each(scope, CaseFile.next_due_at < AT, goes_on=goes_on)
    weight = sa.case(WEIGHTS, value=some.c.risk)
    harm = (weight * sa.extract("epoch", AT - some.c.next_due_at)).label("harm")
    top = sa.select(some, harm).order_by(harm.desc(), some.c.id).limit(PAGE + 1).subquery("top")
    return _with_promise(top).order_by(top.c.harm.desc(), top.c.id)


def soon(actor: Actor, cursor: Cursor | None = None) -> Page:
    """Those not yet late, the nearest limit first, and last those whom nothing is promised."""
    at = cursor.at if cursor else db.now()
    values = Scope.values(actor) | {"at": at}
    if cursor:
        for risk in WEIGHTS:
            values[f"limit_{risk}"], values[f"last_{risk}"] = cursor.after_limit()
    found = lines(_soon(Scope.of(actor), goes_on=cursor is not None), values)
    return _page(found, [instants(x.due_at or db.FAR) for x in found], at)


@cache
def _soon(scope: Scope, *, goes_on: bool) -> sa.Select[Any]:
    some = _first_of_each(scope, CaseFile.next_due_at >= AT, goes_on=goes_on)
    order = some.c.next_due_at, some.c.id
    top = sa.select(some).order_by(*order).limit(PAGE + 1).subquery("top")
    return _with_promise(top).order_by(top.c.next_due_at, top.c.id)


def unclaimed(actor: Actor) -> list[Line]:
    """For a supervisor: children at high risk whom nobody has taken in hand, the oldest first.

    They come before all harm: until somebody does, nobody has looked.
    """
    if actor.role is Role.UNIT_HEAD:
        return []
    values = Scope.values(actor) | {"at": db.now()}
    return lines(_unclaimed(Scope.of(actor)), values)


@cache
def _unclaimed(scope: Scope) -> sa.Select[Any]:
    """An acknowledgement is owed within the hour: what is due later is not looked at."""
    f = FollowUp
    waits = sa.exists().where(
        f.case_id == CaseFile.id, f.kind == Promise.ACKNOWLEDGE, f.done_at.is_(None)
    )
    told = CaseFile.status == Status.REPORTED
    near = CaseFile.next_due_at < AT + HOUR
    seen = CaseFile.visible_to(WHOEVER)
    some = [
        _some(Risk.HIGH, place, told, near, seen, waits, most=FIRST) for place in scope.places()
    ]
    rows = sa.union_all(*some).subquery("some")
    top = sa.select(rows).order_by(rows.c.next_due_at, rows.c.id).limit(FIRST).subquery("top")
    return _with_promise(top).order_by(top.c.next_due_at, top.c.id)


def counts(actor: Actor, incoming: Iterable[Line] = ()) -> Counts:
    """Counted no further than the cap, so that an index stops early; and what came in besides."""
    values = Scope.values(actor) | {"at": db.now()}
    found = db.session.execute(_counts(Scope.of(actor)), values).one()
    besides = list(incoming)
    late = [line for line in besides if line.late]
    high = [line for line in late if line.urgency is Urgency.DARURAT]
    figures = (
        found[0] + len(high),
        sum(found[:3]) + len(late),
        sum(found[3:]) + len(besides),
    )
    return Counts(*(min(CAP, figure) for figure in figures))


@cache
def _counts(scope: Scope) -> Any:
    def capped(risk: int, *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        some = [_some(risk, place, *where, most=CAP) for place in scope.places()]
        rows = sa.union_all(*some).subquery()
        return sa.select(sa.func.count()).select_from(rows).scalar_subquery()

    lates = [capped(risk, CaseFile.next_due_at < AT) for risk in WEIGHTS]
    return sa.select(*lates, *map(capped, WEIGHTS))


def _first_of_each(scope: Scope, when: sa.ColumnElement[bool], *, goes_on: bool) -> sa.Subquery:
    """Of each risk and place a page's worth: together they hold the first page of all."""
    seen = CaseFile.visible_to(WHOEVER)
    place_in_order = sa.tuple_(CaseFile.next_due_at, CaseFile.id)
    branches = []
    for risk in WEIGHTS:
        limit = sa.bindparam(f"limit_{risk}", type_=sa.DateTime(timezone=True))
        behind = place_in_order > sa.tuple_(limit, sa.bindparam(f"last_{risk}", type_=sa.Uuid()))
        where = [when, seen, *([behind] if goes_on else [])]
        branches += [_some(risk, place, *where) for place in scope.places()]
    return sa.union_all(*branches).subquery("some")


def _some(risk: int, *where: sa.ColumnElement[bool], most: int = PAGE + 1) -> Any:
    c = CaseFile
    return (
        sa.select(
            c.id, c.number, c.risk, c.status, c.district_code, c.unit_id, c.manager_id,
            c.next_due_at,
        )
        .where(c.closed_at.is_(None), c.risk == risk, *where)
        .order_by(c.next_due_at, c.id)
        .limit(most)
    )  # fmt: skip


def _with_promise(top: sa.Subquery) -> sa.Select[Any]:
    return whom(top, first_promise(FollowUp.case_id == top.c.id))


def _page(found: list[Line], marks: list[int], at: datetime) -> Page:
    if len(found) <= PAGE:
        return Page(found, None)
    return Page(found[:PAGE], Cursor(at, marks[PAGE - 1], found[PAGE - 1].id))
