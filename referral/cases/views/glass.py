"""Break-glass: the list, breaking it, ending it, judging it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.glass import YES, GlassForm, JudgeForm
from referral.cases.models import CaseFile, parts_of
from referral.cases.models.words import word
from referral.cases.queries import Broken
from referral.cases.views.steps import step_page
from referral.errors import Missing
from referral.i18n import _
from referral.people.queries import ROLES
from referral.people.views.proof import asked_again, proves
from referral.policy import REVIEWERS, Permission, can, find
from referral.web import current_actor, requires
from referral.web.show import wita

bp = Blueprint("glass", __name__)


@bp.get("/emergency-access")
@requires(Permission.GLASS_READ)
def index() -> str:
    """All that was broken, as far as one sees it: who, when, which parts, judged or not."""
    return render_template("cases/glass.html", case=None, cards=_cards(queries.broken()))


@bp.get("/cases/<uuid:id>/emergency-access")
@requires(Permission.GLASS_READ)
def show(id: UUID) -> str:
    case = find(CaseFile, id, current_actor)
    found = actions.read_glass(case, by=current_actor)
    may = can(current_actor, Permission.GLASS_BREAK) and queries.breakable(case, current_actor)
    cards = _cards(found, words=True)
    return render_template("cases/glass.html", case=case, cards=cards, may_break=bool(may))


@bp.route("/cases/<uuid:id>/emergency-access/new", methods=["GET", "POST"])
@requires(Permission.GLASS_BREAK)
def begin(id: UUID) -> ResponseReturnValue:
    case, form = find(CaseFile, id, current_actor), GlassForm()
    form.among(queries.breakable(case, current_actor))
    if not asked_again():
        del form.password
    if not form.lets(lambda: _break(case, form)):
        page = render_template("cases/break.html", case=case, form=form)
        return page, 422 if form.is_submitted() else 200
    flash(_("Akses darurat dibuka. Manajer kasus, provinsi dan auditor sudah diberi tahu."))
    return redirect(url_for("cases.show", id=case.id), 303)


def _break(case: CaseFile, form: GlassForm) -> CaseFile | None:
    if "password" in form and not proves(form.password.data or ""):
        form.password.errors = [_("Kata sandi tidak cocok, atau terlalu sering dicoba.")]
        return None
    return actions.break_glass(case, form.told(), by=current_actor)


@bp.post("/cases/<uuid:id>/emergency-access/end")
@requires(Permission.GLASS_BREAK)
def end(id: UUID) -> ResponseReturnValue:
    case = find(CaseFile, id, current_actor)
    actions.end_glass(case, by=current_actor)
    flash(_("Akses darurat diakhiri."))
    return redirect(url_for("cases.show", id=case.id), 303)


@bp.route("/cases/<uuid:id>/emergency-access/<uuid:glass_id>/review", methods=["GET", "POST"])
@requires(Permission.GLASS_REVIEW)
def review(id: UUID, glass_id: UUID) -> ResponseReturnValue:
    case, form = find(CaseFile, id, current_actor), JudgeForm()
    one = _one(actions.read_glass(case, by=current_actor), glass_id)

    def judge() -> CaseFile:
        fair, words = form.fair.data == YES, form.words.data or ""
        return actions.review_glass(case, one.glass, words, fair=fair, by=current_actor)

    if not form.lets(judge):
        told = _told(one, words=True)
        return step_page(case, form, _("Tinjau akses darurat"), _("Simpan"), told=told)
    flash(_("Tinjauan disimpan."))
    return redirect(url_for(".show", id=case.id), 303)


def _one(found: list[Broken], id: UUID) -> Broken:
    for one in found:
        if one.glass.id == id:
            return one
    raise Missing


def _cards(found: list[Broken], *, words: bool = False) -> list[dict[str, Any]]:
    """Each as a card; who may judge it finds the way there."""
    return [
        {
            "at": one.glass.at,
            "facts": _told(one, words=words),
            "review": url_for(".review", id=one.glass.case_id, glass_id=one.glass.id)
            if _judges(one)
            else None,
        }
        for one in found
    ]


def _judges(one: Broken) -> bool:
    mine = one.glass.person_id == current_actor.id
    return one.glass.reviewed_at is None and not mine and current_actor.role in REVIEWERS[one.role]


def _told(one: Broken, *, words: bool) -> list[tuple[str, object]]:
    glass = one.glass
    judged = _("Belum ditinjau")
    if glass.reviewed_at is not None:
        judged = _("Wajar") if glass.fair else _("Tidak wajar")
    facts: list[tuple[str, object]] = [
        (_("Siapa"), f"{one.by} · {ROLES[one.role]} · {one.unit}"),
        (_("Dibuka"), wita(glass.at)),
        (_("Berakhir"), wita(glass.until)),
        (_("Bagian yang dibuka"), "\n".join(map(str, parts_of(glass.compartments)))),
        (_("Mengapa"), word(glass.reason)),
        (_("Tinjauan"), judged),
    ]
    if words:
        facts[5:5] = [(_("Penjelasan"), glass.explained())]
    if words and one.judge:
        facts += [(_("Alasan penilaian"), glass.judgement()), (_("Ditinjau oleh"), one.judge)]
    return facts
