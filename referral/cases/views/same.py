"""Other files that may be of the same child: looked for, compared, linked; never merged."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.same import SameForm
from referral.cases.models import CaseFile, Sameness
from referral.cases.queries import Pair
from referral.cases.views.bp import bp
from referral.cases.views.steps import ours, step_page
from referral.errors import Missing
from referral.i18n import _, _l
from referral.policy import Permission, find
from referral.web import current_actor, requires
from referral.web.forms import StepForm

ANSWERED = {
    Sameness.MAYBE: (_l("Mungkin sama"), "mid"),
    Sameness.SAME: (_l("Benar sama"), "open"),
    Sameness.OTHER: (_l("Bukan"), ""),
}
"""The word and the tone of each answer."""


@bp.route("/cases/<uuid:id>/same", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def same(id: UUID) -> ResponseReturnValue:
    """What was found so far; the button looks again among what the reader holds."""
    case, form = ours(id), StepForm()
    if form.validate_on_submit():
        actions.look_for_same(case, queries.held(current_actor), by=current_actor)
        found = queries.pairs(case.id, current_actor)
        if all(pair.answer is not Sameness.MAYBE for pair in found):
            flash(_("Tidak ada berkas baru yang mirip."))
        return redirect(url_for(".same", id=case.id), 303)
    pairs = queries.pairs(case.id, current_actor)
    page = render_template("cases/same.html", case=case, form=form, pairs=pairs, answered=ANSWERED)
    return page, 422 if form.is_submitted() else 200


@bp.route("/cases/<uuid:id>/same/<uuid:other_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def decide_same(id: UUID, other_id: UUID) -> ResponseReturnValue:
    case = ours(id)
    pair = _pair(case, other_id)
    form = SameForm()
    if not form.is_submitted() and pair.answer is not Sameness.MAYBE:
        form.answer.data = pair.answer.value
    if not form.validate_on_submit():
        told = [(_("Berkas ini"), case.number), (_("Berkas lain"), pair.number)]
        back = url_for(".same", id=case.id)
        return step_page(case, form, _("Anak yang sama?"), _("Simpan"), told=told, back=back)
    other = find(CaseFile, other_id, current_actor)
    actions.decide_same(case, other, Sameness(form.answer.data), by=current_actor)
    flash(_("Jawaban disimpan."))
    return redirect(url_for(".same", id=case.id), 303)


def _pair(case: CaseFile, other_id: UUID) -> Pair:
    """One that was found, and that the reader can compare."""
    for pair in queries.pairs(case.id, current_actor):
        if pair.id == other_id and pair.both:
            return pair
    raise Missing
