"""Pages of the directory: every desk with who is on duty, its rota, and villages by their words."""

from uuid import UUID

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from referral.directory import actions, queries
from referral.directory.forms.leave import LeaveForm
from referral.directory.forms.rota import AwayForm, DeskForm, TurnForm
from referral.directory.models import Unit
from referral.errors import Missing, Refused
from referral.i18n import _
from referral.policy import SHARABLE, Permission
from referral.web import current_actor, requires
from referral.web.forms import Form, clean

bp = Blueprint("directory", __name__, url_prefix="/directory")
BLUEPRINTS = (bp,)
FOUND = 10


@bp.get("")
@requires(Permission.DESK_READ)
def desks() -> str:
    """Desks that serve one's district, on demand all; those first where nobody's turn runs now.

    Among each one's own comes first, then one's district's.
    """
    everywhere = request.args.get("all") == "1"
    own, district = current_actor.unit_id, queries.district(current_actor.unit_id)
    found = queries.desks(area_code=None if everywhere else district)
    found.sort(key=lambda unit: (unit.id != own, everywhere and unit.district_code != district))
    neutral = [unit for unit in found if queries.hides(unit, current_actor)]
    known = [unit for unit in found if unit not in neutral]
    watches = queries.watches([unit.id for unit in known])
    return render_template(
        "directory/desks.html",
        empty=[unit for unit in known if watches[unit.id].empty],
        kept=[unit for unit in known if not watches[unit.id].empty],
        neutral=sorted(neutral, key=lambda unit: unit.neutral_name),
        watches=watches,
        everywhere=everywhere,
        receives=SHARABLE,
    )


@bp.get("/desks/<uuid:id>")
@requires(Permission.DESK_READ)
def show(id: UUID) -> str:
    unit = _with_desk(id)
    if queries.hides(unit, current_actor):
        return render_template("directory/neutral.html", unit=unit)
    return render_template(
        "directory/show.html",
        unit=unit,
        watch=queries.watches([id])[id],
        offers=queries.offers([id])[id],
        leave=queries.leave(id),
        today=queries.today(),
        may_plan=queries.may_plan(current_actor, unit),
        may_lead=queries.may_lead(current_actor, unit),
    )


@bp.route("/desks/<uuid:id>/turn", methods=["GET", "POST"])
@requires(Permission.DESK_WRITE)
def add_turn(id: UUID) -> ResponseReturnValue:
    unit, form = _with_desk(id), TurnForm()
    if not queries.may_plan(current_actor, unit):
        raise Refused("desk.other_unit")
    form.person_id.among(queries.staff([id]))
    if not form.is_submitted():
        form.suggest()
    if not form.validate_on_submit():
        return render_template("directory/turn.html", unit=unit, form=form), _seen(form)
    actions.put_on_duty(unit, **form.turn(), by=current_actor)
    flash(_("Giliran piket dicatat."))
    return redirect(url_for(".show", id=id), 303)


@bp.post("/turns/<uuid:id>/end")
@requires(Permission.DESK_WRITE)
def end_turn(id: UUID) -> ResponseReturnValue:
    unit = actions.end_turn(id, by=current_actor)
    flash(_("Giliran piket dihapus."))
    return redirect(url_for(".show", id=unit.id), 303)


@bp.route("/desks/<uuid:id>/away", methods=["GET", "POST"])
@requires(Permission.DESK_WRITE)
def go_away(id: UUID) -> ResponseReturnValue:
    unit, form = _with_desk(id), AwayForm()
    leads = queries.may_lead(current_actor, unit)
    people = queries.staff([id])
    mine = [member for member in people if leads or member.id == current_actor.id]
    if not mine and not leads:
        raise Refused("head.only")
    form.person_id.among(mine)
    others = [one for one in people if leads or one.id != current_actor.id]
    form.stand_in_id.among(others, nobody=_("Tidak ada: meja atau wakilnya"))
    if not form.is_submitted():
        form.person_id.data = str(current_actor.id)
    if not form.validate_on_submit():
        return render_template("directory/away.html", unit=unit, form=form), _seen(form)
    actions.go_away(unit, **form.absence(), by=current_actor)
    flash(_("Ketidakhadiran dicatat."))
    return redirect(url_for(".show", id=id), 303)


@bp.post("/desks/<uuid:id>/back/<uuid:person_id>")
@requires(Permission.DESK_WRITE)
def come_back(id: UUID, person_id: UUID) -> ResponseReturnValue:
    actions.come_back(_with_desk(id), person_id=person_id, by=current_actor)
    flash(_("Sudah kembali."))
    return redirect(url_for(".show", id=id), 303)


@bp.route("/desks/<uuid:id>/change", methods=["GET", "POST"])
@requires(Permission.DESK_WRITE)
def change_desk(id: UUID) -> ResponseReturnValue:
    unit = _with_desk(id)
    if not queries.may_lead(current_actor, unit):
        raise Refused("head.only")
    form = DeskForm()
    form.deputy_id.among(queries.staff([id]), nobody=_("Tidak ada: semua petugas unit"))
    if not form.is_submitted():
        form.phone.data, form.deputy_id.data = unit.desk.number, str(unit.desk.deputy_id or "")
        form.approves.data = unit.desk.approves
    if not form.validate_on_submit():
        return render_template("directory/change.html", unit=unit, form=form), _seen(form)
    actions.change_desk(unit, **form.change(), by=current_actor)
    flash(_("Meja diubah."))
    return redirect(url_for(".show", id=id), 303)


@bp.route("/desks/<uuid:id>/leave", methods=["GET", "POST"])
@requires(Permission.DESK_WRITE)
def plan_leave(id: UUID) -> ResponseReturnValue:
    unit, form = _with_desk(id), LeaveForm()
    if not queries.may_lead(current_actor, unit):
        raise Refused("head.only")
    if not form.validate_on_submit():
        return render_template("directory/leave.html", unit=unit, form=form), _seen(form)
    actions.plan_leave(unit, **form.leave(), by=current_actor)
    flash(_("Hari libur dicatat. Batas hari kerja dihitung ulang."))
    return redirect(url_for(".show", id=id), 303)


@bp.post("/leave/<uuid:id>/end")
@requires(Permission.DESK_WRITE)
def end_leave(id: UUID) -> ResponseReturnValue:
    unit = actions.end_leave(id, by=current_actor)
    flash(_("Hari libur dihapus. Batas hari kerja dihitung ulang."))
    return redirect(url_for(".show", id=unit.id), 303)


@bp.get("/villages")
@requires(Permission.CASE_OPEN)
def villages() -> ResponseReturnValue:
    """For the type-ahead: at most ten villages whose names hold the words of ``q``."""
    found = queries.villages(clean(request.args.get("q")), FOUND)
    return jsonify(
        [
            {
                "code": area.code,
                "label": area.path,
                "name": area.name,
                "place": area.path.partition(", ")[2],
            }
            for area in found
        ]
    )


def _seen(form: Form) -> int:
    """The status of a page with a form: shown, or refused."""
    return 422 if form.is_submitted() else 200


def _with_desk(id: UUID) -> Unit:
    unit = queries.unit(id)
    if unit is None or unit.desk is None:
        raise Missing
    return unit
