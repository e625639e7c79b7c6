"""The waiting board: all that a supervisor watches over, by harm, page by page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.policy import Actor, Role
from referral.reminders.limits import Urgency
from referral.reminders.models import FollowUp
from referral.reports.queries.cursor import Bound, Cursor, instants
from referral.reports.queries.lines import Line, first_promise, lines, whom

PAGE = 25
CAP = 100
WEIGHTS = {3: 9, 2: 3, 1: 1}
"""Harm is weight times lateness: inside one risk the order by harm is the order by limit."""


@dataclass(frozen=True)
class Page:
    """One page of the board; ``next`` is where the following one begins."""

    lines: list[Line]
    next: Cursor | None


@dataclass(frozen=True)
class Counts:
    """How many are late at high risk, late, and wait at all; ``CAP`` means so many or more."""

    late_high: int
    late: int
    waiting: int


def late(actor: Actor, cursor: Cursor | None = None) -> Page:
    """Those late at the first page's time, the greatest harm first."""
    at = cursor.at if cursor else db.now()

    def where(weight: int) -> list[sa.ColumnElement[bool]]:
        behind = [_behind(cursor.after_harm(weight))] if cursor else []
        return [CaseFile.next_due_at < at, *behind]

    some = _first_of_each(actor, where)
    harm = sa.case(WEIGHTS, value=some.c.risk) * sa.extract(
        "epoch", sa.literal(at) - some.c.next_due_at
    )
    top = sa.select(some, harm.label("harm")).order_by(harm.desc(), some.c.id)
    return _page(top, at, ("harm DESC", "id"), lambda x: _harm(x, at))


def soon(actor: Actor, cursor: Cursor | None = None) -> Page:
    """Those not yet late, the nearest limit first, and last those whom nothing is promised."""
    at = cursor.at if cursor else db.now()
    behind = [_behind(cursor.after_limit())] if cursor else []
    some = _first_of_each(actor, lambda _weight: [CaseFile.next_due_at >= at, *behind])
    top = sa.select(some).order_by(some.c.next_due_at, some.c.id)
    return _page(top, at, ("next_due_at", "id"), lambda x: instants(x.due_at or db.FAR))


def counts(actor: Actor, incoming: Iterable[Line] = ()) -> Counts:
    """Counted no further than the cap, so that an index stops early; and what came in besides."""
    now = db.now()

    def capped(risk: int, *where: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        rows = sa.union_all(*(_some(risk, place, *where, most=CAP) for place in _places(actor)))
        return sa.select(sa.func.count()).select_from(rows.subquery()).scalar_subquery()

    lates = [capped(risk, CaseFile.next_due_at < now) for risk in WEIGHTS]
    found = db.session.execute(sa.select(*lates, *map(capped, WEIGHTS))).one()
    besides = list(incoming)
    late = [line for line in besides if line.late]
    high = [line for line in late if line.urgency is Urgency.DARURAT]
    figures = (
        found[0] + len(high),
        sum(found[:3]) + len(late),
        sum(found[3:]) + len(besides),
    )
    return Counts(*(min(CAP, figure) for figure in figures))


def _places(actor: Actor) -> list[sa.ColumnElement[bool]]:
    """What the actor watches over, one condition for each range of an index."""
    if actor.role is Role.PROVINCIAL_SUPERVISOR:
        return [sa.true()]
    if actor.role is Role.DISTRICT_SUPERVISOR:
        return [CaseFile.district_code == code for code in actor.districts] or [sa.false()]
    return [CaseFile.unit_id == actor.unit_id]


def _first_of_each(
    actor: Actor, where: Callable[[int], list[sa.ColumnElement[bool]]]
) -> sa.Subquery:
    """Of each risk and place a page's worth: together they hold the first page of all."""
    seen = CaseFile.visible_to(actor)
    return sa.union_all(
        *(
            _some(risk, place, seen, *where(weight))
            for place in _places(actor)
            for risk, weight in WEIGHTS.items()
        )
    ).subquery("some")


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


def _behind(bound: Bound) -> sa.ColumnElement[bool]:
    return sa.tuple_(CaseFile.next_due_at, CaseFile.id) > sa.tuple_(
        sa.literal(bound[0]), sa.literal(bound[1])
    )


def _harm(line: Line, at: datetime) -> int:
    return WEIGHTS[line.risk or 1] * (instants(at) - instants(line.due_at or at))


def _page(
    ranked: sa.Select[Any], at: datetime, order: tuple[str, str], mark: Callable[[Line], int]
) -> Page:
    top = ranked.limit(PAGE + 1).subquery("top")
    query = whom(top, first_promise(FollowUp.case_id == top.c.id))
    found = lines(query.order_by(*(sa.text(f"top.{part}") for part in order)))
    last = found[PAGE - 1] if len(found) > PAGE else None
    return Page(found[:PAGE], Cursor(at, mark(last), last.id) if last else None)
