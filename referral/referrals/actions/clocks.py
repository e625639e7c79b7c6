"""The clocks of a referral: which promise opens at which step, for whom."""

from datetime import datetime

from referral import db
from referral.policy import AgencyKind
from referral.referrals.models import Kind, Referral
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Receiver, Urgency

RECEIVERS = {
    AgencyKind.UPTD: Receiver.UPTD,
    AgencyKind.UPT_PROVINCE: Receiver.UPTD,
    AgencyKind.POLICE: Receiver.POLICE,
    AgencyKind.HOSPITAL: Receiver.HOSPITAL,
    AgencyKind.SOCIAL: Receiver.SOCIAL,
}
"""Whose row of the limits holds; the urgency alone for every other agency."""


def subject(referral: Referral) -> Subject:
    """Who stands on the other side: nobody of the village is ever reminded."""
    village = referral.kind is Kind.VILLAGE_REPORT
    return Subject.VILLAGE_REPORT if village else Subject.REFERRAL


def desk(referral: Referral) -> Owner:
    """The receiving desk as the one who owes."""
    waits = None if referral.kind is Kind.VILLAGE_REPORT else referral.sender_id
    return Owner(unit_id=referral.to_unit_id, sender_id=waits)


def matter(referral: Referral, *, risk: int, receiver: Receiver | None = None) -> Matter:
    """The referral as its limits and rungs depend on it."""
    return Matter(
        case_id=referral.case_id,
        risk=risk,
        referral_id=referral.id,
        receiver=receiver,
        urgency=referral.urgency,
        subject=subject(referral),
        unclaimed_darurat=referral.urgency is Urgency.DARURAT and referral.claimed_at is None,
    )


def start_answer(referral: Referral, about: Matter) -> datetime:
    """Acknowledge and answer are owed from now; the answer's due time."""
    start = db.now()
    reminders.open_follow_up(Promise.ACKNOWLEDGE, about, desk(referral), start=start)
    answer = reminders.open_follow_up(Promise.ANSWER, about, desk(referral), start=start)
    if answer is None:
        raise RuntimeError("every urgency has an answer's limit")
    return answer.due_at
