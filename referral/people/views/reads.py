"""Who read much, for those above and the auditor; and letting somebody read on."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.errors import Missing
from referral.i18n import _
from referral.people import actions, queries
from referral.people.forms.reads import LiftForm
from referral.people.queries import Alerted
from referral.people.views.blueprint import show_form
from referral.policy import Permission
from referral.web import current_actor, requires

bp = Blueprint("reads", __name__)


@bp.get("/reads")
@requires(Permission.READS_READ)
def index() -> str:
    return render_template(
        "people/reads.html", alerts=queries.alerted(current_actor), roles=queries.ROLES
    )


@bp.route("/reads/<uuid:id>", methods=["GET", "POST"])
@requires(Permission.READS_LIFT)
def show(id: UUID) -> ResponseReturnValue:
    one, form = _one(id), LiftForm()
    if not form.validate_on_submit():
        return show_form("people/lift.html", form, one=one, roles=queries.ROLES)
    actions.lift_reads(id, form.words.data or "", by=current_actor)
    flash(_("Dilonggarkan untuk satu hari."))
    return redirect(url_for(".index"), 303)


def _one(id: UUID) -> Alerted:
    for one in queries.alerted(current_actor):
        if one.alert.id == id:
            return one
    raise Missing
