"""The village report: the transfer of a new case to the district's UPTD, on legal duty."""

from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy, vault
from referral.audit import action
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.policy import BY_BASIS, Actor, Basis
from referral.referrals.actions import clocks, events
from referral.referrals.models import Kind, LawfulBasis, Referral, ReferralPreview, Status, Step
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Receiver, Risk, village_urgency


@dataclass(frozen=True)
class Told:
    """What the report says for the desk's preview, and the id its opener's grant stands on."""

    referral_id: UUID
    needs: str | None = None
    """Language and accommodation codes."""
    staff_safety: bool = False


@action("referral.sent")
def hand_over_report(case: CaseFile, told: Told, *, by: Actor) -> Referral:
    """Hand a new case to the desk of ``case.unit_id``; the opener holds his grant already."""
    db.session.flush()
    referral = _draft(case, told, by)
    db.session.add(referral)
    db.session.flush()
    vault.new_key(referral.id, case.id)
    db.session.add(_preview(case, told, by))
    policy.grant(case.id, basis=Basis.PREVIEW, unit=referral.to_unit_id, basis_id=referral.id)
    about = clocks.matter(referral, risk=case.risk, receiver=Receiver.UPTD)
    referral.answer_by = clocks.start_answer(referral, about)
    referral.sent_at = db.now()
    referral.take(Step.SEND)
    _start_case_clocks(case, about, by)
    events.note(referral, Step.SEND, by)
    events.tell("referral_sent", referral, directory.on_duty(referral.to_unit_id))
    return referral


def next_number() -> str:
    """A number of its own, from which the case's cannot be guessed: ``R-26-00042``."""
    serial = db.session.scalar(sa.text("SELECT nextval('referral_number')"))
    return f"R-{db.now():%y}-{serial:05d}"


def _draft(case: CaseFile, told: Told, by: Actor) -> Referral:
    return Referral(
        id=told.referral_id,
        number=next_number(),
        case_id=case.id,
        kind=Kind.VILLAGE_REPORT,
        status=Status.DRAFT,
        status_since=db.now(),
        service=Service.COMPLAINT,
        urgency=village_urgency(Risk(case.risk)),
        from_unit_id=by.unit_id,
        sender_id=by.id,
        to_unit_id=case.unit_id,
        share=int(BY_BASIS[Basis.INTAKE_CLAIM]),
        basis=LawfulBasis.LEGAL_DUTY,
        created_at=db.now(),
    )


def _preview(case: CaseFile, told: Told, by: Actor) -> ReferralPreview:
    return ReferralPreview(
        referral_id=told.referral_id,
        case_id=case.id,
        age_band=case.age_band.value,
        sex=case.sex.value,
        district_code=case.district_code,
        needs=told.needs,
        staff_safety=told.staff_safety,
        contact_person_id=by.id,
    )


def _start_case_clocks(case: CaseFile, about: Matter, by: Actor) -> None:
    """Legal and safety clocks run from the first telling, whenever the report came in."""
    sender, uptd = Owner(by.unit_id, by.id), Owner(case.unit_id)
    reminders.open_follow_up(Promise.SEND, about, sender, start=case.reported_at)
    reminders.close(Promise.SEND, case_id=case.id, referral_id=about.referral_id)
    triage = Matter(case.id, case.risk, subject=Subject.VILLAGE_REPORT)
    reminders.open_follow_up(Promise.TRIAGE, triage, uptd, start=db.now())
    own = Matter(case.id, case.risk)
    reminders.open_follow_up(Promise.FIRST_CONTACT, own, uptd, start=case.reported_at)
    if case.sexual:
        reminders.open_follow_up(Promise.POLICE_REPORT, own, uptd, start=case.reported_at)
