"""The service itself: begun, finished with a result, and confirmed after asking the child."""

from datetime import timedelta

from referral import db, policy
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, results, share
from referral.referrals.actions.desks import lawful
from referral.referrals.actions.law import record
from referral.referrals.actions.progress import owe_progress, release
from referral.referrals.models import (
    Begun,
    Failure,
    Helped,
    Proxy,
    Referral,
    Result,
    Step,
    TextKind,
)
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

CORRECTION = timedelta(days=14)
"""How long a desk may still correct what it wrote (security.md 2.3)."""


@action("referral.started")
def start(referral: Referral, begun: Begun, *, by: Actor, proxy: Proxy | None = None) -> Referral:
    """The child has been served for the first time, at the time told."""
    move = moves.begin(referral, Step.START, by, proxy)
    moves.true_time(referral, begun.at)
    if referral.service is Service.MEDIATION:  # the case may have turned out otherwise meanwhile
        lawful(referral.service, sexual=cases.owner_of(referral.case_id).sexual)
    if begun.worker_id is not None:
        if begun.worker_id not in {member.id for member in queries.workers(referral)}:
            raise Refused("worker.elsewhere")
        if referral.within and begun.worker_id != referral.worker_id:
            raise Refused("desk.colleague")
        referral.worker_id = begun.worker_id
    referral.started_at = begun.at
    move.take()
    clocks.done(referral, Promise.FIRST_SERVICE, at=begun.at)
    release(referral, begun.at)
    owe_progress(referral, begun.at)
    record(referral, begun.lp, by)
    move.write(TextKind.SERVICE, begun.words, facts=results.take_in(move, begun.facts))
    events.tell("referral_started", referral, queries.senders(referral), by=by)
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
    facts = results.take_in(move, result.facts)
    move.write(TextKind.OUTCOME, result.words, letter_number=result.letter_number, facts=facts)
    _end_service(referral)
    reminders.open_follow_up(
        Promise.CONFIRM, clocks.matter(referral), clocks.sender(referral), start=move.at
    )
    events.tell("referral_completed", referral, queries.senders(referral), by=by)
    share.leave_residue(referral, "completed", at=db.now() + CORRECTION)
    return referral


@action("referral.failed")
def fail(
    referral: Referral, failure: Failure, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """What was accepted did not come about: the need stays open, the sender plans anew."""
    move = moves.begin(referral, Step.FAIL, by, proxy)
    referral.fail_reason = failure.reason
    move.take()
    move.write(TextKind.FAIL, failure.words)
    _end_service(referral)
    reminders.open_follow_up(
        Promise.RE_PLAN, clocks.matter(referral), clocks.sender(referral), start=move.at
    )
    events.tell("referral_failed", referral, queries.sender_people(referral), by=by)
    share.leave_residue(referral, "failed")
    return referral


@action("referral.reopened")
def reopen(referral: Referral, words: str, *, by: Actor) -> Referral:
    """The sender says that more is needed: the same desk goes on and sees what it saw."""
    move = moves.begin(referral, Step.REOPEN, by)
    if policy.find(CaseFile, referral.case_id, by).status is not CaseStatus.OPEN:
        raise Refused("case.not_open")
    referral.completed_at = referral.outcome = None
    move.take()
    clocks.done(referral, Promise.CONFIRM, at=move.at)
    move.write(TextKind.REOPEN, words)
    share.let_see(referral)
    owe_progress(referral, move.at)
    events.tell("referral_reopened", referral, queries.desk_people(referral), by=by)
    return referral


def _end_service(referral: Referral) -> None:
    """What the desk owed ends; not the sender's: a stay in a safe house, what a head decides."""
    referral.held_until = None
    senders = [Promise.STAY, Promise.SIGN_OFF, Promise.WITHDRAWAL]
    reminders.close_all(case_id=referral.case_id, referral_id=referral.id, but=senders)


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
