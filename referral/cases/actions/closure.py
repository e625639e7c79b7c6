"""The end of a case: asked by its manager, decided by the head of its unit, never by one person."""

from uuid import UUID

from referral import db, policy
from referral.audit import action
from referral.cases.actions import owed, trail
from referral.cases.actions.armed import act_where_due
from referral.cases.actions.erasing import stop_all
from referral.cases.actions.online import purge_later
from referral.cases.actions.records import AFTER
from referral.cases.models import CaseFile, NoteKind, Status, Step
from referral.cases.models.told import ClosingReason
from referral.cases.queries import (
    LAW_BINDS,
    Proceedings,
    asked_by,
    called_mistake,
    holds_online,
    law_stands,
    live_referrals,
    managers,
    plan_reviewed,
    was_high,
)
from referral.errors import Refused
from referral.policy import Actor, Basis, Compartment, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import Kind, Risk

LASTING = (Basis.SUPERVISION, Basis.DUTY_DESK, Basis.RESIDUE)
"""What outlives a case: the head may reopen, the unit finds the shell, the opener reads 'done'."""
UNCHECKED = frozenset(
    {ClosingReason.MISTAKEN, ClosingReason.DUPLICATE, ClosingReason.DIED, ClosingReason.TRANSFERRED}
)
"""After these nobody of this unit looks after the child any more."""
CHECK = Compartment.SHELL | Compartment.IDENTITY | Compartment.SERVICES
"""What the former manager keeps until the last check: how the child is reached, not the story."""


@action("case.closure_asked")
def ask_closure(
    case: CaseFile, reason: ClosingReason, words: str, *, by: Actor, opinion: str = "",
    unreviewed: str = "",
) -> CaseFile:  # fmt: skip
    """Ask the head to close; refused while a referral or a clock of the law runs.

    With what the child says of it; a plan that was not reviewed needs the reason ``unreviewed``.
    """
    trail.of_its_unit(case, by)
    if case.manager_id != by.id and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")
    _settled(case)
    heads = owed.deciders(case, by)
    if plan_reviewed(case.id) is False and not unreviewed:
        raise Refused("plan.unreviewed")
    case.take(Step.ASK_CLOSURE)
    case.closing_reason = reason
    more = {"opinion": opinion, "unreviewed": unreviewed}
    note = trail.say(case, NoteKind.CLOSING, words, by, **more)
    trail.mark(case.id, "closure_asked", by, reason, words=note)
    owed.owe_head(case, Kind.CLOSURE, heads)
    trail.tell("closure_asked", case, heads, by, f"asked:{case.version}")
    return case


@action("case.closed")
def approve(case: CaseFile, *, by: Actor) -> CaseFile:
    """Close it, by a head who did not ask for it; sight and promises end, the checks begin.

    Refused where meanwhile a referral or a clock of the law runs again.
    """
    _decides(case, by)
    _settled(case)
    _take(case, Step.APPROVE)
    _decided(case, by, "closed")
    _end(case)
    if case.closing_reason not in UNCHECKED:
        _look_after(case)
    _purge_later(case, by)
    return case


