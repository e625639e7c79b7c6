"""Steps about the law: the police report, and who accompanies the case there."""

from uuid import UUID

from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms import LawForm, LegalForm
from referral.cases.forms.people import people
from referral.cases.models import CaseFile, LawLine
from referral.cases.views.bp import bp
from referral.cases.views.steps import done, ours, step_page
from referral.directory import queries as directory
from referral.i18n import _
from referral.policy import Permission
from referral.web import current_actor, requires


@bp.route("/cases/<uuid:id>/law", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def record_lp(id: UUID) -> ResponseReturnValue:
    case, line = ours(id), queries.law_line(id)
    form = LawForm(version=line.version if line else 0)

    def keep() -> LawLine:
        form.fresh(line)
        domestic = form.domestic.data
        return actions.record_lp(case.id, *form.told(), by=current_actor, domestic=domestic)

    if not form.lets(keep):
        return step_page(case, form, _("Catat nomor LP"), _("Simpan"))
    return done(case, _("Laporan polisi dicatat."))


@bp.route("/cases/<uuid:id>/legal", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def name_legal(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form, watch = LegalForm(version=case.version), directory.watches([case.unit_id])[case.unit_id]
    others = [one for one in queries.colleagues(case) if one.id != case.manager_id]
    form.worker.choices = people(others, watch)

    def name() -> CaseFile:
        form.fresh(case)
        return actions.name_legal(case, UUID(form.worker.data), by=current_actor)

    if not form.lets(name):
        return step_page(case, form, _("Tunjuk pendamping hukum"), _("Tunjuk"))
    return done(case, _("Pendamping hukum ditunjuk dan diberi tahu."))
