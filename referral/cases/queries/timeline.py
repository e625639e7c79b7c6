"""All that happened on a case, as far as the actor sees it, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from referral import db
from referral.cases.models import OF_LAW, CaseEvent
from referral.cases.queries.around import CASE_ID, REFERRAL
from referral.people.models import Person

PAGE = 50
Place = tuple[datetime, str, int]
"""Where a page begins: after this line."""
ORIGINS = EVENT, MOVE = "c", "r"
_AT = sa.bindparam("after_at", type_=sa.DateTime(timezone=True))
_ORIGIN = sa.bindparam("after_origin", type_=sa.Text())
_ID = sa.bindparam("after_id", type_=sa.BigInteger())
_MOVES = sa.table(
    "referral_event",
    sa.column("id", sa.BigInteger()),
    sa.column("case_id", sa.Uuid()),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("step", sa.Text()),
    sa.column("by_person_id", sa.Uuid()),
    sa.column("referral_id", sa.Uuid()),
    sa.column("text_id", sa.Uuid()),
)
"""The slice above, by its name; row-level security decides which rows."""


@dataclass(frozen=True)
class Line:
    """One line: what happened when, a code of it, by whom; its words, or its referral."""

    at: datetime
    origin: str
    id: int
    step: str
    detail: str | None
    about: UUID | None
    referral_id: UUID | None
    referral: str | None
    by: str

    @property
    def moved(self) -> bool:
        """Whether a referral moved."""
        return self.origin == MOVE


@dataclass(frozen=True)
class Stood:
    """Where one part of the law line stands."""

    step: str
    at: datetime
    detail: str | None
    about: UUID | None


@dataclass(frozen=True)
class Timeline:
    """A page of lines; ``older`` is the place where the next one begins."""

    lines: list[Line]
    older: Place | None
    whole: bool
    """Whether nothing stands before or after it."""

    @property
    def about(self) -> list[UUID]:
        """The sealed words that the lines name."""
        return [line.about for line in self.lines if line.about]


def timeline(case_id: UUID, after: Place | None = None) -> Timeline:
    """The newest lines, or those older than a place."""
    at, origin, last = after or (None, None, None)
    values = {"this": case_id, "after_at": at, "after_origin": origin, "after_id": last}
    found = [Line(*row) for row in db.session.execute(_timeline(after is not None), values)]
    lines = found[:PAGE]
    end = lines[-1] if len(found) > PAGE else None
    older = (end.at, end.origin, end.id) if end else None
    return Timeline(lines, older, whole=after is None and older is None)


@cache
def _timeline(goes_on: bool) -> sa.Select[Any]:  # noqa: FBT001 - the cache's key
    none = sa.null()
    e, m = CaseEvent.__table__.c, _MOVES.c
    both = sa.union_all(
        _branch(goes_on, EVENT, e.case_id, e.at, e.id, e.act, e.detail, e.about_id, none,
                e.by_person_id),
        _branch(goes_on, MOVE, m.case_id, m.at, m.id, m.step, none, m.text_id, m.referral_id,
                m.by_person_id),
    ).subquery("both")  # fmt: skip
    b = both.c
    return (
        sa.select(
            b.at, b.origin, b.id, b.step, b.detail, b.about, b.referral_id,
            REFERRAL.c.number, sa.func.coalesce(Person.name, "Sipakainge'"),
        )
        .outerjoin(Person, Person.id == b.by_person_id)
        .outerjoin(REFERRAL, REFERRAL.c.id == b.referral_id)
        .order_by(b.at.desc(), b.origin.desc(), b.id.desc())
        .limit(PAGE + 1)
    )  # fmt: skip


def _branch(goes_on: bool, origin: str, case_id: Any, *columns: Any) -> sa.Select[Any]:  # noqa: FBT001
    at, key, step, detail, about, referral_id, by = columns
    query = sa.select(
        at.label("at"), sa.literal(origin, sa.Text()).label("origin"), key.label("id"),
        step.label("step"), sa.cast(detail, sa.Text()).label("detail"),
        sa.cast(about, sa.Uuid()).label("about"),
        sa.cast(referral_id, sa.Uuid()).label("referral_id"), by.label("by_person_id"),
    ).where(case_id == CASE_ID)  # fmt: skip
    if goes_on:
        here = sa.tuple_(at, sa.literal(origin, sa.Text()), key)
        query = query.where(at <= _AT, here < sa.tuple_(_AT, _ORIGIN, _ID))
    return query.order_by(at.desc(), key.desc()).limit(PAGE + 1)


def law(case_id: UUID, past: Timeline) -> list[Stood]:
    """The newest step of each kind of the law line; a timeline of one page holds them all."""
    if not past.whole:
        return [Stood(*row) for row in db.session.execute(_law(), {"this": case_id})]
    newest: dict[str, Stood] = {}
    for line in past.lines:
        if line.step in OF_LAW and not line.moved:
            newest.setdefault(line.step, Stood(line.step, line.at, line.detail, line.about))
    return [newest[step] for step in sorted(newest)]


@cache
def _law() -> sa.Select[*tuple[Any, ...]]:
    e = CaseEvent
    return (
        sa.select(e.act, e.at, e.detail, e.about_id)
        .where(e.case_id == CASE_ID, e.act.in_([kind.value for kind in OF_LAW]))
        .ext(pg.distinct_on(e.act))
        .order_by(e.act, e.at.desc(), e.id.desc())
    )
