"""Putting a step on record: one page for each kind, with the form that belongs to it."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms.base import RecordForm
from referral.cases.forms.records import FORMS, SimfoniForm
from referral.cases.models import CaseFile, Danger, Fares, RecordKind
from referral.cases.models.words import word
from referral.cases.views.bp import bp
from referral.cases.views.steps import done, ours, step_page
from referral.errors import Missing
from referral.i18n import _
from referral.policy import Permission, find
from referral.reminders.limits import Kind
from referral.web import current_actor, requires


@bp.route("/cases/<uuid:id>/records/<kind>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def record(id: UUID, kind: str) -> ResponseReturnValue:
    case = find(CaseFile, id, current_actor)
    actions.of_its_unit(case, current_actor)
    if kind not in set(RecordKind):
        raise Missing
    sort = RecordKind(kind)
    form = FORMS[sort](version=case.version)
    kept = actions.kept_by(case, sort)
    form.owing(queries.due(case.id, kept) if kept else None)
    if not form.lets(lambda: actions.record(case, _written(sort, form), by=current_actor)):
        return step_page(case, form, word(sort), _("Simpan"))
    if form.data.get("code") in (Fares.CONCERN, Fares.NOT_REACHED):
        return done(case, _("Tersimpan. Kepala unit diberi tahu; ia dapat membuka kembali kasus."))
    return done(case, _("Tersimpan."))


def _written(sort: RecordKind, form: RecordForm) -> actions.Written:
    filled = form.values()
    return actions.Written(
        kind=sort,
        at=form.moment(),
        words=filled.get("words") or "",
        code=filled.get("code"),
        number=filled.get("number") or "",
        why=form.late_because,
        until=filled.get("until"),
        danger=frozenset(Danger(one) for one in filled.get("danger") or ()),
    )


@bp.route("/cases/<uuid:id>/simfoni", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def record_simfoni(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = SimfoniForm(version=case.version)
    form.owing(queries.due(case.id, Kind.SIMFONI))
    if not form.lets(lambda: actions.record_simfoni(case, *form.told(), by=current_actor)):
        return step_page(case, form, _("Catat nomor SIMFONI"), _("Simpan"))
    return done(case, _("Nomor SIMFONI tersimpan."))
