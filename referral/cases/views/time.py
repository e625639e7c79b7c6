"""Steps about time: the first telling corrected, a pause for the child or the family."""

from datetime import date
from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.time import PauseForm, TellingForm, WeddingForm
from referral.cases.models import CaseFile
from referral.cases.views.bp import bp
from referral.cases.views.steps import done, ours, step_page
from referral.i18n import _
from referral.policy import Compartment, Permission
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import promised
from referral.web import current_actor, requires
from referral.web.forms import StepForm
from referral.web.show import wita_date


@bp.route("/cases/<uuid:id>/telling", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def correct_telling(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = TellingForm(version=case.version, at=case.reported_at)
    told_with = queries.told_with(case, current_actor)
    others = [other for other in told_with if actions.can_correct(other, current_actor)]
    form.siblings.description = ", ".join(other.number for other in others)
    if not others:
        del form.siblings

    def correct() -> CaseFile:
        form.fresh(case)
        also = others if form.data.get("siblings") else ()
        at, why = form.moment(), form.words.data or ""
        return actions.correct_telling(case, at, why, by=current_actor, also=also)

    if not form.lets(correct):
        return step_page(case, form, _("Perbaiki waktu laporan pertama"), _("Simpan"))
    left = ", ".join(other.number for other in told_with if other.reported_at != case.reported_at)
    if left:
        flash(
            _("Belum diperbaiki untuk anak lain dalam laporan ini: %(left)s.", left=left), "warning"
        )
    return done(case, _("Waktu diperbaiki. Batas waktu dihitung lagi."))


@bp.route("/cases/<uuid:id>/pause", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def pause(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = PauseForm(version=case.version)
    form.offer(promise.kind for promise in actions.can_wait(case))

    def wait() -> CaseFile:
        if form.until.data is None:
            raise ValueError("asked before validation")
        kinds = frozenset(Kind(kind) for kind in form.kinds.data or ())
        return actions.pause(
            case, actions.Pause(kinds, form.until.data, form.words.data or ""), by=current_actor
        )

    if not form.lets(wait):
        waiting = {promise.kind for promise in actions.can_wait(case)}
        owed = (one for one in queries.promises(case.id) if one.done is None)
        on = {promised(one.kind, one.referral_id) for one in owed if one.kind not in waiting}
        title = _("Jeda: menunggu anak atau keluarga")
        return step_page(case, form, title, _("Jeda"), runs_on=sorted(on))
    return done(case, _("Dijeda. Anda diingatkan pada waktunya."))


@bp.route("/cases/<uuid:id>/wedding", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def set_wedding(id: UUID) -> ResponseReturnValue:
    """The day that makes the risk High by itself, written, moved or off."""
    case = ours(id)
    form = WeddingForm(version=case.version)

    def put() -> CaseFile:
        form.fresh(case)
        on, words = form.wedding_on.data, form.words.data or ""
        return actions.set_wedding(case, on, words, by=current_actor)

    if not form.lets(put):
        opened = actions.read(case, by=current_actor, held=Compartment.STORY)
        planned = opened.parts.get(Compartment.STORY, {}).get("wedding_on")
        if not form.is_submitted() and planned:
            form.wedding_on.data = date.fromisoformat(planned)
        return step_page(case, form, _("Tanggal pernikahan"), _("Simpan"))
    return done(case, _armed(case))


def _armed(case: CaseFile) -> str:
    """What follows from what was written."""
    if case.high_at is not None:
        on = wita_date(case.high_at).striptags()
        return _("Disimpan. Risiko menjadi tinggi pada %(on)s.", on=on)
    if Risk(case.risk) is Risk.HIGH:
        return _("Disimpan. Risiko anak ini tinggi.")
    return _("Disimpan. Pernikahan tidak lagi menaikkan risiko.")


@bp.route("/cases/<uuid:id>/district", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def open_below(id: UUID) -> ResponseReturnValue:
    """What lay above the district for an official is feared."""
    case, form = ours(id), StepForm()
    if not form.lets(lambda: actions.open_below(case, by=current_actor)):
        told = [(_("Yang akan melihat nomor, risiko dan batas waktunya"), _("Pengawas kabupaten"))]
        title = _("Buka untuk pengawas kabupaten")
        return step_page(case, form, title, _("Buka"), told=told)
    return done(case, _("Dibuka untuk pengawas kabupaten."))


@bp.route("/cases/<uuid:id>/resume", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def resume(id: UUID) -> ResponseReturnValue:
    case, form = ours(id), StepForm()
    if not form.lets(lambda: actions.resume(case, by=current_actor)):
        return step_page(case, form, _("Lanjutkan yang dijeda"), _("Lanjutkan"))
    return done(case, _("Dilanjutkan."))
