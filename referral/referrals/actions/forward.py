"""Forwarding: a need passes to another desk, by the one that has it or by who sent it."""

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
from referral.referrals.actions.answer import UNTIL_ANSWERED, answered
from referral.referrals.actions.clocks import RECEIVERS
from referral.referrals.actions.moves import Move
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
from referral.reminders.limits import Kind as Promise


@action("referral.forwarded")
def forward(
    referral: Referral, onward: Onward, *, by: Actor, proxy: Proxy | None = None
) -> Referral:
    """Hand it on to another desk as a referral of its own, for the same sender.

    The desk does so, or the sender where the desk is silent. The new desk takes over the clock
    of the answer. What was shared stays no wider than asked, the reason stays sealed until the
    new desk accepts. Raises ``Refused``: consent that names another agency, a desk that does
    not serve or offer it, or has had it.
    """
    move = moves.begin(referral, Step.FORWARD, by, proxy)
    ours = proxy is None and by.unit_id == referral.from_unit_id
    shown, risk = queries.preview(referral), cases.owner_of(referral.case_id).risk
    desk = _desk(referral, onward, shown.district_code, risk, ours=ours)
    if referral.basis is LawfulBasis.CONSENT and not queries.same_agency(
        referral.to_unit_id, desk.id
    ):
        raise Refused("reroute.consent" if ours else "forward.consent")
    child = _child(referral, desk)
    about = clocks.matter(child, risk=risk, receiver=RECEIVERS.get(desk.kind))
    clocks.limit_first_service(child, about)
    owed = clocks.answer_owed(referral)
    hand_over.dispatch(child, _copied(shown), by=by, about=about, owed=owed)
    events.say(child, TextKind.SUMMARY, by, words=queries.safe_summary(referral))
    _leave(move, ours=ours)
    move.write(TextKind.FORWARD, onward.words)
    events.tell("referral_forwarded", child, queries.sender_people(referral), by=by)
    share.leave_residue(referral, "forwarded")
    audit.write("referral.sent", by=by, about=child)
    return referral


def _leave(move: Move, *, ours: bool) -> None:
    """The former desk owes nothing more; where it did not hand it on itself, it is told so."""
    referral = move.referral
    if ours:
        told = queries.desk_people(referral)
        referral.answer_by = None
        move.take()
        clocks.done(referral, Promise.ACKNOWLEDGE, *UNTIL_ANSWERED, at=move.at)
        events.tell("referral_rerouted", referral, told, by=move.by)
    else:
        answered(move)
    clocks.asked_no_more(referral, at=move.at)


def _desk(referral: Referral, onward: Onward, district_code: str, risk: int, *, ours: bool) -> Unit:
    """Another desk that the first sender might have asked, or this desk may ask itself."""
    if onward.to_unit_id in queries.handled(referral):
        raise Refused("forward.back")
    refused: Refused | None = None
    for unit_id in (referral.from_unit_id, *(() if ours else (referral.to_unit_id,))):
        facts = desks.Facts(referral.urgency, risk, unit_id, visum=True)  # seen when it was sent
        kind = directory.kind(unit_id)
        try:
            found, route = desks.asked(onward.to_unit_id, referral.service, district_code, kind)
            desks.fits(route, found, facts)
        except Refused as no:
            refused = refused or no
        else:
            return found
    raise refused or Refused("desk.not_serving")


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
    share = Compartment(referral.share) & SHARABLE[desk.kind]
    if not share:
        raise Refused("share.nothing")
    return Referral(
        id=uuid4(),
        parent_id=referral.id,
        first_id=referral.first_id or referral.id,
        case_id=referral.case_id,
        kind=referral.kind,
        status=Status.DRAFT,
        service=referral.service,
        urgency=referral.urgency,
        from_unit_id=referral.from_unit_id,
        sender_id=referral.sender_id,
        to_unit_id=desk.id,
        share=int(share),
        basis=referral.basis,
        consent_how=referral.consent_how,
        consent_contact=referral.consent_contact,
        consent_id=referral.consent_id,
        consent_until=referral.consent_until,
    )
