"""While a service runs: news at most every thirty days, a wait with its reason and its end."""

from datetime import datetime, timedelta

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, results
from referral.referrals.actions.law import record
from referral.referrals.models import Fact, Hold, News, Proxy, Referral, Status, TextKind
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

LONGEST_HOLD = timedelta(days=30)


OF_DESK = (Promise.FIRST_SERVICE, Promise.PROGRESS, Promise.FEEDBACK)
"""What the desk owes while it serves."""


@action("referral.progress")
def progress(referral: Referral, news: News, *, by: Actor, proxy: Proxy | None = None) -> Referral:
    """How it goes: the sender reads it, and the next news is owed in thirty days."""
    move = moves.tell(referral, Fact.PROGRESS, by, proxy, within=[Status.IN_SERVICE])
    clocks.done(referral, Promise.PROGRESS, Promise.FEEDBACK, at=move.at)
    owe_progress(referral, move.at)
    record(referral, news.lp, by)
    move.write(TextKind.PROGRESS, news.words, facts=results.take_in(move, news.facts))
    sender = queries.senders(referral)
    events.tell("referral_progress", referral, sender, by=by, at=db.now())
    return referral


def owe_progress(referral: Referral, start: datetime) -> None:
    """The desk owes news of a running service within thirty days."""
    reminders.open_follow_up(
        Promise.PROGRESS, clocks.matter(referral), clocks.desk(referral), start=start
    )


@action("referral.held")
def hold(referral: Referral, wait: Hold, *, by: Actor) -> Referral:
    """The desk waits until a date, with its reason, and looks at it again then.

    Where child or family are waited for, what the desk owes stands still until then; for nothing
    else, and nothing that the law sets. Raises ``Refused`` for a date that is
    not ahead or lies more than thirty days away.
    """
    queries.lock(referral)
    moves.of_desk(referral, by)
    if referral.status not in (Status.ACCEPTED, Status.IN_SERVICE):
        raise Refused("step.not_open")
    if not db.now() < wait.until <= db.now() + LONGEST_HOLD:
        raise Refused("hold.when", limit=db.now() + LONGEST_HOLD)
    clocks.done(referral, Promise.HOLD_REVIEW, at=db.now())
    referral.held_until = wait.until
    _stand_still(referral, wait)
    reminders.open_follow_up(
        Promise.HOLD_REVIEW,
        clocks.matter(referral),
        clocks.desk(referral),
        start=db.now(),
        promised=wait.until,
    )
    events.note(referral, Fact.HELD, by)
    events.say(referral, TextKind.HOLD, by, words=wait.words)
    sender = queries.senders(referral)
    events.tell("referral_held", referral, sender, by=by, at=db.now())
    return referral


@action("referral.resumed")
def resume(referral: Referral, *, by: Actor) -> Referral:
    """The wait is over."""
    queries.lock(referral)
    moves.of_desk(referral, by)
    if referral.held_until is None:
        raise Refused("step.not_open")
    release(referral, db.now())
    events.note(referral, Fact.RESUMED, by)
    return referral


def release(referral: Referral, at: datetime) -> None:
    """Nothing is waited for any more: a step went on."""
    referral.held_until = None
    _go_on(referral)
    clocks.done(referral, Promise.HOLD_REVIEW, at=at)


def _stand_still(referral: Referral, wait: Hold) -> None:
    """Until then the desk's clocks wait for child or family; a former wait ends."""
    _go_on(referral)
    owed = reminders.open_ones(referral.case_id, *OF_DESK, referral_id=referral.id)
    for promise in filter(reminders.can_wait, owed if wait.family else ()):
        reminders.pause(promise, wait.until)


def _go_on(referral: Referral) -> None:
    for promise in reminders.open_ones(referral.case_id, *OF_DESK, referral_id=referral.id):
        reminders.resume(promise)
