"""The desk's answer: opened, taken in hand, accepted with a name and a date, or declined."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from referral import db, policy
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.actions import compare, not_too_many
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Actor, Basis
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, results, share, transfer, village
from referral.referrals.actions.desks import lawful
from referral.referrals.actions.law import record
from referral.referrals.actions.moves import Move
from referral.referrals.models import (
    Fact,
    Kind,
    Promised,
    Proxy,
    Referral,
    Refusal,
    Status,
    Step,
    TextKind,
)
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Urgency

OPEN = (Status.SENT, Status.NEEDS_INFO)
SILENT_FOR = timedelta(days=30)
"""So long at most the sender hears nothing: who begins later has a waiting list."""
UNTIL_ANSWERED = (Promise.ANSWER, Promise.PLACE, Promise.KEEP_PLACE)


@action("referral.opened")
def mark_opened(referral: Referral, *, by: Actor) -> Referral:
    """The desk looked at it: a fact that the sender sees, and that changes nothing else."""
    first = db.session.execute(
        sa.update(Referral)
        .where(Referral.id == referral.id, Referral.opened_at.is_(None))
        .values(opened_at=db.now())
        .returning(Referral.id)
    ).first()
    if first is not None:
        events.note(referral, Fact.OPENED, by)
    return referral


@action("referral.claimed")
def claim(referral: Referral, *, by: Actor) -> Referral:
    """Say "Saya tangani": acknowledged; a village report opens whole to the one who claims.

    Raises ``Refused('claim.taken')`` with the name of whoever was first.
    """
    queries.lock(referral)
    moves.of_desk(referral, by)
    if referral.status not in OPEN:
        raise Refused("step.not_open")
    if referral.claimed_by_id is not None:
        raise Refused("claim.taken", name=queries.name_of(referral.claimed_by_id))
    _take_in_hand(referral, by)
    if referral.kind is Kind.VILLAGE_REPORT:
        village.open_to_claimer(referral, by.id)
        compare(policy.find(CaseFile, referral.case_id, by), by=by)
    events.note(referral, Fact.CLAIMED, by)
    events.tell("referral_claimed", referral, queries.senders(referral), by=by)
    return referral


@action("referral.accepted")
def accept(
    referral: Referral, promised: Promised, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """A named worker, a time for the first service: from now on the desk sees the share list.

    Accepting a village report moves the case itself. Raises ``Refused``: see ``moves.begin``;
    a worker of another unit, or who holds too many cases; a first service before the answer or
    after its limit.
    """
    move = moves.begin(referral, Step.ACCEPT, by, proxy)
    if referral.service is Service.MEDIATION:
        lawful(referral.service, sexual=cases.owner_of(referral.case_id).sexual)
    _check_worker(referral, promised, by, proxy)
    _in_time(move, promised.first_service_at)
    referral.worker_id = promised.worker_id
    referral.first_service_by = promised.first_service_at
    answered(move)
    if referral.kind is Kind.VILLAGE_REPORT and promised.worker_id is not None:
        village.take_over(referral, promised.worker_id, promised.first_service_at, by)
    elif referral.kind is Kind.TRANSFER and promised.worker_id is not None:
        transfer.take_over(referral, promised.worker_id, by)
    else:
        _open_share(move)
        record(referral, promised.lp, by)
    move.write(TextKind.SERVICE, promised.words, facts=results.take_in(move, promised.facts))
    return referral


@action("referral.declined")
def decline(
    referral: Referral, refusal: Refusal, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """No: the desk keeps a residue only, the sender plans anew within the urgency's time.

    A refused darurat goes up at once, to those who watch over the district.
    """
    move = moves.begin(referral, Step.DECLINE, by, proxy)
    referral.decline_reason, referral.declined_by = refusal.reason, refusal.said_by
    answered(move)
    clocks.asked_no_more(referral, at=move.at)
    move.write(TextKind.DECLINE, refusal.words)
    reminders.open_follow_up(
        Promise.RE_PLAN, clocks.matter(referral), clocks.sender(referral), start=move.at
    )
    told = set(queries.sender_people(referral))
    if referral.urgency is Urgency.DARURAT:
        told |= set(queries.district_supervisors(referral))
    events.tell("referral_declined", referral, told, by=by)
    share.leave_residue(referral, "declined")
    return referral


def in_hand(move: Move) -> None:
    """Whoever of the desk acts has it in hand, also without having said so."""
    referral = move.referral
    if referral.claimed_by_id is None and move.proxy is None:
        _take_in_hand(referral, move.by)
    else:
        clocks.done(referral, Promise.ACKNOWLEDGE, at=move.at)


def _take_in_hand(referral: Referral, by: Actor) -> None:
    referral.claimed_by_id, referral.claimed_at = by.id, db.now()
    clocks.claimed(referral, db.now())


def answered(move: Move) -> None:
    """The desk has said what becomes of it: what it owed until then is kept."""
    referral = move.referral
    referral.answered_at, referral.answer_by = move.at, None
    move.take()
    if referral.kind is not Kind.VILLAGE_REPORT:
        in_hand(move)
    clocks.done(referral, Promise.ACKNOWLEDGE, *UNTIL_ANSWERED, at=move.at)


def _in_time(move: Move, first_service_at: datetime) -> None:
    """What is promised lies ahead of the answer; people write whole minutes."""
    if first_service_at < move.at.replace(second=0, microsecond=0):
        raise Refused("first_service.past", since=move.at)
    limit = clocks.first_service_limit(move.referral, move.at)
    if limit is not None and first_service_at > limit:
        raise Refused("first_service.late", limit=limit)
    if first_service_at > move.at + SILENT_FOR:
        raise Refused("first_service.far", limit=move.at + SILENT_FOR)


def _check_worker(referral: Referral, promised: Promised, by: Actor, proxy: Proxy | None) -> None:
    """One of the unit; where the case itself moves, who may hold one more."""
    worker_id = promised.worker_id
    if worker_id is None and proxy is not None:
        return
    if worker_id is None or worker_id not in {one.id for one in queries.workers(referral)}:
        raise Refused("worker.elsewhere")
    if referral.within and worker_id != by.id:
        raise Refused("desk.colleague")
    if referral.moves_the_case:
        not_too_many(referral.to_unit_id, worker_id, by)


def _open_share(move: Move) -> None:
    """The share list opens to the desk's unit, and the first service is owed."""
    referral = move.referral
    share.let_see(referral)
    db.session.flush()
    policy.end(referral.case_id, because="accepted", bases=[Basis.PREVIEW], basis_id=referral.id)
    clocks.owe_first_service(referral, move.at)
    clocks.owe_feedback(referral, move.at)
    events.tell("referral_accepted", referral, queries.sender_people(referral), by=move.by)
