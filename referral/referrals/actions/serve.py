"""The service itself: begun, finished with a result, and confirmed after asking the child."""

from datetime import timedelta

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves
from referral.referrals.actions.answer import leave_residue
from referral.referrals.actions.law import record
from referral.referrals.models import Begun, Helped, Proxy, Referral, Result, Step, TextKind
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

CORRECTION = timedelta(days=14)
"""How long a desk may still correct what it wrote (security.md 2.3)."""


@action("referral.started")
def start(referral: Referral, begun: Begun, *, by: Actor, proxy: Proxy | None = None) -> Referral:
    """The child has been served for the first time, at the time told."""
    move = moves.begin(referral, Step.START, by, proxy)
    moves.true_time(referral, begun.at)
    if begun.worker_id is not None:
        if begun.worker_id not in {member.id for member in queries.workers(referral)}:
            raise Refused("worker.elsewhere")
        referral.worker_id = begun.worker_id
    referral.started_at = begun.at
    move.take()
    clocks.done(referral, Promise.FIRST_SERVICE, at=begun.at)
    record(referral, begun.lp, by)
    move.write(TextKind.SERVICE, begun.words)
    events.tell("referral_started", referral, [queries.sender_of(referral)], by=by)
    return referral


@action("referral.completed")
def complete(
    referral: Referral, result: Result, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """The desk has done its part; the sender now owes the question whether it helped."""
    move = moves.begin(referral, Step.COMPLETE, by, proxy)
    referral.completed_at, referral.outcome = move.at, result.outcome
    move.take()
    record(referral, result.lp, by)
    move.write(TextKind.OUTCOME, result.words, letter_number=result.letter_number)
    reminders.open_follow_up(
        Promise.CONFIRM, clocks.matter(referral), clocks.sender(referral), start=move.at
    )
    events.tell("referral_completed", referral, [queries.sender_of(referral)], by=by)
    leave_residue(referral, "completed", at=db.now() + CORRECTION)
    return referral


@action("referral.confirmed")
def confirm(referral: Referral, helped: Helped, words: str, *, by: Actor) -> Referral:
    """The child has been asked where that is safe: only this closes the loop."""
    move = moves.begin(referral, Step.CONFIRM, by)
    referral.confirmed_at, referral.helped = move.at, helped
    move.take()
    clocks.done(referral, Promise.CONFIRM, at=move.at)
    move.write(TextKind.CONFIRM, words)
    events.tell("referral_confirmed", referral, queries.desk_people(referral), by=by)
    return referral
