"""The thread: words beside the steps, for both sides or for one's own unit alone."""

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import events
from referral.referrals.models import Referral, Status, TextKind

BOTH_READ = (Status.ACCEPTED, Status.IN_SERVICE, Status.COMPLETED)
"""Before a desk accepts, both sides talk by question and reply, without a name; after the end no
more."""


@action("referral.noted")
def note(referral: Referral, words: str, *, ours: bool, by: Actor) -> Referral:
    """Write a word that changes nothing; ``ours`` is read by the writer's unit alone.

    Raises ``Refused`` for a word to both sides that one of them could not read, and for anybody
    of neither side.
    """
    if by.unit_id not in (referral.from_unit_id, referral.to_unit_id):
        raise Refused("desk.not_yours")
    if not ours and referral.status not in BOTH_READ:
        raise Refused("note.before")
    events.say(referral, TextKind.NOTE, by, only=by.unit_id if ours else None, words=words)
    if not ours:
        desk = by.unit_id == referral.to_unit_id
        people = queries.senders(referral) if desk else queries.desk_people(referral)
        events.tell("referral_note", referral, people, by=by, at=db.now())
    return referral
