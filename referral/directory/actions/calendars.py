"""The days on which offices are closed: those of all by file, a unit's own by file or by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.audit import By, action
from referral.directory.actions.tally import Tally, bring_up
from referral.directory.models import CalendarChange, Holiday, Leave, Unit
from referral.directory.queries import may_lead, unit
from referral.directory.queries.duty import today
from referral.errors import Missing, Refused
from referral.policy import Actor

if TYPE_CHECKING:
    from referral.directory.forms.calendars import HolidayRow
    from referral.directory.forms.leave import LeaveRow


@action("holidays.loaded")
def load_holidays(rows: "Iterable[HolidayRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """The years that stand in the file become as it says: a day that it leaves out is worked on.

    Other years stay as they are.
    """
    rows = tuple(rows)
    wanted = (
        {"day": r.on, "kind": r.kind, "name": r.name, "provisional": r.status == "provisional"}
        for r in rows
    )
    removed = _leave_out({row.on for row in rows})
    tally = replace(bring_up(Holiday, wanted, "day"), removed=removed)
    if tally.added or tally.removed:
        _changed(None)
    return tally


def _leave_out(days: set[date]) -> int:
    """Days of the same years that are no longer decreed; how many there were."""
    year = sa.cast(sa.extract("year", Holiday.day), sa.Integer)
    former = sa.delete(Holiday).where(
        year.in_({day.year for day in days}), Holiday.day.not_in(days)
    )
    return len(db.session.scalars(former.returning(Holiday.day)).all())


@action("leave.loaded")
def load_leave(rows: "Iterable[LeaveRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new days of units; a day that the file leaves out stays."""
    ids = {row.code: row.id for row in db.session.execute(sa.select(Unit.code, Unit.id))}
    known = {(leave.unit_id, leave.day): leave for leave in db.session.scalars(sa.select(Leave))}
    added = changed = 0
    for row in rows:
        there = known.get((ids[row.unit_code], row.on))
        if there is None:
            db.session.add(Leave(unit_id=ids[row.unit_code], day=row.on, name=row.name))
            added += 1
        elif there.name != row.name:
            there.name = row.name
            changed += 1
    if added:
        _changed(None)
    return Tally(added, changed)


@action("leave.planned")
def plan_leave(at: Unit, *, days: Iterable[date], name: str, by: Actor) -> Unit:
    """Close the unit's office on these days; what is owed by working days moves."""
    _leading(at, by)
    wanted = set(days)
    if min(wanted) < today():
        raise Refused("leave.past")
    taken = db.session.scalars(sa.select(Leave.day).where(Leave.unit_id == at.id))
    new = sorted(wanted.difference(taken))
    if not new:
        raise Refused("leave.known")
    db.session.add_all(Leave(unit_id=at.id, day=day, name=name) for day in new)
    _changed(at.id)
    return at


@action("leave.ended")
def end_leave(leave_id: UUID, *, by: Actor) -> Unit:
    """Open the office after all, on a day that is still to come."""
    leave = db.session.get(Leave, leave_id)
    at = unit(leave.unit_id) if leave else None
    if leave is None or at is None:
        raise Missing
    _leading(at, by)
    if leave.day <= today():
        raise Refused("leave.begun")
    db.session.delete(leave)
    _changed(at.id)
    return at


def _leading(at: Unit, by: Actor) -> None:
    if not may_lead(by, at):
        raise Refused("head.only")


def _changed(unit_id: UUID | None) -> None:
    """The worker counts anew before it tells anybody anything."""
    db.session.add(CalendarChange(unit_id=unit_id, at=db.now()))
