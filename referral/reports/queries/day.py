"""One's own day: what waits on me or my desk, what my cases wait for, how my reports fare."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Self
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.directory.models import Desk
from referral.policy import WHOEVER, Actor, asked_by
from referral.referrals.models import Kind, Referral, Status
from referral.reminders.limits import Kind as Promise
from referral.reminders.models import FollowUp
from referral.reports.queries.harm import Harm
from referral.reports.queries.lines import Line, first_promise, lines, whom
from referral.reports.queries.standing import mine, sender

MOST = 15
"""So many children at a glance, the gravest first; the lists of cases and referrals have all."""
TAKEN_UP = {Status.ACCEPTED, Status.IN_SERVICE, Status.COMPLETED, Status.CONFIRMED}
OTHERS = 10
"""Of what waits for others a day shows the first; the list of cases has them all."""
REPORTS = 10
"""Of one's own reports a day shows so many; the list of cases has them all."""
UNANSWERED = frozenset({Promise.ACKNOWLEDGE, Promise.ANSWER, Promise.RE_PLAN})
"""What is owed until a desk has taken it."""
READ = 60
"""Promises read for a page: several belong to one child."""


@dataclass(frozen=True)
class Task:
    """One child that waits on me or my desk: the gravest promise, and the kinds of the others."""

    case_id: UUID | None
    """None where the case is not open to me yet: then the referral is."""
    referral_id: UUID | None
    number: str
    harm: Harm
    due_at: datetime
    mine: bool
    owner_id: UUID | None
    """Who owes it, or where the desk does, another of the child's promises."""
    asked: bool
    """The desk asked back: the reply is mine to give."""
    others: dict[Promise, UUID | None]
    """Each kind with one referral of it; None where the case itself owes it."""

    @property
    def unanswered(self) -> bool:
        """No desk has taken it so far: how soon one must still matters."""
        return not UNANSWERED.isdisjoint((self.harm.kind, *self.others))


@dataclass(frozen=True)
class Figures:
    """Of how many children, and how many tasks: people's and the desk's."""

    children: int
    own: int
    desk: int

    @classmethod
    def of(cls, rows: Iterable[Any]) -> Self:
        """Counted; a reply is its sender's."""
        each = [
            (row.case_id, row.owner_person_id or row.status is Status.NEEDS_INFO) for row in rows
        ]
        own = sum(bool(whose) for _child, whose in each)
        return cls(len({child for child, _whose in each}), own, len(each) - own)


@dataclass(frozen=True)
class Waiting:
    """What waits on me or my desk: the first children of it; the figures of all and of the late."""

    tasks: list[Task]
    all: Figures
    late: Figures


@dataclass(frozen=True)
class Sent:
    """One report of a volunteer: where it stands, and the desk that answers for it."""

    case_id: UUID
    number: str
    sent_at: datetime | None
    status: Status
    claimed: bool
    desk: Desk
    closed: bool

    @property
    def taken_up(self) -> bool:
        """All that a volunteer is told: somebody answers for the child now."""
        return self.closed or self.status in TAKEN_UP


def waiting_for_us(actor: Actor) -> Waiting:
    """What I, who I stand in for and my desk owe, one line a child, in the order of ``Harm``.

    What only a head can keep, and nobody owes so far, is no work of the desk.

    Where a desk asked back, its answer waits for the sender's reply, not for the desk: a line
    of its own.
    """
    now, rows = db.now(), db.session.execute(_tasks(), asked_by(actor)).all()
    by_child: dict[tuple[UUID, bool], list[Any]] = {}
    for row in rows:
        by_child.setdefault((row.case_id, row.status is Status.NEEDS_INFO), []).append(row)
    found = [_task(actor, some, now) for some in by_child.values()]
    found.sort(key=lambda task: task.harm.place)
    late = Figures.of(row for row in rows if row.due_at < now)
    return Waiting(found[:MOST], Figures.of(rows), late)


