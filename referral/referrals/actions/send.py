"""Sending: one need of a child goes to one desk, with a share list and a safe summary."""

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.models import CaseFile, RecordKind
from referral.cases.models import Status as CaseStatus
from referral.directory.models import Condition, Service, Unit, Way
from referral.errors import Refused
from referral.policy import NEVER_TOLD, OWNING, SHARABLE, Actor, Compartment, Permission, can
from referral.referrals import queries
from referral.referrals.actions import clocks, consent, desks, events, hand_over, naming
from referral.referrals.actions import draft as drafts
from referral.referrals.actions.clocks import RECEIVERS
from referral.referrals.actions.desks import lawful
from referral.referrals.models import (
    UNASKED,
    UNMET,
    LawfulBasis,
    Referral,
    Request,
    TextKind,
)
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Receiver


@action("referral.sent")
def send(case: CaseFile, request: Request, *, by: Actor, draft: Referral | None = None) -> Referral:
    """Hand one need over to a desk; what was still to be planned anew for it is planned now.

    Where the unit wants its head to look first it stays a draft, and he sends it. Raises
    ``Refused``: not this person's case or not open, a desk that does not serve or offer it or is
    not this sender's to ask, a share list beyond what its kind may hold, a summary that names;
    of a draft all is checked as of now.
    """
    _may(case, by, draft)
    lawful(request.service, sexual=case.sexual)
    desk, way = _desk(case, request, by, draft)
    opened = naming.parts(case, by)
    _keep_out_names(case, request, opened)
    feared = naming.feared(opened)
    signed = _to_be_signed(request, way, feared=feared in consent.SUSPECTED)
    row = drafts.written(draft, case, request, way, by)
    if request.basis is LawfulBasis.CONSENT:
        consent.check(case, request.consent, feared)
    if drafts.waits_for_head(row, by):
        drafts.lay_before_head(row, request.typed, by)
        return row
    if request.consent is not None:
        given = consent.give(case, request.consent, desk.agency_id, row.service, feared, by)
        consent.rest_on(row, given)
    _hand_over(case, row, request, RECEIVERS.get(desk.kind), by)
    if signed or (draft is not None and drafts.returned(draft, by)):
        _ask_sign_off(row, by)
    return row


def _hand_over(
    case: CaseFile, row: Referral, request: Request, receiver: Receiver | None, by: Actor
) -> None:
    drafted = row.number is not None
    about = clocks.matter(row, risk=case.risk, receiver=receiver)
    clocks.limit_first_service(row, about)
    shown = hand_over.preview_of(case, request.shown, row.sender_id)
    hand_over.dispatch(row, shown, by=by, about=about)
    _say(row, request, by)
    if drafted:
        clocks.done(row, Promise.DRAFT, Promise.APPROVAL, at=db.now())
    _kept_by(row, receiver)


def _may(case: CaseFile, by: Actor, draft: Referral | None) -> None:
    """Who manages an open case sends; what he has written, his head too."""
    if draft is not None:
        drafts.hold_draft(draft)
    if not (queries.manages(case.id, by) or (draft and queries.leads(case.id, by))):
        raise Refused("case.manager_only")
    if case.status is not CaseStatus.OPEN:
        raise Refused("case.not_open")


def _keep_out_names(case: CaseFile, request: Request, opened: naming.Parts) -> None:
    """No word names anybody that the desk reads before it accepts, or without the identity."""
    naming.keep_out(request.summary, case, opened, "summary.names")
    if request.whole_case or request.share & Compartment.IDENTITY:
        return
    for name in ("goal", "reason", "safety"):
        naming.keep_out(getattr(request, name), case, opened, f"{name}.names")


def _to_be_signed(request: Request, way: Way, *, feared: bool) -> bool:
    """Whether a head stands for the ground: nobody agreed, or a feared parent was not asked.

    The law obliges to tell those to whom the route is a legal one; towards others that is a ground
    like any without consent. Raises ``Refused`` where it is not told why, or who else the child
    trusts.
    """
    duty = request.basis is LawfulBasis.LEGAL_DUTY
    unasked = request.basis in UNASKED or (duty and way is not Way.LEGAL)
    if feared and request.basis is not LawfulBasis.CONSENT and not request.trusted:
        raise Refused("consent.trusted")
    if unasked and not request.unasked:
        raise Refused("consent.unasked")
    if request.whole_case and not request.best_interest:
        raise Refused("transfer.best_interest")
    return unasked or (feared and duty)


def _say(draft: Referral, request: Request, by: Actor) -> None:
    events.say(draft, TextKind.SUMMARY, by, words=request.summary)
    events.say(
        draft,
        TextKind.REASON,
        by,
        goal=request.goal,
        reason=request.reason,
        safety=request.safety,
        safe_contact=request.safe_contact,
        best_interest=request.best_interest,
    )
    events.say(
        draft,
        TextKind.TRUSTED,
        by,
        only=by.unit_id,
        trusted=request.trusted,
        unasked=request.unasked,
    )


def _ask_sign_off(draft: Referral, by: Actor) -> None:
    """Afterwards, for the child does not wait: a head stands for it (domain.md 4.3)."""
    if can(by, Permission.CASE_DECIDE):
        return
    heads = cases.heads(draft.case_id, draft.from_unit_id)
    reminders.open_follow_up(
        Promise.SIGN_OFF,
        clocks.matter(draft),
        Owner(draft.from_unit_id, heads[0] if heads else None),
        start=db.now(),
    )
    events.tell("sign_off_asked", draft, heads, by=by)


def _desk(case: CaseFile, request: Request, by: Actor, draft: Referral | None) -> tuple[Unit, Way]:
    """The unit asked, if it is there for this child, this service and this sender; and how."""
    if request.to_unit_id == by.unit_id and request.service is Service.COMPLAINT:
        raise Refused("desk.own")
    desk, route = desks.asked(request.to_unit_id, request.service, case.area_code, by.unit_kind)
    visum = route.when is Condition.POLICE_REQUEST and cases.recorded(case.id, RecordKind.VISUM)
    facts = desks.Facts(request.urgency, case.risk, by.unit_id, visum)
    desks.fits(route, desk, facts)
    if any(getattr(request, name) for name in NEVER_TOLD.get(desk.kind, ())):
        raise Refused("words.too_wide")
    if request.share & ~SHARABLE[desk.kind]:
        raise Refused("share.too_wide")
    if request.whole_case and desk.kind not in OWNING:
        raise Refused("transfer.to_uptd")
    if request.whole_case and queries.passing_on(case.id):
        raise Refused("transfer.open")
    if request.whole_case and queries.drafts(case.id) - {draft.id if draft else None}:
        raise Refused("transfer.drafts")
    return desk, route.way


def _kept_by(draft: Referral, receiver: Receiver | None) -> None:
    """A refused need is met by the next referral for the same service, LPSK asked by any to it."""
    if receiver is Receiver.LPSK:
        reminders.close(Promise.PROTECTION_LPSK, case_id=draft.case_id)
    refused = sa.select(Referral.id).where(
        Referral.case_id == draft.case_id,
        Referral.service == draft.service,
        Referral.status.in_(UNMET),
    )
    for referral_id in db.session.scalars(refused).all():
        reminders.close(Promise.RE_PLAN, case_id=draft.case_id, referral_id=referral_id)
