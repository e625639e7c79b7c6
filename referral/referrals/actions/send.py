"""Sending: one need of a child goes to one desk, with a share list and a safe summary."""

from datetime import timedelta
from uuid import uuid4

import sqlalchemy as sa

from referral import audit, db
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.directory import queries as directory
from referral.directory.models import Service, Unit
from referral.errors import Refused
from referral.policy import SHARABLE, Actor, AgencyKind, Compartment
from referral.referrals import queries
from referral.referrals.actions import events, hand_over
from referral.referrals.actions.clocks import RECEIVERS
from referral.referrals.actions.summary import Hidden, spots
from referral.referrals.models import (
    Kind,
    LawfulBasis,
    Referral,
    Request,
    Status,
    TextKind,
)
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Receiver, Risk, due_at, limit_for
from referral.reminders.queries import calendar

NAMING = Compartment.IDENTITY | Compartment.ALLEGED | Compartment.REPORTER


@action("referral.sent")
def send(case: CaseFile, request: Request, *, by: Actor) -> Referral:
    """Hand one need over to a desk; what was still to be planned anew for it is planned now.

    Raises ``Refused``: not this person's case or not open, a desk that does not serve or offer
    it, a share list beyond what its kind may hold, a summary that names.
    """
    if not queries.manages(case.id, by):
        raise Refused("case.manager_only")
    if case.status is not CaseStatus.OPEN:
        raise Refused("case.not_open")
    desk = _desk(case, request, by)
    _check_summary(case, request.summary, by)
    receiver = RECEIVERS.get(desk.kind)
    draft = _draft(case, request, desk.kind, by)
    draft.first_service_within = _within(case, request, receiver)
    hand_over.dispatch(draft, case, request.shown, by=by, receiver=receiver)
    events.say(draft, TextKind.SUMMARY, by, words=request.summary)
    events.say(
        draft,
        TextKind.REASON,
        by,
        goal=request.goal,
        reason=request.reason,
        safety=request.safety,
        safe_contact=request.safe_contact,
    )
    _planned_anew(draft)
    return draft


def hidden(case: CaseFile, by: Actor) -> Hidden:
    """What a summary of this case may not say: opened for that, and written down."""
    parts = cases.open_parts(case.id, NAMING)
    opened = Compartment.NONE
    for part in parts:
        opened |= part
    audit.write("case.read", by=by, about=case, compartments=opened, note="summary")
    identity = parts.get(Compartment.IDENTITY, {})
    names = [
        identity.get("name", ""),
        *identity.get("aliases", ()),
        parts.get(Compartment.ALLEGED, {}).get("who", ""),
        parts.get(Compartment.REPORTER, {}).get("name", ""),
    ]
    village, subdistrict, *_ = directory.above(case.area_code)
    places = [directory.area(code) for code in (village, subdistrict)]
    return Hidden.of(names, [place.name for place in places if place is not None])


def _check_summary(case: CaseFile, summary: str, by: Actor) -> None:
    found = spots(summary, hidden(case, by))
    if found:
        raise Refused("summary.names", spots=", ".join(f"“{spot}”" for spot in found))


def _desk(case: CaseFile, request: Request, by: Actor) -> Unit:
    """The unit asked, if it is there for this child and this service."""
    desk = directory.unit(request.to_unit_id)
    if desk is None or desk.desk is None or desk.id == by.unit_id or desk.kind not in SHARABLE:
        raise Refused("desk.not_serving")
    offered = directory.offers([desk.id])[desk.id]
    if request.service not in offered or not directory.serves(desk.id, case.area_code):
        raise Refused("desk.not_serving")
    if request.share & ~SHARABLE[desk.kind]:
        raise Refused("share.too_wide")
    return desk


def _draft(case: CaseFile, request: Request, to: AgencyKind, by: Actor) -> Referral:
    legal = request.service is Service.POLICE_REPORT and to is AgencyKind.POLICE
    consent = request.basis is LawfulBasis.CONSENT
    return Referral(
        id=uuid4(),
        case_id=case.id,
        kind=Kind.LEGAL_REPORT if legal else Kind.REFERRAL,
        status=Status.DRAFT,
        service=request.service,
        urgency=request.urgency,
        from_unit_id=by.unit_id,
        sender_id=by.id,
        to_unit_id=request.to_unit_id,
        share=int(request.share),
        basis=request.basis,
        consent_how=request.consent_how if consent else None,
        consent_at=request.consent_at if consent else None,
    )


def _within(case: CaseFile, request: Request, receiver: Receiver | None) -> timedelta | None:
    limit = limit_for(
        Promise.FIRST_SERVICE, risk=Risk(case.risk), receiver=receiver, urgency=request.urgency
    )
    if limit is None:
        return None
    return due_at(limit, db.now(), calendar()).due_at - db.now()


def _planned_anew(draft: Referral) -> None:
    """A refused need is met by the next referral for the same service."""
    refused = sa.select(Referral.id).where(
        Referral.case_id == draft.case_id,
        Referral.service == draft.service,
        Referral.status == Status.DECLINED,
    )
    for referral_id in db.session.scalars(refused).all():
        reminders.close(Promise.RE_PLAN, case_id=draft.case_id, referral_id=referral_id)
