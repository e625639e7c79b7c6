"""A pause: child or family are waited for, and a clock stands still until a date or before."""

from dataclasses import replace
from datetime import datetime

from referral import db
from referral.reminders.actions.again import renew
from referral.reminders.clocks import Term, held
from referral.reminders.ladder import Audience, Rung
from referral.reminders.limits import Kind, Mark
from referral.reminders.models import FollowUp
from referral.reminders.queries.calendars import calendar
from referral.reminders.queries.limits import limits

CAN_WAIT = frozenset({
    Kind.FIRST_CONTACT, Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.PLAN, Kind.PLAN_REVIEW,
    Kind.SIMFONI, Kind.VISIT, Kind.FIRST_SERVICE, Kind.FEEDBACK, Kind.PROGRESS,
})  # fmt: skip
"""What may wait for the child or the family: work with them, never a duty of law."""


def can_wait(promise: FollowUp) -> bool:
    """Whether it may be paused now: not late, not paused already, and not of law anywhere here."""
    if promise.kind not in CAN_WAIT or promise.due_at <= db.now() or promise.paused(db.now()):
        return False
    law = (row.kind for row in limits(promise.owner_unit_id) if row.ground.mark is Mark.LAW)
    return promise.kind not in law


def pause(old: FollowUp, until: datetime) -> FollowUp:
    """It stands still until then, and its due moves by that time; the old one stays as history.

    What has not rung yet rings as much later.
    """
    now = db.now()
    by = until - now
    days = calendar(old.owner_unit_id) if old.working_days is not None else None
    target = old.target_at + by if old.target_at else None
    new = renew(old, Term(old.started_at + by, target, old.due_at + by, days), _left(old, until))
    new.paused_at, new.paused_until = now, until
    return new


def _left(old: FollowUp, until: datetime) -> tuple[Rung, ...]:
    """The rungs that nobody has been told yet, as much later."""
    ladder = old.ladder
    if ladder is None:
        return ()
    later = [
        Rung(at + (until - db.now()), "", Audience(audience))
        for at, audience in zip(ladder.rungs, ladder.audiences, strict=True)
    ]
    return tuple(
        rung if rung.audience & Audience.ANYTIME else replace(rung, at=held(rung.at))
        for rung in later[ladder.rung :]
    )
