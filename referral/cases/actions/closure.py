"""The end of a case: asked by its manager, decided by the head of its unit, never by one person."""

from referral import db, policy
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import CaseFile, NoteKind, Status, Step
from referral.cases.models.told import ClosingReason
from referral.cases.queries import asked_by, live_referrals
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor, Basis, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind

LASTING = (Basis.SUPERVISION, Basis.DUTY_DESK, Basis.RESIDUE)
"""What outlives a case: the head may reopen, the unit finds the shell, the opener reads 'done'."""


@action("case.closure_asked")
def ask_closure(case: CaseFile, reason: ClosingReason, words: str, *, by: Actor) -> CaseFile:
    """Ask the head to close; refused while a referral runs or the police report is owed."""
    trail.of_its_unit(case, by)
    if case.manager_id != by.id and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")
    if live_referrals(case.id):
        raise Refused("case.has_open_referrals")
    if reminders.open_ones(case.id, Kind.POLICE_REPORT):
        raise Refused("case.law_open")
    case.take(Step.ASK_CLOSURE)
    case.closing_reason = reason
    trail.mark(case.id, "closure_asked", by, reason)
    trail.say(case, NoteKind.CLOSING, words, by)
    heads = directory.heads(case.unit_id)
    trail.tell("closure_asked", case, heads, by, f"asked:{case.version}")
    return case


@action("case.closed")
def approve(case: CaseFile, *, by: Actor) -> CaseFile:
    """Close it, by a head who did not ask for it; sight and promises end."""
    _decides(case, by)
    _take(case, Step.APPROVE)
    _decided(case, by, "closed")
    _end(case)
    return case


@action("case.closure_refused")
def refuse(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """The work goes on."""
    _decides(case, by)
    case.take(Step.REFUSE)
    case.closing_reason = None
    _decided(case, by, "closure_refused")
    trail.say(case, NoteKind.CLOSING, words, by)
    return case


@action("case.mistaken")
def mistaken(case: CaseFile, reason: ClosingReason, words: str, *, by: Actor) -> CaseFile:
    """Close at once what was reported by mistake or twice; by the head, with a reason.

    A report that nobody has taken up is closed by ``intake.actions.set_aside``.
    """
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if live_referrals(case.id):
        raise Refused("case.has_open_referrals")
    if case.status is Status.REPORTED:
        raise Refused("claim.first")
    _take(case, Step.MISTAKEN)
    case.closing_reason = reason
    trail.mark(case.id, "mistaken", by, reason)
    trail.say(case, NoteKind.CLOSING, words, by)
    _end(case)
    return case


@action("case.reopened")
def reopen(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Open it again for its last manager."""
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    case.take(Step.REOPEN)
    case.closed_at = case.closing_reason = None
    db.session.flush()
    trail.mark(case.id, "reopened", by)
    trail.say(case, NoteKind.CLOSING, words, by)
    if case.manager_id is not None:
        policy.grant(case.id, basis=Basis.ASSIGNMENT, to=case.manager_id)
        trail.tell("case_news", case, [case.manager_id], by, f"reopened:{case.version}")
    return case


def _decides(case: CaseFile, by: Actor) -> None:
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if case.status is Status.CLOSING and asked_by(case.id) == by.id:
        raise Refused("head.other_person")


def _decided(case: CaseFile, by: Actor, act: str) -> None:
    """Tell who asked, and the manager."""
    people = {asked_by(case.id), case.manager_id} - {None}
    trail.tell("closure_decided", case, [p for p in people if p], by, f"{act}:{case.version}")
    trail.mark(case.id, act, by, case.closing_reason)


def _take(case: CaseFile, step: Step) -> None:
    case.take(step)
    case.closed_at = db.now()


def _end(case: CaseFile) -> None:
    """Promises end, then sight: the rows of the case are written before."""
    db.session.flush()
    reminders.close_all(case_id=case.id)
    policy.end(case.id, because="closed", bases=[basis for basis in Basis if basis not in LASTING])
