"""A question back and its reply: the answer's clock pauses, twice at most and 24 h in all."""

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, naming
from referral.referrals.actions.answer import in_hand
from referral.referrals.models import Proxy, Referral, Step, TextKind
from referral.reminders.clocks import PAUSES


@action("referral.asked")
def ask(referral: Referral, question: str, *, by: Actor, proxy: Proxy | None = None) -> Referral:
    """The desk needs to know more before it answers; no clock of the law waits for that."""
    move = moves.begin(referral, Step.ASK, by, proxy)
    if referral.asked >= PAUSES:
        raise Refused("ask.twice")
    referral.asked += 1
    referral.answer_by = None
    move.take()
    in_hand(move)
    clocks.pause(referral, move.at)
    move.write(TextKind.QUESTION, question)
    events.tell("referral_asked", referral, queries.senders(referral), by=by)
    return referral


@action("referral.replied")
def reply(referral: Referral, words: str, *, by: Actor) -> Referral:
    """The sender answers without a name, and the desk's clock goes on."""
    move = moves.begin(referral, Step.REPLY, by)
    naming.unnamed(referral, words, by)
    referral.answer_by = clocks.resume(referral, queries.asked_at(referral))
    move.take()
    move.write(TextKind.REPLY, words)
    db.session.flush()
    events.tell("referral_replied", referral, queries.desk_people(referral), by=by)
    return referral
