"""Who may not see a case: the list, one more name, and showing it to somebody again."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.cases.views.steps import ours, step_page
from referral.errors import Missing
from referral.i18n import _
from referral.policy import Compartment, Permission
from referral.referrals import actions, queries
from referral.referrals.forms import BECAUSE, CONFLICTS, AskLiftForm, ExcludeForm, LiftForm
from referral.referrals.queries import ShutOut
from referral.web import current_actor, requires

bp = Blueprint("exclusions", __name__)


@bp.route("/cases/<uuid:id>/exclusions", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def show(id: UUID) -> ResponseReturnValue:
    """The list, and a form that adds one account; without script its names are looked up here."""
    case, form = _led(id), ExcludeForm()
    if request.form.get("cari"):
        return _page(case, form, looking=True), 200
    if not form.lets(lambda: actions.exclude(case, *form.told(), by=current_actor)):
        return _page(case, form), 422 if form.is_submitted() else 200
    flash(_("Orang itu tidak dapat melihat kasus ini lagi."))
    if form.who.data == str(current_actor.id):
        return redirect(url_for("cases.index"), 303)
    return redirect(url_for(".show", id=case.id), 303)


def _page(case: CaseFile, form: ExcludeForm, *, looking: bool = False) -> str:
    every = 0
    if form.is_submitted():
        found, every = queries.accounts(case, form.who.words)
        form.who.found = tuple((str(one.id), one.label) for one in found)
        if looking and not found:
            form.who.errors = [_("Tidak ditemukan. Coba beberapa huruf awal nama atau unitnya.")]
    return render_template(
        "referrals/exclusions.html",
        case=case,
        form=form,
        more=every if every > len(form.who.found) else 0,
        shut_out=queries.shut_out(case.id),
        reasons=CONFLICTS,
    )


@bp.post("/cases/<uuid:id>/exclusions/<uuid:person_id>/hint")
@requires(Permission.CASE_WORK)
def answer_hint(id: UUID, person_id: UUID) -> ResponseReturnValue:
    """What becomes of the system's word: hidden from that account, or somebody else is meant."""
    case = _led(id)
    match = queries.hint(case, person_id)
    if request.form.get("answer") == "dismiss":
        actions.dismiss_hint(case, person_id, by=current_actor)
        flash(_("Dicatat: bukan dia. Sistem tidak mengusulkannya lagi."))
    else:
        actions.exclude(case, person_id, BECAUSE[match], by=current_actor)
        flash(_("Orang itu tidak dapat melihat kasus ini lagi."))
    return redirect(url_for("cases.show", id=case.id), 303)


@bp.route("/cases/<uuid:id>/exclusions/<uuid:person_id>/lift", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def ask_lift(id: UUID, person_id: UUID) -> ResponseReturnValue:
    case, form = _led(id), AskLiftForm()
    one = _one(case, person_id)
    if not form.validate_on_submit():
        return step_page(case, form, _("Minta dibuka kembali"), _("Ajukan"), told=_told(one))
    actions.ask_lift(case, person_id, form.words.data or "", by=current_actor)
    return _back(case, _("Diajukan kepada kepala unit."))


@bp.route("/cases/<uuid:id>/exclusions/<uuid:person_id>/decision", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def decide_lift(id: UUID, person_id: UUID) -> ResponseReturnValue:
    case, form = _led(id), LiftForm()
    one = _one(case, person_id)
    if not form.validate_on_submit():
        notes = [one.lift_note_id] if one.lift_note_id else []
        read = cases.read(case, by=current_actor, held=Compartment.STORY, words=notes)
        said = next(iter(read.words.values()), {}).get("words")
        asked = [(_("Diajukan oleh"), one.lift_asked_by), (_("Alasan"), said)]
        told = [*_told(one), *asked]
        return step_page(case, form, _("Putuskan pengecualian"), _("Simpan"), told=told)
    lift = form.decision.data == "lift"
    actions.decide_lift(case, person_id, lift=lift, by=current_actor)
    return _back(case, _("Dibuka kembali.") if lift else _("Tetap dikecualikan."))


def _led(id: UUID) -> CaseFile:
    """The case, for whoever decides on who sees it."""
    case = ours(id)
    actions.leads(case, current_actor)
    return case


def _one(case: CaseFile, person_id: UUID) -> ShutOut:
    for one in queries.shut_out(case.id):
        if one.id == person_id:
            return one
    raise Missing


def _told(one: ShutOut) -> list[tuple[str, object]]:
    return [
        (_("Akun"), f"{one.name} · {one.unit}"),
        (_("Mengapa dikecualikan"), CONFLICTS[one.reason]),
    ]


def _back(case: CaseFile, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for(".show", id=case.id), 303)
