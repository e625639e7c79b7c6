"""Counting anew: where the calendar changed, open working-day promises get the due of now."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm
from sqlalchemy.exc import DBAPIError

from referral import audit, db
from referral.directory.models import CalendarChange
from referral.reminders import clocks
from referral.reminders import ladder as rungs_of
from referral.reminders.actions.again import renew
from referral.reminders.clocks import Calendar, Term
from referral.reminders.ladder import Rung, Subject
from referral.reminders.models import FollowUp
from referral.reminders.queries.calendars import calendar

_log = logging.getLogger(__name__)
_REFERRAL = sa.table("referral", sa.column("id", sa.Uuid()), sa.column("kind", sa.Text()))


def recount(limit: int = 500) -> int:
    """Take the oldest change of a calendar a batch further, in a transaction; 0 when none is left.

    Whoever comes at the same time waits, so that nobody is told by an old due time.
    """
    with db.transaction():
        change = db.session.scalar(
            sa.select(CalendarChange)
            .where(CalendarChange.settled_at.is_(None))
            .order_by(CalendarChange.id)
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        if change is None:
            return 0
        batch = _open(change, limit)
        moved = sum(_alone(follow_up, kind) for follow_up, kind in batch)
        if len(batch) < limit:
            change.settled_at = db.now()
        else:
            change.after_id = batch[-1][0].id
        audit.write("calendar.recounted", by=None, note=f"seen={len(batch)} moved={moved}")
    return max(len(batch), 1)


def _open(change: CalendarChange, limit: int) -> Sequence[Any]:
    query = (
        sa.select(FollowUp, _REFERRAL.c.kind)
        .outerjoin(_REFERRAL, _REFERRAL.c.id == FollowUp.referral_id)
        .where(
            FollowUp.done_at.is_(None),
            FollowUp.working_days.is_not(None),
            FollowUp.id > change.after_id,
        )
        .order_by(FollowUp.id)
        .limit(limit)
        .options(orm.joinedload(FollowUp.ladder))
    )
    if change.unit_id is not None:
        query = query.where(FollowUp.owner_unit_id == change.unit_id)
    return db.session.execute(query).all()


def _alone(old: FollowUp, kind: str | None) -> bool:
    """A bad promise keeps its old due time and is logged; the others move."""
    number = old.id
    try:
        with db.session.begin_nested():
            return _again(old, kind)
    except (DBAPIError, ValueError) as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.error("recount: follow-up %d failed: %s", number, type(error).__name__)
    return False


def _again(old: FollowUp, kind: str | None) -> bool:
    """The same promise by the calendar of now; the old row stays as history.

    A day that is worked on after all makes nobody late who had time until now.
    """
    days, n = calendar(old.owner_unit_id), old.working_days
    between = clocks.working_days_between(old.started_at, old.due_at, days)
    if not n or between == n:
        return False
    due = _due(old, n, days)
    if due <= db.now() < old.due_at:
        return False
    term = Term(old.started_at, old.target_at, due, days)
    renew(old, term, _left(old, term, kind))
    return True


def _due(old: FollowUp, n: int, days: Calendar) -> datetime:
    on = days.day(n, clocks.local_day(old.started_at))
    return clocks.on_wall(on, old.due_at.astimezone(clocks.WITA).time())


def _left(old: FollowUp, term: Term, kind: str | None) -> tuple[Rung, ...]:
    """The rungs that nobody has been told yet; of those already past only the last.

    While it is paused it has none before the pause is over.
    """
    if old.ladder is None:
        return ()
    rungs = rungs_of.ladder(old.kind, term, subject=_subject(kind))[old.ladder.rung :]
    since = max(db.now(), old.paused_until or db.now())
    return rungs_of.remaining(rungs, since) or rungs[-1:]


def _subject(kind: str | None) -> Subject:
    if kind is None:
        return Subject.CASE
    return Subject.VILLAGE_REPORT if kind == "village_report" else Subject.REFERRAL