@action("case.closure_refused")
def refuse(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """The work goes on."""
    _decides(case, by)
    case.take(Step.REFUSE)
    reminders.close(Kind.CLOSURE, case_id=case.id)
    case.closing_reason = None
    _decided(case, by, "closure_refused", trail.say(case, NoteKind.CLOSING, words, by))
    return case


@action("case.mistaken")
def mistaken(case: CaseFile, reason: ClosingReason, words: str, *, by: Actor) -> CaseFile:
    """Close at once what was reported by mistake or twice; by the head, with a reason.

    While a clock of the law runs somebody else has said so before. A report that nobody has taken
    up is closed by ``intake.actions.set_aside``.
    """
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if live_referrals(case.id):
        raise Refused("case.has_open_referrals")
    if case.status is Status.REPORTED:
        raise Refused("claim.first")
    if reminders.open_ones(case.id, *LAW_BINDS) and not called_mistake(case.id, by.id):
        raise Refused("case.mistake_two")
    _take(case, Step.MISTAKEN)
    case.closing_reason = reason
    note = trail.say(case, NoteKind.CLOSING, words, by)
    trail.mark(case.id, "mistaken", by, reason, words=note)
    _end(case)
    if holds_online(case.id):
        _purge_later(case, by)
    return case


@action("case.reopened")
def reopen(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Open it again for its last manager; where he has left, for the head who opens it.

    What closing cut off is owed again, by its own start; a wedding that came near meanwhile makes
    the risk High.
    """
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    case.take(Step.REOPEN)
    closed, case.closed_at, case.closing_reason = case.closed_at, None, None
    case.manager_id = _still_here(case) or by.id
    db.session.flush()
    trail.mark(case.id, "reopened", by, words=trail.say(case, NoteKind.CLOSING, words, by))
    reminders.close(*AFTER, Kind.PURGE, Kind.LAW_FOLLOW_UP, case_id=case.id)
    stop_all(case, by)
    policy.end(case.id, because="reopened", bases=[Basis.RESIDUE], basis_id=case.id)
    policy.grant(case.id, basis=Basis.ASSIGNMENT, to=case.manager_id)
    owed.reopened(case, closed)
    act_where_due(case, by)
    trail.tell("case_reopened", case, [case.manager_id], by, f"reopened:{case.version}")
    return case


def _still_here(case: CaseFile) -> UUID | None:
    return next((one.id for one in managers(case) if one.id == case.manager_id), None)


@action("case.checks_passed")
def pass_checks(case: CaseFile, to: UUID, *, by: Actor) -> CaseFile:
    """A closed case's last checks, with the sight they need, are a colleague's from now on."""
    trail.of_its_unit(case, by)
    case.manager_id = to
    db.session.flush()
    policy.grant(case.id, basis=Basis.RESIDUE, to=to, share=CHECK, basis_id=case.id)
    trail.mark(case.id, "assigned", by)
    return case


def _settled(case: CaseFile) -> None:
    """Refuse while somebody still serves the child or the law's time runs: asked, and decided."""
    if live_referrals(case.id):
        raise Refused("case.has_open_referrals")
    if reminders.open_ones(case.id, *LAW_BINDS):
        raise Refused("case.law_open")
    if reminders.open_anywhere(case.id, Kind.RE_PLAN):
        raise Refused("case.need_open")
    if reminders.open_anywhere(case.id, Kind.STAY):
        raise Refused("case.stay_open")


def _decides(case: CaseFile, by: Actor) -> None:
    trail.of_its_unit(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if case.status is Status.CLOSING and asked_by(case.id) == by.id:
        raise Refused("head.other_person")


def _decided(case: CaseFile, by: Actor, act: str, note: UUID | None = None) -> None:
    """Tell who asked, and the manager."""
    people = {asked_by(case.id), case.manager_id} - {None}
    trail.tell("closure_decided", case, [p for p in people if p], by, f"{act}:{case.version}")
    trail.mark(case.id, act, by, case.closing_reason, words=note)


def _take(case: CaseFile, step: Step) -> None:
    case.take(step)
    case.closed_at = db.now()


def _end(case: CaseFile) -> None:
    """Promises end, then sight: the rows of the case are written before."""
    db.session.flush()
    reminders.close_all(case_id=case.id, but=[Kind.GLASS_REVIEW])
    policy.end(case.id, because="closed", bases=[basis for basis in Basis if basis not in LASTING])


def _purge_later(case: CaseFile, by: Actor) -> None:
    purge_later(case, by, db.now(), runs=law_stands(case.id) is Proceedings.RUNS)


def _look_after(case: CaseFile) -> None:
    """The child is asked after 1 month where the risk was ever high, and after 3 months."""
    about = Matter(case.id, Risk.HIGH if was_high(case.id) else case.risk)
    for kind in AFTER:
        reminders.open_follow_up(kind, about, Owner(case.unit_id, case.manager_id), start=db.now())
    if case.manager_id is not None:
        policy.grant(
            case.id, basis=Basis.RESIDUE, to=case.manager_id, share=CHECK, basis_id=case.id
        )
