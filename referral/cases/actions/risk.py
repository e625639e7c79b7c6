"""The risk of a case: read from signs at the report, confirmed or changed by trained staff."""

from collections.abc import Callable
from dataclasses import replace

from referral import db
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.actions.owed import rhythm
from referral.cases.models import CaseFile, NoteKind, Status
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Risk

BY_RISK = (
    Kind.FIRST_CONTACT, Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.PLAN,
    Kind.PLAN_REVIEW, Kind.SIMFONI, Kind.VISIT, Kind.TRIAGE,
)  # fmt: skip
"""What the case owes sooner or later by its risk."""
SUBJECT = {Kind.TRIAGE: Subject.VILLAGE_REPORT}
Follow = Callable[[CaseFile], None]
_followers: list[Follow] = []


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
    """What the case owes hangs on the risk; then what follows it further up.

    The denser contacts of a risk that has risen begin now: nobody could have made them before.
    """
    own = Matter(case.id, case.risk)
    for promise in reminders.open_ones(case.id, *BY_RISK):
        if promise.kind is Kind.VISIT:
            start = db.now() if risen else promise.started_at
            by = rhythm(case.id, Risk(case.risk), start)
            reminders.again(promise, own, start=start, promised=by)
        else:
            reminders.again(promise, replace(own, subject=SUBJECT.get(promise.kind, own.subject)))
    db.session.flush()
    for follow in _followers:
        follow(case)


def follows_risk(follow: Follow) -> Follow:
    """Have this done whenever the risk of a case has moved, by a person or by an armed rule."""
    _followers.append(follow)
    return follow
