"""The risk of a case: read from signs at the report, confirmed or changed by trained staff."""

from dataclasses import replace
from datetime import datetime

from referral import db
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.actions.owed import rhythm
from referral.cases.models import CaseFile, NoteKind, Status
from referral.cases.queries import VILLAGE_REPORT, referrals
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Receiver, Risk, village_urgency
from referral.reminders.models import RECOMPUTED, FollowUp

BY_RISK = (
    Kind.FIRST_CONTACT, Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.PLAN,
    Kind.PLAN_REVIEW, Kind.SIMFONI, Kind.VISIT,
)  # fmt: skip
"""What the case owes sooner or later by its risk."""


@action("case.risk_confirmed")
def confirm_risk(
    case: CaseFile, risk: Risk, reason: str, *, by: Actor, called_off: bool = False
) -> CaseFile:
    """Settle the risk, which closes the triage; another level than before needs a reason.

    Only a head lowers it from High. Open promises get the new limits from their own starts.
    ``called_off``, with a reason too: the wedding that would have raised it is off.
    """
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status not in (Status.REPORTED, Status.OPEN):
        raise Refused("case.not_open")
    before = Risk(case.risk)
    if (risk != before or called_off) and not reason:
        raise Refused("risk.reason")
    if before is Risk.HIGH and risk < before and not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    case.risk, case.risk_confirmed_at = int(risk), db.now()
    if called_off:
        case.high_at = None
    reminders.close(Kind.TRIAGE, case_id=case.id)
    if risk != before:
        recompute(case, risen=risk > before)
    note = trail.say(case, NoteKind.RISK, reason, by)
    trail.mark(case.id, "risk_confirmed", by, risk.name.lower(), words=note)
    return case


def recompute(case: CaseFile, *, risen: bool) -> None:
    """What the case owes and the answer to the village report hang on the risk.

    The denser contacts of a risk that has risen begin now: nobody could have made them before.
    """
    own = Matter(case.id, case.risk)
    for promise in reminders.open_ones(case.id, *BY_RISK):
        _again(promise, own, db.now() if risen and promise.kind is Kind.VISIT else None)
    report = next((r for r in referrals(case.id) if r.kind == VILLAGE_REPORT), None)
    if report is None:
        return
    about = replace(
        own,
        referral_id=report.id,
        receiver=Receiver.UPTD,
        urgency=village_urgency(Risk(case.risk)),
        subject=Subject.VILLAGE_REPORT,
    )
    for promise in reminders.open_ones(case.id, Kind.ANSWER, referral_id=report.id):
        _again(promise, about)


def _again(promise: FollowUp, about: Matter, since: datetime | None = None) -> None:
    """The same promise by its new limit; the old row stays as history."""
    owner = Owner(promise.owner_unit_id, promise.owner_person_id, promise.sender_id)
    promise.late_because = RECOMPUTED
    db.session.flush()
    reminders.close(promise.kind, case_id=promise.case_id, referral_id=promise.referral_id)
    start, risk, promised = since or promise.started_at, Risk(about.risk), None
    if promise.kind is Kind.VISIT:
        promised = rhythm(promise.case_id, risk, start)
    reminders.open_follow_up(promise.kind, about, owner, start=start, promised=promised)