@cache
def _tasks() -> sa.Select[*tuple[Any, ...]]:
    f, r, me = FollowUp, Referral, WHOEVER
    asked = r.status == Status.NEEDS_INFO
    here = ~sa.func.coalesce(asked, sa.false())
    desk = (f.owner_unit_id == me.unit_id) & f.owner_person_id.is_(None)
    reply = (r.from_unit_id == me.unit_id) & mine(sender(r)) & (f.kind == Promise.ANSWER)
    parts = [_owed(whose, here) for whose in (mine(f.owner_person_id), desk)]
    owed = sa.union_all(*parts, _owed(reply, asked)).subquery("owed")
    case = CaseFile
    return (
        sa.select(
            f.id, f.case_id, f.referral_id, f.kind, f.due_at, f.owner_person_id,
            r.number, r.urgency, r.status, case.id.label("seen"), case.risk,
            case.number.label("of_case"),
        )
        .join(owed, owed.c.id == f.id)
        .outerjoin(r, (r.id == f.referral_id) & r.visible_to(me))
        .outerjoin(case, (case.id == f.case_id) & case.visible_to(me))
        .where(f.visible_to(me))
        .order_by(f.due_at, f.id)
    )  # fmt: skip


def _owed(*where: sa.ColumnElement[bool]) -> Any:
    """What may be seen of it is asked once, around all three."""
    f, r = FollowUp, Referral
    return (
        sa.select(f.id)
        .outerjoin(r, r.id == f.referral_id)
        .where(*where, f.done_at.is_(None))
        .order_by(f.due_at, f.id)
        .limit(READ)
    )


def _task(actor: Actor, rows: list[Any], now: datetime) -> Task:
    """One child's line: its gravest promise leads."""

    def harm(row: Any) -> Harm:
        return Harm(row.risk, row.urgency, row.kind, row.due_at - now)

    first, *rest = sorted(rows, key=lambda row: harm(row).place)
    asked = first.status is Status.NEEDS_INFO
    return Task(
        case_id=first.seen,
        referral_id=first.referral_id,
        number=first.of_case or first.number,
        harm=harm(first),
        due_at=first.due_at,
        mine=first.owner_person_id == actor.id or asked,
        owner_id=next((row.owner_person_id for row in (first, *rest) if row.owner_person_id), None),
        asked=asked,
        others={row.kind: row.referral_id for row in rest if row.kind is not first.kind},
    )


def waiting_for_others(actor: Actor) -> list[Line]:
    """Of the cases that I manage, what another unit owes first."""
    return [line for line in lines(_elsewhere(), asked_by(actor)) if not line.asked]


@cache
def _elsewhere() -> sa.Select[Any]:
    c = CaseFile
    top = (
        sa.select(c.id, c.number, c.risk, c.status, c.district_code, c.unit_id, c.manager_id)
        .where(mine(c.manager_id), c.closed_at.is_(None), c.visible_to(WHOEVER))
        .order_by(c.next_due_at, c.id)
        .limit(READ)
        .subquery("top")
    )
    promise = first_promise(FollowUp.case_id == top.c.id, FollowUp.owner_unit_id != WHOEVER.unit_id)
    query = whom(top, promise).where(promise.c.id.is_not(None))
    return query.order_by(promise.c.due_at, top.c.id)


def reports(actor: Actor) -> list[Sent]:
    """The village reports that I handed over: those that still wait, then the newest."""
    return [Sent(*row) for row in db.session.execute(_reports(), asked_by(actor))]


@cache
def _reports() -> Any:
    r, closed = Referral, CaseFile.closed_at.is_not(None)
    return (
        sa.select(
            r.case_id, sa.func.coalesce(CaseFile.number, r.number), r.sent_at, r.status,
            r.claimed_at.is_not(None), Desk, closed,
        )
        .join(Desk, Desk.unit_id == r.to_unit_id)
        .outerjoin(CaseFile, (CaseFile.id == r.case_id) & CaseFile.visible_to(WHOEVER))
        .where(
            r.from_unit_id == WHOEVER.unit_id,
            r.sender_id == WHOEVER.id,
            r.kind == Kind.VILLAGE_REPORT,
            r.visible_to(WHOEVER),
        )
        .order_by(closed | r.status.in_(TAKEN_UP), r.sent_at.desc(), r.id)
        .limit(REPORTS + 1)
    )  # fmt: skip
