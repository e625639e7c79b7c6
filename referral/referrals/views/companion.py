"""The companion of a child: who he is, what he sees, until when; let, and ended at once."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import queries as cases
from referral.cases.views.steps import ours
from referral.i18n import _
from referral.policy import Permission
from referral.referrals import actions, queries
from referral.referrals.forms import ClaimForm, CompanionForm
from referral.web import current_actor, requires

bp = Blueprint("companion", __name__)


@bp.route("/cases/<uuid:id>/companion", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def show(id: UUID) -> ResponseReturnValue:
    """While somebody accompanies: who, and the end; else the form."""
    case, form = ours(id), CompanionForm()
    actions.leads(case, current_actor)
    if form.lets(lambda: actions.accompany(case, *form.told(), by=current_actor)):
        flash(_("Pendamping diberi tahu dan melihat keadaan kasus ini."))
        return redirect(url_for(".show", id=case.id), 303)
    page = render_template(
        "referrals/companion.html",
        page=cases.case_page(case.id, current_actor),
        form=form,
        name=queries.name_of(case.opener_id),
    )
    return page, 422 if form.is_submitted() else 200


@bp.post("/cases/<uuid:id>/companion/end")
@requires(Permission.CASE_WORK)
def end(id: UUID) -> ResponseReturnValue:
    case, form = ours(id), ClaimForm()
    form.validate()
    actions.end_company(case, by=current_actor)
    flash(_("Pendampingan diakhiri."))
    return redirect(url_for(".show", id=case.id), 303)
