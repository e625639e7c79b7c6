"""Steps about time: the first telling corrected, a pause for the child or the family."""

from uuid import UUID

from flask import flash
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.time import PauseForm, TellingForm
from referral.cases.models import CaseFile
from referral.cases.views.bp import bp
from referral.cases.views.steps import done, ours, step_page
from referral.i18n import _
from referral.policy import Permission
from referral.reminders.limits import Kind
from referral.reminders.models import promised
from referral.web import current_actor, requires
from referral.web.forms import StepForm


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
