"""Pages of intake: one form for every opener, one POST; steps on the way keep what was typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import Field

from referral.cases.forms import MistakenForm
from referral.cases.models import CaseFile, Channel
from referral.cases.models.told import ClosingReason
from referral.cases.views.steps import done, step_page
from referral.directory import queries as directory
from referral.i18n import _, _l
from referral.intake import actions, queries
from referral.intake.forms import RECENT, ReportForm, report_of
from referral.intake.models import MOST_CHILDREN
from referral.intake.signs import ADVICE, SIGNS, Advice, Sign, reason_label
from referral.policy import AgencyKind, Permission, find
from referral.web import current_actor, requires

bp = Blueprint("intake", __name__)
BLUEPRINTS = (bp,)
PARTS = 7
CHANNELS = {
    AgencyKind.PATBM: (Channel.PATBM,),
    AgencyKind.SHELTER: (Channel.SHELTER,),
    AgencyKind.POLICE: (Channel.POLICE,),
    AgencyKind.HOSPITAL: (Channel.HOSPITAL,),
    AgencyKind.SCHOOL: (Channel.SCHOOL,),
}
"""Where a report comes in one way only; everybody else says which way."""
ANY_CHANNEL = (
    Channel.WALK_IN,
    Channel.PHONE,
    Channel.WHATSAPP,
    Channel.CALL_112,
    Channel.SAPA_129,
)
DROP = "hapus-"
LAST_GRAVE = Sign.REACH
"""After this box stands the advice: all that call for it stand before."""
NUMBERS = {
    Advice.DANGER: (("112", _l("Telepon 112")), ("110", _l("Polisi 110"))),
    Advice.HEALTH: (("112", _l("Telepon 112")),),
}
"""Whom an advice lets one call at once."""


@dataclass(frozen=True)
class Leaves:
    """The form as the summary of its errors reads it: field by field, each child's too."""

    form: ReportForm

    @property
    def errors(self) -> object:
        """Whatever is wrong."""
        return self.form.errors

    @property
    def form_errors(self) -> object:
        """What is wrong with no field of its own."""
        return self.form.form_errors

    def __iter__(self) -> Iterator[Field]:
        for field in self.form:
            if field is not self.form.children:
                yield field
                continue
            for child in self.form.children:
                yield from child.form


@bp.get("/cases/new")
@requires(Permission.CASE_OPEN)
def new() -> ResponseReturnValue:
    form = _form()
    home = queries.home_village(current_actor)
    if home is not None:
        form.village.data, form.village.words = home.code, home.path
    return _page(form)


@bp.post("/cases")
@requires(Permission.CASE_OPEN)
def report() -> ResponseReturnValue:
    """Save the report; a button on the way (village, another child) shows the page again."""
    form = _form()
    if notice := _step(form):
        return _page(form, notice)
    _look_up(form)
    if request.form.get("periksa"):
        return _page(form, (_("Periksa isian Anda, lalu kirim."), form.told_by.id))
    if not form.validate():
        return _page(form), 422
    case = actions.report(report_of(form), by=current_actor)
    flash(_("Laporan terkirim."))
    return redirect(url_for("cases.show", id=case.id), 303)


@bp.get("/cases/<uuid:id>/reported")
@requires(Permission.CASE_OPEN)
def show(id: UUID) -> ResponseReturnValue:
    """Where a form that was sent twice leads: to the one case that it opened."""
    return redirect(url_for("cases.show", id=id), 303)


@bp.route("/cases/<uuid:id>/mistaken", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def set_aside(id: UUID) -> ResponseReturnValue:
    """The head ends a case that was reported by mistake or twice, and the report with it."""
    case = find(CaseFile, id, current_actor)
    form = MistakenForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Tutup karena keliru"), _("Tutup"))
    form.fresh(case)
    reason = ClosingReason(form.reason.data)
    actions.set_aside(case, reason, form.words.data or "", by=current_actor)
    return done(case, _("Kasus ditutup."))


def _form() -> ReportForm:
    """The form as posted, less a child that was taken off; with this opener's channels."""
    posted = None
    if request.method == "POST":
        gone = request.form.get("langkah", "").removeprefix(DROP)
        away = f"children-{gone}-"
        posted = MultiDict(
            (k, v) for k, v in request.form.items(multi=True) if not k.startswith(away)
        )
    form = ReportForm(formdata=posted)
    form.offer_channels(CHANNELS.get(current_actor.unit_kind, ANY_CHANNEL))
    return form


def _step(form: ReportForm) -> tuple[str, str] | None:
    """What a button other than *send* did: the words and the place on the page, None for *send*."""
    step = request.form.get("langkah", "")
    if request.form.get("cari"):
        found = _search(form)
        if not found:
            form.village.errors = [_("Tidak ditemukan. Coba beberapa huruf awal nama desa.")]
            return _("Desa tidak ditemukan."), form.village.id
        return _("Pilih desa dari daftar."), form.village.id
    if step == "tambah":
        if len(form.children) >= MOST_CHILDREN:
            return _("Paling banyak 10 anak dalam satu laporan."), form.children.id
        added = form.children.append_entry()
        return _("Isi data anak berikutnya."), added.form["name"].id
    if step.startswith(DROP):
        return _("Satu anak dihapus dari laporan."), form.children[0].form["name"].id
    return None


def _look_up(form: ReportForm) -> None:
    """The chosen village; where it is not clear which, the list to choose from."""
    form.place = queries.chosen(form.village.data, form.village.words)
    if form.place is not None:
        form.village.words = form.place.path
    else:
        _search(form)


def _search(form: ReportForm) -> bool:
    found = directory.villages(form.village.words, queries.OFFERED)
    form.village.found = tuple((area.code, area.path) for area in found)
    return bool(found)


def _page(form: ReportForm, notice: tuple[str, str] | None = None) -> str:
    called = {fact.advice for sign, fact in SIGNS.items() if sign in form.ticked()}
    if Sign.SEXUAL in form.ticked() and form.recent.data == RECENT:
        called.add(Advice.HEALTH)
    return render_template(
        "intake/new.html",
        form=form,
        leaves=Leaves(form),
        step=notice,
        parts=PARTS,
        channels=len(form.channel.choices),
        advices=[(ADVICE[one], _calls(one), one in called, NUMBERS.get(one, ())) for one in Advice],
        sexual=[Sign.SEXUAL.value],
        wedding=[Sign.WEDDING.value],
        grave=LAST_GRAVE.value,
        most=MOST_CHILDREN,
        drop=DROP,
    )


def _calls(advice: Advice) -> list[str]:
    """The values of the page's boxes that call for an advice."""
    signs = [sign.value for sign, fact in SIGNS.items() if fact.advice is advice]
    return [*signs, RECENT] if advice is Advice.HEALTH else signs


@bp.app_template_filter("sign")
def _sign(code: str) -> str:
    """The words of a sign, for the pages of cases."""
    return str(SIGNS[Sign(code)].label)


@bp.app_template_filter("reason")
def _reason(code: str) -> str:
    """The words of a ground of the risk."""
    return str(reason_label(code))


@bp.app_template_filter("advice")
def _advice(code: str) -> tuple[str, ...]:
    """The lines of an advice, the most pressing first."""
    return ADVICE[Advice(code)]
