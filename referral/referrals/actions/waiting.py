"""The waiting list: the desk would, but has no place yet; the sender keeps the place or recalls."""

from datetime import timedelta

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, naming
from referral.referrals.actions.answer import answered
from referral.referrals.models import (
    Fact,
    Proxy,
    Referral,
    Status,
    Step,
    TextKind,
    Waiting,
)
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

LONGEST = timedelta(days=366)
"""A place further away than this is no place: decline, or forward."""


@action("referral.waitlisted")
def waitlist(
    referral: Referral, waiting: Waiting, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """A place is expected at a date, and until then the desk says what keeps the child safe.

    The desk owes the place at that date; the sender is asked every seven days whether the child
    still waits. Raises ``Refused`` for a darurat referral and a date that is not within a year.
    """
    move = moves.begin(referral, Step.WAITLIST, by, proxy)
    if waiting.expected_at <= move.at:
        raise Refused("waitlist.past")
    if waiting.expected_at > move.at + LONGEST:
        raise Refused("waitlist.far", limit=move.at + LONGEST)
    referral.expected_at = waiting.expected_at
    answered(move)
    about = clocks.matter(referral)
    reminders.open_follow_up(
        Promise.PLACE,
        about,
        clocks.desk(referral),
        start=move.at,
        promised=waiting.expected_at,
    )
    reminders.open_follow_up(Promise.KEEP_PLACE, about, clocks.sender(referral), start=move.at)
    move.write(TextKind.WAITLIST, waiting.words)
    events.tell("referral_waitlisted", referral, queries.sender_people(referral), by=by)
    return referral


@action("referral.kept")
def keep(referral: Referral, words: str, *, by: Actor) -> Referral:
    """The child still waits for this place; asked again in seven days."""
    queries.lock(referral)
    moves.of_sender(referral, by)
    if referral.status is not Status.WAITLISTED:
        raise Refused("step.not_open")
    naming.unnamed(referral, words, by)
    clocks.done(referral, Promise.KEEP_PLACE, at=db.now())
    reminders.open_follow_up(
        Promise.KEEP_PLACE, clocks.matter(referral), clocks.sender(referral), start=db.now()
    )
    events.note(referral, Fact.KEPT, by)
    events.say(referral, TextKind.KEEP, by, words=words)
    return referral
