"""One line of a list of waiting children: whom it waits for, for what, since when, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.cases.models import Status
from referral.directory.models import Area, Desk, Unit
from referral.people.models import Person
from referral.policy import WHOEVER
from referral.referrals.models import Kind as Sent
from referral.referrals.models import Referral, Step
from referral.referrals.models import Status as Asking
from referral.reminders.kinds import OF_HEADS
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp
from referral.reports.queries.harm import NOTHING, Harm

PAUSE = timedelta(minutes=15)
"""The least time between two reminders by hand."""


@dataclass(frozen=True)
class Line:
    """A child that waits: its first open promise, or nobody's where none is open."""

    now: datetime
    id: UUID
    number: str
    risk: int | None
    """None where only a preview may be seen: then the urgency is."""
    status: Status | None
    district: str
    promise_id: int | None
    kind: Kind | None
    referral_id: UUID | None
    referral_number: str | None
    """By it the desk knows the child until it has accepted."""
    started_at: datetime | None
    due_at: datetime | None
    nudged_at: datetime | None
    unit_id: UUID
    unit: str
    desk: Desk | None
    person_id: UUID | None
    person: str | None
    asked: bool
    """The desk asked back: the child waits for the sender's reply."""
    unanswered: bool = False
    """The viewer's own unit has sent it, and the desk has not answered."""
    urgency: Urgency | None = None

    @property
    def left(self) -> timedelta | None:
        """Time until the limit, negative when late."""
        return self.due_at - self.now if self.due_at else None

    @property
    def late(self) -> bool:
        """Whether the limit has passed."""
        return self.due_at is not None and self.due_at < self.now

    @property
    def headless(self) -> bool:
        """Whether only a head can keep it, and the unit has none."""
        return self.kind in OF_HEADS and self.person_id is None

    @property
    def harm(self) -> Harm:
        """What decides its place among others."""
        return Harm(self.risk, self.urgency, self.kind, self.left or NOTHING)

    @property
    def may_reroute(self) -> bool:
        """Whether its own unit may turn from a desk that is late with its answer to another."""
        return self.unanswered and self.late

    @property
    def may_nudge(self) -> bool:
        """Whether something is owed, and nobody reminded of it within the pause."""
        ago = self.nudged_ago
        owed = self.promise_id is not None and not self.headless
        return owed and (ago is None or ago >= PAUSE)

    @property
    def nudged_ago(self) -> timedelta | None:
        """How long ago somebody reminded by hand."""
        return self.now - self.nudged_at if self.nudged_at else None


def lines(query: sa.Select[Any], values: Mapping[str, Any]) -> list[Line]:
    """The rows of a query made by ``whom``."""
    now = db.now()
    return [Line(now, *row) for row in db.session.execute(query, values)]


def first_promise(*of: sa.ColumnElement[bool]) -> Any:
    """The open promise with the nearest limit, of the row on the left."""
    return (
        sa.select(
            FollowUp.id,
            FollowUp.kind,
            FollowUp.referral_id,
            FollowUp.started_at,
            FollowUp.due_at,
            FollowUp.nudged_at,
            FollowUp.owner_unit_id,
            FollowUp.owner_person_id,
        )
        .where(*of, FollowUp.done_at.is_(None))
        .order_by(FollowUp.due_at, FollowUp.id)
        .limit(1)
        .lateral("promise")
    )


def _holder(top: Any, p: Any) -> sa.Case[Any]:
    """Who owes it; while the end is asked for nobody in person; else the manager."""
    closing = top.c.status == Status.CLOSING
    owed = p.id.is_not(None)
    return sa.case((owed, p.owner_person_id), (closing, None), else_=top.c.manager_id)


def _unanswered(sent: Any) -> sa.ColumnElement[bool]:
    """A need that the viewer's unit has sent and may still take elsewhere; no case that moves."""
    forwards, _to = Referral.STEPS[Step.FORWARD]
    ours = sent.from_unit_id == WHOEVER.unit_id
    needs = sent.kind.in_([Sent.REFERRAL, Sent.LEGAL_REPORT])
    return sa.func.coalesce(ours & sent.status.in_(forwards) & needs, sa.false())


def whom(top: Any, promise: Any, *more: Any) -> sa.Select[Any]:
    """The columns of ``Line`` for rows of ``top``, which has those of a case's shell.

    Where the desk asked back stands the sender; where nothing is promised, who holds the case.
    """
    p, sent = promise.c, aliased(Referral)
    asked = sa.func.coalesce(sent.status == Asking.NEEDS_INFO, sa.false())
    unit_id = sa.case(
        (asked, sent.from_unit_id), else_=sa.func.coalesce(p.owner_unit_id, top.c.unit_id)
    )
    manager = sa.func.coalesce(top.c.manager_id, sent.sender_id)
    person_id = sa.case((asked, manager), else_=_holder(top, p))
    return (
        sa.select(
            top.c.id, top.c.number, top.c.risk, top.c.status, Area.name,
            p.id, p.kind, p.referral_id, sent.number,
            sa.case((asked, sent.status_since), else_=p.started_at), p.due_at, p.nudged_at,
            unit_id, Unit.name, Desk, person_id, Person.name, asked,
            _unanswered(sent), *more,
        )
        .select_from(top)
        .outerjoin(promise, sa.true())
        .outerjoin(sent, sent.id == p.referral_id)
        .join(Unit, Unit.id == unit_id)
        .outerjoin(Desk, Desk.unit_id == unit_id)
        .outerjoin(Person, Person.id == person_id)
        .outerjoin(Area, Area.code == top.c.district_code)
    )  # fmt: skip
