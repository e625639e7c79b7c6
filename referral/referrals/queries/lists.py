"""The lists of referrals, 25 a page: what waits on a desk, what a unit has sent, what is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.directory.models import Service, Unit
from referral.people.models import Person
from referral.policy import Actor
from referral.referrals.models import Kind, Referral, Status
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Urgency
from referral.reminders.models import FollowUp

PAGE = 25
RUNNING = (Status.NEEDS_INFO, Status.ACCEPTED, Status.IN_SERVICE)
ENDED = (Status.COMPLETED, Status.CONFIRMED, Status.DECLINED, Status.RECALLED)
R = Referral


class Box(StrEnum):
    """Which list."""

    IN = "in"
    SENT = "sent"
    DONE = "done"


@dataclass(frozen=True)
class Place:
    """Where a page of a list begins: after this row of this part of it."""

    part: int
    at: datetime
    id: UUID


@dataclass(frozen=True)
class Line:
    """One row of a list; nothing that names a child."""

    id: UUID
    number: str
    kind: Kind
    service: Service
    urgency: Urgency
    status: Status
    marker: datetime
    part: int
    sender: str
    receiver: str
    claimed_by: str | None
    promise: Promise | None
    due: datetime | None


@dataclass(frozen=True)
class Page:
    """A page of lines, and where the following one begins."""

    lines: Sequence[Line]
    now: datetime
    next: Place | None = None


def page(box: Box, actor: Actor, after: Place | None = None) -> Page:
    """The next 25 lines: a desk's unanswered ones by their limit, then those that run."""
    parts = _parts(box, actor)
    walks = [
        _walk(part, actor, after if after and after.part == number else None, number)
        for number, part in enumerate(parts)
        if after is None or number >= after.part
    ]
    top = sa.union_all(*walks).subquery("top") if walks else None
    if top is None:
        return Page([], db.now())
    rows = db.session.execute(_with_names(top, newest=box is not Box.IN)).all()
    lines = [Line(*row) for row in rows]
    last = lines[PAGE - 1] if len(lines) > PAGE else None
    following = Place(last.part, last.marker, last.id) if last else None
    return Page(lines[:PAGE], db.now(), following)


@dataclass(frozen=True)
class _Part:
    """A range of one index: what holds in it, and by what it is ordered."""

    where: tuple[sa.ColumnElement[bool], ...]
    order: Any
    newest: bool = False


def _parts(box: Box, actor: Actor) -> list[_Part]:
    if box is Box.SENT:
        return [_Part((R.from_unit_id == actor.unit_id,), R.status_since, newest=True)]
    mine = R.to_unit_id == actor.unit_id
    taken_over = (R.kind == Kind.VILLAGE_REPORT) & (R.status == Status.ACCEPTED)
    if box is Box.DONE:
        ended = R.status.in_(ENDED) | taken_over
        return [_Part((mine, ended), R.status_since, newest=True)]
    running = R.status.in_(RUNNING) & ~taken_over
    return [
        _Part((mine, R.answer_by.is_not(None)), R.answer_by),
        _Part((mine, running), R.status_since),
    ]


def _walk(part: _Part, actor: Actor, after: Place | None, number: int) -> sa.Select[Any]:
    marker = part.order.label("marker")
    query = sa.select(
        R.id, R.number, R.kind, R.service, R.urgency, R.status, marker,
        sa.literal(number).label("part"), R.from_unit_id, R.to_unit_id, R.claimed_by_id,
    ).where(*part.where, R.visible_to(actor))  # fmt: skip
    if after is not None:
        here = sa.tuple_(part.order, R.id)
        there = sa.tuple_(sa.literal(after.at), sa.literal(after.id, sa.Uuid()))
        query = query.where(here < there if part.newest else here > there)
    by = (part.order.desc(), R.id.desc()) if part.newest else (part.order, R.id)
    return sa.select(query.order_by(*by).limit(PAGE + 1).subquery())


def _with_names(top: sa.Subquery, *, newest: bool) -> sa.Select[Any]:
    """Each line with both sides, who holds it in hand, and what is owed on it next."""
    c = top.c
    order = (c.marker.desc(), c.id.desc()) if newest else (c.part, c.marker, c.id)
    some = sa.select(top).order_by(*order).limit(PAGE + 1).subquery("some").c
    f = (
        sa.select(FollowUp.kind, FollowUp.due_at)
        .where(FollowUp.referral_id == some.id, FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_at)
        .limit(1)
        .lateral("f")
    )
    sender, receiver = aliased(Unit), aliased(Unit)
    order = (some.marker.desc(), some.id.desc()) if newest else (some.part, some.marker, some.id)
    return (
        sa.select(
            some.id, some.number, some.kind, some.service, some.urgency, some.status,
            some.marker, some.part, sender.name, receiver.name, Person.name, f.c.kind, f.c.due_at,
        )
        .join(sender, sender.id == some.from_unit_id)
        .join(receiver, receiver.id == some.to_unit_id)
        .outerjoin(Person, Person.id == some.claimed_by_id)
        .outerjoin(f, sa.true())
        .order_by(*order)
    )  # fmt: skip
