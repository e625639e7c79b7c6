"""Erasure: how it stands with its certificate, asking, deciding, stopping; and what D6 holds."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.erasure import (
    DecideErasureForm,
    EraseForm,
    OnlineForm,
    StopErasureForm,
)
from referral.cases.models import CaseFile, Ground, Scope
from referral.cases.models.words import word
from referral.cases.queries import Erasing
from referral.cases.views.bp import bp as cases
from referral.cases.views.steps import done, ours, step_page
from referral.errors import Missing
from referral.i18n import _
from referral.policy import Compartment, Permission, can, find
from referral.web import current_actor, requires
from referral.web.forms import StepForm
from referral.web.show import plain, wita

bp = Blueprint("erasure", __name__)


@bp.get("/cases/<uuid:id>/erasure")
@requires(Permission.CASE_ERASE)
def show(id: UUID) -> str:
    """All that was asked of a case, and what came of it; printed it is the certificate."""
    case = find(CaseFile, id, current_actor)
    found = queries.erasures(case.id)
    gone = {one.row.scope for one in found if one.row.done_at}
    asks = case.unit_id == current_actor.unit_id and Scope.CASE not in gone
    return render_template(
        "cases/erasure.html",
        case=case,
        cards=[_card(case, one) for one in found],
        may_ask=asks and _leads(case) and case.closed_at is not None,
        due=queries.due_at(case.id),
    )


def _leads(case: CaseFile) -> bool:
    return case.manager_id == current_actor.id or can(current_actor, Permission.CASE_DECIDE)


def _card(case: CaseFile, one: Erasing) -> dict[str, object]:
    row = one.row
    mine = row.asked_by_id == current_actor.id
    deciders = queries.deciding(case, row.asked_by_id) if row.waits or row.held else []
    decides = current_actor.id in {one.id for one in deciders}
    return {
        "row": row,
        "title": word(row.scope),
        "done": plain(row.done_at, year=True) if row.done_at else "",
        "facts": _told(one),
        "decide": row.waits and decides and url_for(".decide", id=case.id, erasure_id=row.id),
        "stop": (row.held or (row.waits and mine))
        and (mine or decides)
        and url_for(".stop", id=case.id, erasure_id=row.id),
    }


def _told(one: Erasing) -> list[tuple[str, object]]:
    row = one.row
    facts: list[tuple[str, object]] = [
        (_("Alasan"), word(row.ground)),
        (_("Diminta oleh"), one.asked_by),
        (_("Diminta pada"), wita(row.asked_at)),
    ]
    if row.decided_at:
        facts += [
            (_("Disetujui oleh"), one.decided_by),
            (_("Disetujui pada"), wita(row.decided_at)),
        ]
    if row.stopped_at:
        by = one.stopped_by or _("Sipakainge', karena syaratnya tidak terpenuhi lagi")
        facts += [(_("Dihentikan oleh"), by), (_("Dihentikan pada"), wita(row.stopped_at))]
    return facts


@bp.route("/cases/<uuid:id>/erasure/new", methods=["GET", "POST"])
@requires(Permission.CASE_ERASE)
def ask(id: UUID) -> ResponseReturnValue:
    case = find(CaseFile, id, current_actor)
    actions.of_its_unit(case, current_actor)
    form = EraseForm(version=case.version)

    def put() -> CaseFile:
        form.fresh(case)
        return actions.ask_erasure(case, Ground(form.ground.data), by=current_actor)

    if not form.lets(put):
        return _page(case, form, _("Minta penghapusan"), _("Minta penghapusan"))
    return _back(case, _("Diminta. Orang lain yang memutuskan, lalu ditahan 24 jam."))


@bp.route("/cases/<uuid:id>/erasure/<uuid:erasure_id>/decision", methods=["GET", "POST"])
@requires(Permission.CASE_ERASE)
def decide(id: UUID, erasure_id: UUID) -> ResponseReturnValue:
    case, one = _one(id, erasure_id)
    form = DecideErasureForm()
    if not form.validate_on_submit():
        return _page(case, form, _("Putuskan penghapusan"), _("Simpan"), one)
    if form.decision.data == "stop":
        actions.stop_erasure(case, erasure_id, by=current_actor)
        return _back(case, _("Ditolak. Tidak ada yang dihapus."))
    actions.decide_erasure(case, erasure_id, by=current_actor)
    return _back(case, _("Disetujui. Selama 24 jam masih dapat dihentikan."))


@bp.route("/cases/<uuid:id>/erasure/<uuid:erasure_id>/stop", methods=["GET", "POST"])
@requires(Permission.CASE_ERASE)
def stop(id: UUID, erasure_id: UUID) -> ResponseReturnValue:
    case, one = _one(id, erasure_id)
    form = StopErasureForm()
    if not form.validate_on_submit():
        return _page(case, form, _("Hentikan penghapusan"), _("Hentikan"), one)
    actions.stop_erasure(case, erasure_id, by=current_actor)
    return _back(case, _("Dihentikan. Tidak ada yang dihapus."))


def _page(
    case: CaseFile, form: StepForm, title: str, yes: str, one: Erasing | None = None
) -> ResponseReturnValue:
    """A step's form; what it is about stands above it, and it leads back to the list."""
    told = {"told": [(_("Yang dihapus"), word(one.row.scope)), *_told(one)]} if one else {}
    return step_page(case, form, title, yes, back=url_for(".show", id=case.id), **told)


def _one(id: UUID, erasure_id: UUID) -> tuple[CaseFile, Erasing]:
    case = find(CaseFile, id, current_actor)
    for one in queries.erasures(case.id):
        if one.row.id == erasure_id:
            return case, one
    raise Missing


def _back(case: CaseFile, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for("erasure.show", id=case.id), 303)


@cases.route("/cases/<uuid:id>/online", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def keep_online(id: UUID) -> ResponseReturnValue:
    """Addresses and accounts as they are known so far."""
    case = ours(id)
    form = OnlineForm(version=case.version)

    def keep() -> CaseFile:
        form.fresh(case)
        return actions.keep_online(case, form.words.data or "", by=current_actor)

    if not form.lets(keep):
        if not form.is_submitted():
            opened = actions.read(case, by=current_actor, only=Compartment.ONLINE)
            form.words.data = opened.parts.get(Compartment.ONLINE, {}).get("words", "")
        return step_page(case, form, _("Tulis jejak daring"), _("Simpan"))
    return done(case, _("Jejak daring disimpan."))
