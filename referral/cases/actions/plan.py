"""The plan: goals put before the head of the unit, who never approves what he wrote himself."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from referral import db
from referral.audit import action
from referral.cases.actions import owed, trail
from referral.cases.models import Agreed, CaseFile, Goal, GoalState, NoteKind, Plan, Status
from referral.cases.queries import latest_plan, open_goals
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind


@dataclass(frozen=True)
class Aim:
    """A goal in words: what will be, who sees to it, until when."""

    words: str
    owner: str
    due_on: date


@action("case.goal_added")
def add_goal(case: CaseFile, aim: Aim, *, by: Actor) -> CaseFile:
    """One more goal of the child's plan."""
    _works(case, by)
    goal = Goal(
        id=uuid4(), case_id=case.id, by_person_id=by.id, due_on=aim.due_on, state=GoalState.OPEN
    )
    goal.put({"words": aim.words, "owner": aim.owner})
    db.session.add(goal)
    trail.mark(case.id, "goal_added", by)
    return case


@action("case.goal_marked")
def mark_goal(case: CaseFile, goal: Goal, state: GoalState, *, by: Actor) -> CaseFile:
    """Say how a goal stands."""
    _works(case, by)
    goal.state = state
    trail.mark(case.id, "goal_marked", by, state)
    return case


@action("case.plan_proposed")
def propose_plan(case: CaseFile, agreed: Agreed, words: str, *, by: Actor) -> CaseFile:
    """Put the goals before the head, with who agreed; an earlier proposal gives way.

    Raises ``Refused`` where nobody else could decide on it.
    """
    _works(case, by)
    if not open_goals(case.id):
        raise Refused("plan.no_goals")
    if agreed is Agreed.NOBODY and not words:
        raise Refused("plan.why_not_agreed")
    heads = owed.deciders(case, by)
    plan = Plan(id=uuid4(), case_id=case.id, at=db.now(), by_person_id=by.id, agreed=agreed)
    db.session.add(plan)
    note = trail.say(case, NoteKind.PLAN, words, by)
    trail.mark(case.id, "plan_proposed", by, agreed, words=note)
    owed.owe_head(case, Kind.PLAN_APPROVAL, heads)
    trail.tell("plan_proposed", case, heads, by, f"plan:{plan.id}")
    return case


@action("case.plan_approved")
def approve_plan(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Approve it, which keeps the promise of a plan and owes its review."""
    plan = _decides(case, by)
    plan.approved_at, plan.approved_by_id = db.now(), by.id
    reminders.close(Kind.PLAN, Kind.PLAN_APPROVAL, case_id=case.id)
    if not reminders.open_ones(case.id, Kind.PLAN_REVIEW):
        owed.owe(case, Kind.PLAN_REVIEW, db.now())
    _decided(case, plan, "plan_approved", words, by)
    return case


@action("case.plan_returned")
def return_plan(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Send it back with what is missing; the promise of a plan stays open."""
    plan = _decides(case, by)
    plan.returned_at = db.now()
    reminders.close(Kind.PLAN_APPROVAL, case_id=case.id)
    _decided(case, plan, "plan_returned", words, by)
    return case


def _works(case: CaseFile, by: Actor) -> None:
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status is not Status.OPEN:
        raise Refused("case.not_open")


def _decides(case: CaseFile, by: Actor) -> Plan:
    _works(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    plan = latest_plan(case.id, lock=True)
    if plan is None or not plan.waits:
        raise Refused("step.not_open")
    if plan.by_person_id == by.id:
        raise Refused("head.other_person")
    return plan


def _decided(case: CaseFile, plan: Plan, act: str, words: str, by: Actor) -> None:
    trail.mark(case.id, act, by, words=trail.say(case, NoteKind.PLAN, words, by))
    people = {plan.by_person_id, case.manager_id} - {None}
    trail.tell("plan_decided", case, [p for p in people if p], by, f"{act}:{plan.id}")
