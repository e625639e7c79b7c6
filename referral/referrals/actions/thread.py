"""The thread: words beside the steps, for both sides or for one's own unit alone."""

from uuid import uuid4

from referral import db
from referral.audit import action
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import events
from referral.referrals.models import Referral, ReferralText, Status, TextKind

BEFORE = (Status.DRAFT, Status.SENT, Status.NEEDS_INFO, Status.WAITLISTED)
"""Until a desk has accepted, both sides talk by question and reply, without a name."""


@action("referral.noted")
def note(referral: Referral, words: str, *, ours: bool, by: Actor) -> Referral:
    """Write a word that changes nothing; ``ours`` is read by the writer's unit alone.

    Raises ``Refused`` for a word to both sides before the desk has accepted, and for anybody of
    neither side.
    """
    if by.unit_id not in (referral.from_unit_id, referral.to_unit_id):
        raise Refused("desk.not_yours")
    if not ours and referral.status in BEFORE:
        raise Refused("note.before")
    text = ReferralText(
        id=uuid4(),
        referral_id=referral.id,
        case_id=referral.case_id,
        kind=TextKind.NOTE,
        at=db.now(),
        by_person_id=by.id,
        only_unit_id=by.unit_id if ours else None,
    )
    text.put({"words": words})
    db.session.add(text)
    db.session.flush()
    if not ours:
        desk = by.unit_id == referral.to_unit_id
        people = [queries.sender_of(referral)] if desk else queries.desk_people(referral)
        events.tell("referral_note", referral, people, by=by, at=text.at)
    return referral
