"""A pause: child or family are waited for, and a clock stands still until a date or before."""

from datetime import datetime

from referral import db
from referral.reminders.actions.again import renew
from referral.reminders.clocks import Still, Term
from referral.reminders.ladder import Audience, Rung, later
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
    """It stands still until then, and is due as much later; the old one stays as history.

    What has not rung yet rings as much later.
    """
    now = db.now()
    days = calendar(old.owner_unit_id) if old.working_days is not None else None
    still = Still(now, until, days)
    term = still.moved_term(Term(old.started_at, old.target_at, old.due_at, days))
    new = renew(old, term, _left(old, still))
    new.paused_at, new.paused_until = now, until
    return new


def _left(old: FollowUp, still: Still) -> tuple[Rung, ...]:
    """The rungs that nobody has been told yet, as much later."""
    ladder = old.ladder
    if ladder is None:
        return ()
    rungs = zip(ladder.rungs, ladder.audiences, strict=True)
    return tuple(
        Rung(later(still, at, audience), "", Audience(audience))
        for at, audience in list(rungs)[ladder.rung :]
    )
