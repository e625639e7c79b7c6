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


@action("referral.progress")
def progress(referral: Referral, news: News, *, by: Actor, proxy: Proxy | None = None) -> Referral:
    """How it goes: the sender reads it, and the next news is owed in thirty days."""
    move = moves.tell(referral, Fact.PROGRESS, by, proxy, within=[Status.IN_SERVICE])
    clocks.done(referral, Promise.PROGRESS, Promise.FEEDBACK, at=move.at)
    owe_progress(referral, move.at)
    record(referral, news.lp, by)
    move.write(TextKind.PROGRESS, news.words, facts=results.take_in(move, news.facts))
    sender = [queries.sender_of(referral)]
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

    No clock stops for it: it only says why nothing moves. Raises ``Refused`` for a date that is
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
    reminders.open_follow_up(
        Promise.HOLD_REVIEW,
        clocks.matter(referral),
        clocks.desk(referral),
        start=db.now(),
        promised=wait.until,
    )
    events.note(referral, Fact.HELD, by)
    events.say(referral, TextKind.HOLD, by, words=wait.words)
    sender = [queries.sender_of(referral)]
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
    clocks.done(referral, Promise.HOLD_REVIEW, at=at)
