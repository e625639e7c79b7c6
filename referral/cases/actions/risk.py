"""The risk of a case: read from signs at the report, confirmed or changed by trained staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from referral import audit, db, vault
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.actions.owed import owe_next, rhythm
from referral.cases.models import CaseFile, NoteKind, Status, Story
from referral.cases.models.told import SelfHarm
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Risk

BY_RISK = (
    Kind.FIRST_CONTACT, Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.PLAN,
    Kind.PLAN_REVIEW, Kind.SIMFONI, Kind.VISIT, Kind.TRIAGE, Kind.EMERGENCY_HEALTH,
    Kind.FILE_REVIEW, Kind.PLAN_APPROVAL,
)  # fmt: skip
"""What the case owes sooner or later by its risk."""
SUBJECT = {Kind.TRIAGE: Subject.VILLAGE_REPORT}


@dataclass(frozen=True)
class Asked:
    """What the child said when asked about hurting itself or dying, and what is done now."""

    answer: SelfHarm
    done: str = ""


Follow = Callable[[CaseFile], None]
_followers: list[Follow] = []


@action("case.risk_confirmed")
def confirm_risk(
    case: CaseFile, risk: Risk, reason: str, *, by: Actor, asked: Asked | None = None
) -> CaseFile:
    """Settle the risk, which closes the triage; another level than before needs a reason.

    Only a head lowers it from High. Open promises get the new limits from their own starts.
    A child that wants to hurt itself is at High risk, whatever was chosen.
    """
    may_judge(case, by)
    before, done = Risk(case.risk), asked.done if asked else ""
    wants_to_die = asked is not None and asked.answer is SelfHarm.YES
    if wants_to_die:
        risk = Risk.HIGH
    if risk != before and not (reason or (wants_to_die and done)):
        raise Refused("risk.reason")
    if before is Risk.HIGH and risk < before and not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    case.risk, case.risk_confirmed_at = int(risk), db.now()
    reminders.close(Kind.TRIAGE, case_id=case.id)
    if risk != before:
        recompute(case, risen=risk > before)
    answer = asked.answer if asked else ""
    if answer:
        amend_story(case, self_harm=answer)
    note = trail.say(case, NoteKind.RISK, reason, by, self_harm=answer, done=done)
    trail.mark(case.id, "risk_confirmed", by, risk.name.lower(), words=note)
    return case


def may_judge(case: CaseFile, by: Actor) -> None:
    """Refuse whoever does not work on it in its unit, or has not read what was told."""
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status not in (Status.REPORTED, Status.OPEN):
        raise Refused("case.not_open")


def amend_story(case: CaseFile, **facts: str | None) -> None:
    """What is known last stands in the story, where whoever opens the case reads it first."""
    vault.load(case.id)
    kept = db.session.get_one(Story, case.id, with_for_update=True)
    kept.put({**kept.take_out(), **facts})
    kept.version += 1


def rise(case: CaseFile, act: str, by: Actor | None) -> None:
    """High from now on, by a hard trigger; without a person where the worker acts for a rule.

    What is owed follows, and the child is seen or heard again in 24 hours.
    """
    case.risk = int(Risk.HIGH)
    db.session.flush()
    recompute(case, risen=True)
    owe_next(case, Kind.RE_CONTACT, db.now())
    trail.mark(case.id, act, by, "high")
    audit.write("case.risk_risen", by=by, about=case)


def recompute(case: CaseFile, *, risen: bool) -> None:
    """What the case owes hangs on the risk; then what follows it further up.

    The denser contacts of a risk that has risen begin now: nobody could have made them before.
    """
    own = Matter(case.id, case.risk)
    for promise in reminders.open_ones(case.id, *BY_RISK):
        if promise.kind is Kind.VISIT:
            start = db.now() if risen else promise.started_at
            by = rhythm(case.id, Risk(case.risk), start, late=risen)
            by = _never_later(by, promise.due_at) if risen else by
            reminders.again(promise, own, start=start, promised=by)
        else:
            reminders.again(promise, replace(own, subject=SUBJECT.get(promise.kind, own.subject)))
    db.session.flush()
    for follow in _followers:
        follow(case)


def _never_later(by: datetime | None, due: datetime) -> datetime | None:
    """The next contact of a risk that rose: a day to make it at least, no later than it was due."""
    now = db.now()
    if by is None:
        return None
    soon = max(by, now + timedelta(days=1))
    return min(soon, due) if due > now else soon


def follows_risk(follow: Follow) -> Follow:
    """Have this done whenever the risk of a case has moved, by a person or by an armed rule."""
    _followers.append(follow)
    return follow
