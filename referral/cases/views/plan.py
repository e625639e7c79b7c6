"""The plan: its goals, the proposal, the head's decision."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.plan import DecidePlanForm, GoalForm, GoalStateForm, ProposeForm
from referral.cases.models import Agreed, CaseFile, Goal, GoalState, Status
from referral.cases.views.bp import bp
from referral.cases.views.steps import ours, step_page
from referral.errors import Missing
from referral.i18n import _
from referral.policy import Compartment, Permission, can, find
from referral.web import current_actor, requires


@bp.get("/cases/<uuid:id>/plan")
@requires(Permission.CASE_WORK)
def plan(id: UUID) -> str:
    """The goals as they stand, and whose turn it is; steps only for those who can take them."""
    page = queries.case_page(id, current_actor)
    opened = actions.read(
        page.case, by=current_actor, held=page.mask, only=Compartment.STORY, plan=True
    )
    mine = page.plan is not None and page.plan.by_person_id == current_actor.id
    works = page.holds(Compartment.STORY) and page.case.unit_id == current_actor.unit_id
    return render_template(
        "cases/plan.html",
        page=page,
        goals=opened.goals,
        works=works and page.case.status is Status.OPEN,
        decides=can(current_actor, Permission.CASE_DECIDE) and not mine,
    )


@bp.route("/cases/<uuid:id>/goals", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def add_goal(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = GoalForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Tambah tujuan"), _("Simpan"))
    actions.add_goal(case, actions.Aim(**form.values()), by=current_actor)
    return _back(case, _("Tujuan ditambahkan."))


@bp.route("/cases/<uuid:id>/goals/<uuid:goal_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def mark_goal(id: UUID, goal_id: UUID) -> ResponseReturnValue:
    case, goal = ours(id), find(Goal, goal_id, current_actor)
    if goal.case_id != case.id:
        raise Missing
    form = GoalStateForm(version=case.version, state=goal.state.value)
    if not form.validate_on_submit():
        return step_page(case, form, _("Keadaan tujuan"), _("Simpan"))
    actions.mark_goal(case, goal, GoalState(form.state.data), by=current_actor)
    return _back(case, _("Keadaan tujuan dicatat."))


@bp.route("/cases/<uuid:id>/plan/proposal", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def propose_plan(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = ProposeForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Ajukan rencana"), _("Ajukan"))
    agreed = Agreed(form.agreed.data)
    actions.propose_plan(case, agreed, form.words.data, by=current_actor)
    return _back(case, _("Diajukan kepada kepala unit."))


@bp.route("/cases/<uuid:id>/plan/decision", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def decide_plan(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = DecidePlanForm(version=case.version)
    if not form.validate_on_submit():
        proposal = queries.proposed(case.id)
        notes = [proposal.about_id] if proposal and proposal.about_id else []
        opened = actions.read(
            case, by=current_actor, held=Compartment.STORY, words=notes, plan=True
        )
        return step_page(
            case, form, _("Putuskan rencana"), _("Simpan"), goals=opened.goals, proposal=proposal,
            agreed=proposal and Agreed(proposal.detail), said=next(iter(opened.words.values()), {}),
        )  # fmt: skip
    if form.decision.data == "approve":
        actions.approve_plan(case, form.words.data, by=current_actor)
        return _back(case, _("Rencana disetujui."))
    actions.return_plan(case, form.words.data, by=current_actor)
    return _back(case, _("Rencana dikembalikan kepada penulisnya."))


def _back(case: CaseFile, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for(".plan", id=case.id), 303)
