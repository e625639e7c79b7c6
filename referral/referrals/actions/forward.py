"""Forwarding: a desk hands on what another desk does better; the need never stands still."""

from uuid import uuid4

from referral import audit
from referral.audit import action
from referral.cases import queries as cases
from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.errors import Refused
from referral.policy import SHARABLE, Actor, Compartment
from referral.referrals import queries
from referral.referrals.actions import clocks, desks, events, hand_over, moves, share
from referral.referrals.actions.answer import answered
from referral.referrals.actions.clocks import RECEIVERS
from referral.referrals.models import (
    LawfulBasis,
    Onward,
    Proxy,
    Referral,
    ReferralPreview,
    Status,
    Step,
    TextKind,
)


@action("referral.forwarded")
def forward(
    referral: Referral, onward: Onward, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """Hand it on to another desk as a referral of its own, for the same sender.

    The new desk's clocks run from now. What was shared stays no wider than asked, the reason
    stays sealed until the new desk accepts. Raises ``Refused``: forwarded once already, consent
    that names another agency, a desk that does not serve or offer it.
    """
    move = moves.begin(referral, Step.FORWARD, by, proxy)
    shown = queries.preview(referral)
    risk = cases.owner_of(referral.case_id).risk
    desk = _desk(referral, onward, shown.district_code, risk)
    if referral.basis is LawfulBasis.CONSENT and not queries.same_agency(
        referral.to_unit_id, desk.id
    ):
        raise Refused("forward.consent")
    child, receiver = _child(referral, desk), RECEIVERS.get(desk.kind)
    clocks.limit_first_service(child, risk=risk, receiver=receiver)
    hand_over.dispatch(child, _copied(shown), by=by, risk=risk, receiver=receiver)
    events.say(child, TextKind.SUMMARY, by, words=queries.safe_summary(referral))
    answered(move)
    clocks.asked_no_more(referral, at=move.at)
    move.write(TextKind.FORWARD, onward.words)
    events.tell("referral_forwarded", child, queries.sender_people(referral), by=by)
    share.leave_residue(referral, "forwarded")
    audit.write("referral.sent", by=by, about=child)
    return referral


def _desk(referral: Referral, onward: Onward, district_code: str, risk: int) -> Unit:
    """Another desk that the first sender might have asked himself."""
    sender = directory.unit(referral.from_unit_id)
    if sender is None or onward.to_unit_id in (referral.to_unit_id, referral.from_unit_id):
        raise Refused("desk.not_serving")
    found, route = desks.asked(onward.to_unit_id, referral.service, district_code, sender.kind)
    desks.fits(route, found, urgency=referral.urgency, risk=risk, sender_id=sender.id)
    return found


def _copied(shown: ReferralPreview) -> ReferralPreview:
    return ReferralPreview(
        age_band=shown.age_band,
        sex=shown.sex,
        district_code=shown.district_code,
        needs=shown.needs,
        staff_safety=shown.staff_safety,
        contact_person_id=shown.contact_person_id,
    )


def _child(referral: Referral, desk: Unit) -> Referral:
    return Referral(
        id=uuid4(),
        parent_id=referral.id,
        case_id=referral.case_id,
        kind=referral.kind,
        status=Status.DRAFT,
        service=referral.service,
        urgency=referral.urgency,
        from_unit_id=referral.from_unit_id,
        sender_id=referral.sender_id,
        to_unit_id=desk.id,
        share=int(Compartment(referral.share) & SHARABLE[desk.kind]),
        basis=referral.basis,
        consent_how=referral.consent_how,
        consent_id=referral.consent_id,
        consent_until=referral.consent_until,
    )
