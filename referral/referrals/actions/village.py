"""The village report: the transfer of a new case to the district's UPTD, on legal duty."""

from datetime import datetime
from uuid import UUID

from referral import db, policy
from referral.audit import action
from referral.cases import actions as cases
from referral.cases import queries
from referral.cases.actions import trail
from referral.cases.models import CaseFile
from referral.cases.models import Step as CaseStep
from referral.cases.queries import Held
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import BY_BASIS, Actor, Basis, Compartment
from referral.referrals.actions import clocks, events, hand_over, share
from referral.referrals.models import Kind, LawfulBasis, Referral, Shown, Status, Told
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Receiver, Risk, village_urgency


@action("referral.sent")
def hand_over_report(case: CaseFile, told: Told, *, by: Actor) -> Referral:
    """Hand a new case to the desk of ``case.unit_id``; the opener holds his grant already."""
    db.session.flush()
    report = Referral(
        id=told.referral_id,
        case_id=case.id,
        kind=Kind.VILLAGE_REPORT,
        status=Status.DRAFT,
        service=Service.COMPLAINT,
        urgency=village_urgency(Risk(case.risk)),
        from_unit_id=by.unit_id,
        sender_id=by.id,
        to_unit_id=case.unit_id,
        share=int(BY_BASIS[Basis.INTAKE_CLAIM]),
        basis=LawfulBasis.LEGAL_DUTY,
    )
    preview = hand_over.preview_of(case, Shown(told.needs, told.staff_safety), by.id)
    about = clocks.matter(report, risk=case.risk, receiver=Receiver.UPTD)
    hand_over.dispatch(report, preview, by=by, about=about)
    _start_case_clocks(case, about, by, hurt=told.hurt)
    return report


def _start_case_clocks(case: CaseFile, about: Matter, by: Actor, *, hurt: bool) -> None:
    """Legal and safety clocks run from the first telling, whenever the report came in."""
    sender, uptd = Owner(by.unit_id, by.id), Owner(case.unit_id)
    kept = db.now()
    reminders.open_follow_up(Promise.SEND, about, sender, start=case.reported_at, done=kept)
    triage = Matter(case.id, case.risk, subject=Subject.VILLAGE_REPORT)
    reminders.open_follow_up(Promise.TRIAGE, triage, uptd, start=kept)
    own = Matter(case.id, case.risk)
    reminders.open_follow_up(Promise.FIRST_CONTACT, own, uptd, start=case.reported_at)
    if hurt:
        reminders.open_follow_up(Promise.EMERGENCY_HEALTH, own, uptd, start=case.reported_at)
    if case.sexual:
        reminders.open_follow_up(Promise.POLICE_REPORT, own, uptd, start=case.reported_at)


def open_to_claimer(report: Referral, person_id: UUID) -> None:
    """Claiming opens the whole report to the one who has it in hand."""
    policy.grant(report.case_id, basis=Basis.INTAKE_CLAIM, to=person_id, basis_id=report.id)


def take_over(report: Referral, manager_id: UUID, contact_at: datetime, by: Actor) -> None:
    """The UPTD owns the case from now on: manager, heads and duty desk; the others fade out.

    Raises ``Refused`` before anybody has claimed it, and for a first contact after its limit.
    """
    if report.claimed_by_id is None:
        raise Refused("claim.first")
    own = _held(report, by)
    case = policy.find(CaseFile, report.case_id, by)
    _in_time(case, contact_at)
    case.take(CaseStep.ACCEPT)
    case.manager_id = manager_id
    trail.mark(case.id, "accepted", by)
    heads = _regrant(report, case, by)
    reminders.hand_over(
        case.id,
        Promise.EMERGENCY_HEALTH,
        Promise.POLICE_REPORT,
        Promise.FIRST_CONTACT,
        Promise.RE_CONTACT,
        to=Owner(case.unit_id, manager_id),
    )
    cases.taken_up(case, heads)
    cases.look_for_same(case, own, by=by)
    events.tell("report_taken_up", report, [report.sender_id], by=by)
    events.tell("case_assigned", report, [manager_id], by=by)


def _held(report: Referral, by: Actor) -> Held:
    """The children that whoever takes it up holds, this one among them."""
    own = queries.held(by)
    if any(row.case_id == report.case_id for row in own):
        return own
    if not policy.compartments(report.case_id, by) & Compartment.SHELL:
        open_to_claimer(report, by.id)
    return queries.held(by)


def _in_time(case: CaseFile, contact_at: datetime) -> None:
    """A contact is planned within its limit; where that has passed, as soon as people can."""
    for promise in reminders.open_ones(case.id, Promise.FIRST_CONTACT):
        if contact_at > promise.due_at > db.now():
            raise Refused("first_service.late", limit=promise.due_at)


def _regrant(report: Referral, case: CaseFile, by: Actor) -> list[UUID]:
    """Tells the heads of the unit that owns the case now."""
    policy.grant(
        case.id,
        basis=Basis.RESIDUE,
        to=report.sender_id,
        share=Compartment.SHELL,
        basis_id=report.id,
    )
    heads = share.let_own(case, report, by)
    db.session.flush()
    later = db.now() + share.AFTERGLOW
    fading = [Basis.OPENED, Basis.INTAKE_CLAIM]
    policy.end(case.id, because="accepted", bases=fading, at=later)
    policy.end(case.id, because="accepted", bases=[Basis.PREVIEW], basis_id=report.id)
    return heads
