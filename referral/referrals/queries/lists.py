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
from referral.cases.models import CaseFile
from referral.cases.queries import numbers
from referral.directory.models import Service, Unit
from referral.directory.queries.naming import person_as, shown_as
from referral.people.models import Person
from referral.policy import Actor
from referral.referrals.models import LIVE, Kind, Referral, Status
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Urgency
from referral.reminders.models import FollowUp

PAGE = 25
RUNNING = (Status.NEEDS_INFO, Status.WAITLISTED, Status.ACCEPTED, Status.IN_SERVICE)
ENDED = tuple(status for status in Status if status not in LIVE)
R = Referral
WAITING = (Status.SENT, Status.NEEDS_INFO, Status.WAITLISTED)
UNANSWERED = R.status.in_(
    sa.bindparam(
        "unanswered", [status.value for status in WAITING], expanding=True, literal_execute=True
    )
)
"""Written out in the statement, so that the index of just these is found."""

LATE = (
    sa.select(FollowUp.id)
    .where(
        FollowUp.referral_id == R.id,
        FollowUp.done_at.is_(None),
        FollowUp.due_at < sa.func.app_now(),
    )
    .correlate(R)
    .offset(0)
    .exists()
)
"""Something that is owed on it is past its limit; asked row by row, by the referral's index."""


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
    sender: str
    receiver: str
    claimed_by: str | None
    claimed_at: datetime | None
    held_until: datetime | None
    promise: Promise | None
    due: datetime | None
    owed_by_sender: bool | None
    to_unit_id: UUID


@dataclass(frozen=True)
class Page:
    """A page of lines, and where the following one begins."""

    lines: Sequence[Line]
    now: datetime
    next: Place | None = None


def page(box: Box, actor: Actor, after: Place | None = None) -> Page:
    """The next 25 lines: a desk's unanswered ones by their limit, then those that run.

    Of either the late ones first. Of those sent before all the drafts, then the unanswered, the
    longest wait first.
    """
    seen, parts = R.visible_to(actor), _parts(box, actor)
    walks = [
        _walk(part, seen, after if after and after.part == number else None, number)
        for number, part in enumerate(parts)
        if after is None or number >= after.part
    ]
    if not walks:
        return Page([], db.now())
    found = [Place(*row) for row in db.session.execute(sa.union_all(*walks))]
    places = _in_order(found, parts)[: PAGE + 1]
    if not places:
        return Page([], db.now())
    shown, more = places[:PAGE], len(places) > PAGE
    rows = db.session.execute(_NAMED, {"ids": [place.id for place in shown]})
    by_id = {row.id: Line(*row) for row in rows}
    return Page([by_id[place.id] for place in shown], db.now(), shown[-1] if more else None)


def found(text: str, actor: Actor) -> Page:
    """The referrals of this number, or of the case of this number, the newest first."""
    wanted = numbers(text)
    if not wanted:
        return Page([], db.now())
    seen = R.visible_to(actor)
    of_case = sa.select(CaseFile.id).where(CaseFile.number.in_(wanted), CaseFile.visible_to(actor))
    either = sa.union(
        sa.select(R.id).where(R.number.in_(wanted), seen),
        sa.select(R.id).where(R.case_id.in_(of_case), seen),
    )
    rows = db.session.execute(_NAMED, {"ids": list(db.session.scalars(either))})
    lines = sorted((Line(*row) for row in rows), key=lambda line: line.number, reverse=True)
    return Page(lines[:PAGE], db.now())


@dataclass(frozen=True)
class _Part:
    """A range of one index: what holds in it, and by what it is ordered."""

    where: tuple[sa.ColumnElement[bool], ...]
    order: Any
    newest: bool = False


def _parts(box: Box, actor: Actor) -> list[_Part]:
    if box is Box.SENT:
        ours = R.from_unit_id == actor.unit_id
        drafts, later = R.status == Status.DRAFT, R.status.not_in([*WAITING, Status.DRAFT])
        return [
            _Part((ours, drafts), R.status_since),
            _Part((ours, UNANSWERED), R.status_since),
            _Part((ours, later), R.status_since, newest=True),
        ]
    mine = R.to_unit_id == actor.unit_id
    taken_over = R.kind.in_([Kind.VILLAGE_REPORT, Kind.TRANSFER]) & (R.status == Status.ACCEPTED)
    if box is Box.DONE:
        ended = R.status.in_(ENDED) | taken_over
        return [_Part((mine, ended), R.status_since, newest=True)]
    running = R.status.in_(RUNNING) & ~taken_over
    waits = R.answer_by.is_not(None)
    return [
        _Part((mine, waits, LATE), R.answer_by),
        _Part((mine, waits, ~LATE), R.answer_by),
        _Part((mine, running, LATE), R.status_since),
        _Part((mine, running, ~LATE), R.status_since),
    ]


def _walk(
    part: _Part, seen: sa.ColumnElement[bool], after: Place | None, number: int
) -> sa.Select[Any]:
    query = sa.select(
        sa.literal(number).label("part"), part.order.label("marker"), R.id.label("id")
    ).where(*part.where, seen)
    if after is not None:
        here = sa.tuple_(part.order, R.id)
        there = sa.tuple_(sa.literal(after.at), sa.literal(after.id, sa.Uuid()))
        query = query.where(here < there if part.newest else here > there)
    by = (part.order.desc(), R.id.desc()) if part.newest else (part.order, R.id)
    return sa.select(query.order_by(*by).limit(PAGE + 1).subquery())


def _in_order(found: Sequence[Place], parts: Sequence[_Part]) -> list[Place]:
    """One part after the other, each in its own order."""
    return [
        place
        for number, part in enumerate(parts)
        for place in sorted(
            (one for one in found if one.part == number),
            key=lambda one: (one.at, one.id),
            reverse=part.newest,
        )
    ]


def _named() -> sa.Select[*tuple[Any, ...]]:
    """Lines with both sides, who has each in hand, and what is owed on it next; built once."""
    sender, receiver = aliased(Unit), aliased(Unit)
    f = (
        sa.select(FollowUp.kind, FollowUp.due_at, FollowUp.owner_unit_id)
        .where(FollowUp.referral_id == R.id, FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_at)
        .limit(1)
        .lateral("f")
    )
    return (
        sa.select(
            R.id, R.number, R.kind, R.service, R.urgency, R.status,
            shown_as(sender), shown_as(receiver), person_as(Person, receiver), R.claimed_at,
            R.held_until, f.c.kind, f.c.due_at, f.c.owner_unit_id == R.from_unit_id, R.to_unit_id,
        )
        .join(sender, sender.id == R.from_unit_id)
        .join(receiver, receiver.id == R.to_unit_id)
        .outerjoin(Person, Person.id == R.claimed_by_id)
        .outerjoin(f, sa.true())
        .where(R.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid()))))
    )  # fmt: skip


_NAMED = _named()
