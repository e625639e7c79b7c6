"""The waiting board: who waits for whom, how late, and the two buttons that unblock it."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from referral.cases.queries import caseloads
from referral.directory import queries as directory
from referral.errors import Refused
from referral.i18n import _
from referral.policy import Permission
from referral.reminders.models import FollowUp
from referral.reports import actions, queries
from referral.reports.forms import HandOverForm, MoveForm, PromiseForm
from referral.web import abort, current_actor, flash, requires

bp = Blueprint("reports", __name__)
DESK = 5
"""Of what waits at the head's own desk the board shows the gravest."""


@bp.get("/board")
@requires(Permission.BOARD_READ)
def board() -> str:
    cursor = queries.Cursor.parse(request.args.get("after", ""))
    page = (queries.soon if _due() else queries.late)(current_actor, cursor)
    incoming = queries.incoming(current_actor)
    desk = [] if cursor else [line for line in incoming if line.late is not bool(_due())]
    first = [x for x in queries.unclaimed(current_actor) if x.late is not bool(_due())]
    page = page.without(first)
    first = [] if cursor else first
    return render_template(
        "reports/board.html",
        due=_due(),
        page=page,
        incoming=desk[:DESK],
        more_incoming=len(desk) > DESK,
        unclaimed=first,
        counts=queries.counts(current_actor, incoming),
        watches=directory.watches({line.unit_id for line in [*page.lines, *desk[:DESK], *first]}),
        may_hand_over=queries.may_hand_over,
    )


@bp.get("/board/<uuid:id>")
@requires(Permission.BOARD_READ)
def show(id: UUID) -> Response:
    """Where a repeated form lands: the child's line."""
    return _back_to(id)


@bp.post("/board/<uuid:id>/nudge")
@requires(Permission.BOARD_ACT)
def nudge(id: UUID) -> Response:
    actions.nudge(_meant(id), by=current_actor)
    flash(_("Sudah diingatkan. Pengingat berikutnya paling cepat 15 menit lagi."))
    return _back_to(id)


@bp.route("/board/<uuid:id>/hand-over", methods=["GET", "POST"])
@requires(Permission.BOARD_ACT)
def hand_over(id: UUID) -> Response | tuple[str, int]:
    promise = _meant(id)
    unit_id = promise.owner_unit_id
    watch = directory.watches([unit_id])[unit_id]
    people, form = queries.takers(promise, watch), HandOverForm(promise=promise.id)
    form.among(people, watch, caseloads(unit_id))
    if form.validate_on_submit():
        actions.hand_over(promise, to=form.to.data, reason=form.reason.data, by=current_actor)
        flash(_("Sudah dialihkan. Keduanya diberi tahu."))
        return _back_to(id)
    page = render_template(
        "reports/hand_over.html",
        form=form,
        owed=queries.owed(promise, current_actor),
        people=people,
        desk=directory.desk(unit_id),
        due=_due(),
        movable=queries.untaken(promise, current_actor),
    )
    return page, 422 if form.errors else 200


@bp.route("/board/<uuid:id>/move", methods=["GET", "POST"])
@requires(Permission.BOARD_ACT)
def move(id: UUID) -> Response | tuple[str, int]:
    """A village report that nobody takes up goes to another unit; no head moves one."""
    report, form = queries.untaken(queries.promise(id, current_actor), current_actor), MoveForm()
    if report is None:
        raise Refused("report.not_movable")
    units = queries.may_take(report.to_unit_id)
    form.among(units)
    if form.validate_on_submit():
        actions.move(report, to=form.to.data, by=current_actor)
        flash(_("Laporan dipindahkan. Meja yang baru diberi tahu."))
        return _back_to(id)
    desk = directory.desk(report.to_unit_id)
    page = render_template("reports/move.html", form=form, report=report, units=units, desk=desk)
    return page, 422 if form.errors else 200


def _meant(id: UUID) -> FollowUp:
    """The promise that stood on the line when it was pressed; before that the first open one."""
    form = PromiseForm()
    if request.method == "POST" and not form.validate():
        abort(400)
    return queries.promise(id, current_actor, form.promise.data)


def _due() -> str | None:
    """The tab: None for what is late, ``soon`` for the rest."""
    return "soon" if request.args.get("due") == "soon" else None


def _back_to(id: UUID) -> Response:
    return redirect(url_for("reports.board", due=_due(), _anchor=f"b-{id}"), 303)
