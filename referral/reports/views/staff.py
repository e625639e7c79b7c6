"""A leaver's work passes to a colleague: who, how much, and then one step."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from referral.cases.queries import FULL, caseloads
from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.errors import Missing, Refused
from referral.i18n import _
from referral.policy import Permission
from referral.reports import actions, queries
from referral.reports.forms import RelieveForm
from referral.web import current_actor, flash, requires
from referral.web.refusals import sentence

bp = Blueprint("staff", __name__)


@bp.get("/staff/<uuid:id>")
@requires(Permission.CASE_DECIDE)
def show(id: UUID) -> Response:
    """Where a repeated form lands: the unit's desk."""
    return redirect(url_for("directory.show", id=_unit(id).id), 303)


@bp.route("/staff/<uuid:id>/relieve", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def relieve(id: UUID) -> Response | tuple[str, int]:
    unit, form = _unit(id), RelieveForm()
    form.among(directory.watches([unit.id])[unit.id], caseloads(unit.id))
    if form.validate_on_submit():
        leaver, by_whom = form.leaver.data, form.by_whom.data
        try:
            if not form.sure.data:
                actions.may_relieve(unit, leaver, by_whom, current_actor)
                return _sure(unit, form), 200
            actions.relieve(unit, leaver=leaver, by_whom=by_whom, by=current_actor)
        except Refused as refused:
            form.by_whom.errors = [sentence(refused.key, refused.facts)]
        else:
            flash(_("Semua tugas sudah dialihkan."))
            return redirect(url_for("directory.show", id=unit.id), 303)
    return render_template("reports/relieve.html", form=form, unit=unit), (
        422 if form.is_submitted() else 200
    )


def _sure(unit: Unit, form: RelieveForm) -> str:
    """What will pass, in figures, before it does."""
    names = {member.id: member.name for member in directory.staff([unit.id])}
    held = queries.belongings(unit.id, form.leaver.data, current_actor)
    load = held.cases + caseloads(unit.id).get(form.by_whom.data, 0)
    return render_template(
        "reports/relieve_sure.html",
        form=form,
        unit=unit,
        leaver=names[form.leaver.data],
        by_whom=names[form.by_whom.data],
        held=held,
        over=load if load > FULL else 0,
    )


def _unit(id: UUID) -> Unit:
    """The unit that this head leads."""
    unit = directory.unit(id) if id == current_actor.unit_id else None
    if unit is None:
        raise Missing
    return unit
