"""The sender's own endings: recall, a mistake marked, a refused need met in another way."""

from referral import db
from referral.audit import action
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, naming, share
from referral.referrals.models import LIVE, UNMET, Fact, Referral, Status, Step, TextKind
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise


@action("referral.recalled")
def recall(referral: Referral, words: str, *, by: Actor) -> Referral:
    """Taken back: at its next request the desk sees number and dates only."""
    move = moves.begin(referral, Step.RECALL, by)
    referral.answer_by = referral.held_until = None
    move.take()
    move.write(TextKind.RECALL, words)
    reminders.close_all(case_id=referral.case_id, referral_id=referral.id, but=[Promise.STAY])
    events.tell("referral_recalled", referral, queries.desk_people(referral), by=by)
    share.leave_residue(referral, "recalled")
    return referral


@action("referral.voided")
def void(referral: Referral, words: str, *, by: Actor) -> Referral:
    """The head of the unit that owns the case says that it never was; the audit keeps it.

    A need that was passed from desk to desk is one hand-over, and ends at each of them. Raises
    ``Refused`` for anybody else, and once the loop is closed.
    """
    links = queries.hold_chain(referral)
    if not can(by, Permission.CASE_DECIDE) or not queries.owns(referral.case_id, by):
        raise Refused("head.only")
    for link in links:
        if link is not referral and link.status is Status.VOID:
            continue
        share.undo(link, by)
        events.say(link, TextKind.VOID, by, words=words)
        events.tell("referral_voided", link, queries.desk_people(link), by=by)
    events.tell("referral_voided", referral, queries.senders(referral), by=by)
    return referral


@action("referral.signed")
def sign_off(referral: Referral, words: str, *, by: Actor) -> Referral:
    """A head who did not send it stands for sharing without consent; else he voids it."""
    queries.lock(referral)
    moves.of_sender(referral, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if not reminders.open_ones(referral.case_id, Promise.SIGN_OFF, referral_id=referral.id):
        raise Refused("step.not_open")
    if referral.sender_id == by.id:
        raise Refused("head.other_person")
    clocks.done(referral, Promise.SIGN_OFF, at=db.now())
    events.note(referral, Fact.SIGNED, by)
    events.say(referral, TextKind.SIGN_OFF, by, only=by.unit_id, words=words)
    return referral


@action("referral.marked_mistake")
def mark_mistake(referral: Referral, words: str, *, by: Actor) -> Referral:
    """What the law obliged to tell was wrong: the desk and the sender's heads decide."""
    queries.lock(referral)
    moves.of_sender(referral, by)
    if referral.recallable or referral.status not in LIVE:
        raise Refused("step.not_open")
    naming.unnamed(referral, words, by)
    events.note(referral, Fact.MISTAKE, by)
    events.say(referral, TextKind.MISTAKE, by, words=words)
    heads = directory.heads(referral.from_unit_id)
    events.tell("case_mistake", referral, [*queries.desk_people(referral), *heads], by=by)
    return referral


@action("referral.planned")
def plan(referral: Referral, words: str, *, by: Actor) -> Referral:
    """A refused need is met in another way than by a new referral: how, in words."""
    queries.lock(referral)
    moves.of_sender(referral, by)
    if referral.status not in UNMET:
        raise Refused("step.not_open")
    clocks.done(referral, Promise.RE_PLAN, at=db.now())
    events.note(referral, Fact.PLANNED, by)
    events.say(referral, TextKind.PLAN, by, words=words)
    return referral
