"""The steps of a case, each a form of its own."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.cases import actions, queries
from referral.cases.forms import (
    AssignForm,
    ClosureForm,
    ContactForm,
    DecideForm,
    MistakeForm,
    NewsForm,
    ReopenForm,
    RiskForm,
)
from referral.cases.forms.identity import IdentityForm
from referral.cases.forms.people import many, people
from referral.cases.models import CaseFile, ContactWith, Identity, Status
from referral.cases.models.told import ClosingReason, SelfHarm
from referral.cases.queries import Checked, caseloads
from referral.cases.views import parts
from referral.cases.views.bp import bp
from referral.directory import queries as directory
from referral.errors import Refused
from referral.i18n import _
from referral.policy import Compartment, Permission, can, find
from referral.web import current_actor, requires
from referral.web.forms import StepForm


def step_page(
    case: CaseFile, form: StepForm, title: str, yes: str, **more: Any
) -> ResponseReturnValue:
    """The form of a step, again with its messages where something is missing."""
    page = render_template("cases/step.html", case=case, form=form, title=title, yes=yes, **more)
    return page, 422 if form.is_submitted() else 200


def ours(id: UUID) -> CaseFile:
    """The case, for whoever reads its story in the unit that owns it; nobody else sees a form."""
    case = find(CaseFile, id, current_actor)
    actions.of_its_unit(case, current_actor)
    actions.has_read(case, current_actor)
    return case


def done(case: CaseFile, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for("cases.show", id=case.id), 303)


@bp.route("/cases/<uuid:id>/risk", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def confirm_risk(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = RiskForm(version=case.version, risk=str(case.risk))
    if not form.lets(lambda: _settle(case, form)):
        opened = actions.read(case, by=current_actor, held=Compartment.STORY)
        story = opened.parts.get(Compartment.STORY, {})
        if not form.is_submitted():
            form.self_harm.data = story.get("self_harm")
        reasons = story.get("reasons", [])
        return step_page(case, form, _("Pastikan risiko"), _("Simpan"), reasons=reasons)
    if form.self_harm.data == SelfHarm.YES:
        flash(str(parts.SUICIDE), "warning")
    return done(case, _("Risiko dipastikan."))


def _settle(case: CaseFile, form: RiskForm) -> CaseFile:
    form.fresh(case)
    asked = actions.Asked(*form.asked)
    return actions.confirm_risk(case, *form.told(), by=current_actor, asked=asked)


@bp.route("/cases/<uuid:id>/manager", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def assign(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form, watch = AssignForm(version=case.version), directory.watches([case.unit_id])[case.unit_id]
    others = [member for member in queries.managers(case) if member.id != case.manager_id]
    load = caseloads(case.unit_id)
    form.worker.choices = people(others, watch, load)

    def give() -> CaseFile:
        form.fresh(case)
        return actions.assign(case, UUID(form.worker.data), by=current_actor)

    if not form.lets(give):
        return step_page(case, form, _("Ganti manajer kasus"), _("Tunjuk"))
    for word in many(load, UUID(form.worker.data)):
        flash(word, "warning")
    return done(case, _("Manajer kasus diganti."))


@bp.route("/cases/<uuid:id>/contact", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def add_contact(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = ContactForm(version=case.version)
    if not form.lets(lambda: actions.add_contact(case, _made(form), by=current_actor)):
        return step_page(case, form, _("Catat kontak"), _("Simpan"))
    return done(case, _("Kontak dicatat."))


def _made(form: ContactForm) -> actions.Made:
    return actions.Made(
        at=form.moment(),
        with_whom=ContactWith(form.with_whom.data),
        safe=form.safe.data == "yes",
        words=form.words.data,
    )


@bp.route("/cases/<uuid:id>/news", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def add_news(id: UUID) -> ResponseReturnValue:
    case = _told(id)
    form = NewsForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Tambah kabar"), _("Kirim"))
    actions.add_news(case, form.words.data, by=current_actor)
    return done(case, _("Kabar dikirim ke petugas."))


@bp.route("/cases/<uuid:id>/mistake", methods=["GET", "POST"])
@requires(Permission.CASE_OPEN)
def mark_mistake(id: UUID) -> ResponseReturnValue:
    case = _told(id)
    form = MistakeForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Laporan ini keliru"), _("Kirim"))
    actions.mark_mistake(case, form.words.data, by=current_actor)
    return done(case, _("Terkirim. UPTD memutuskan kelanjutannya."))


@bp.route("/cases/<uuid:id>/identity", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def keep_identity(id: UUID) -> ResponseReturnValue:
    case, known = ours(id), find(Identity, id, current_actor)
    form = IdentityForm(version=known.version)
    if not form.is_submitted():
        opened = actions.read(case, by=current_actor, only=Compartment.IDENTITY)
        form.know(opened.parts.get(Compartment.IDENTITY, {}))

    def keep() -> CaseFile:
        form.fresh(known)
        return actions.keep_identity(case, actions.Person(**form.told()), by=current_actor)

    if not form.lets(keep):
        return step_page(case, form, _("Lengkapi data anak"), _("Simpan"))
    return done(case, _("Data anak disimpan."))


def _told(id: UUID) -> CaseFile:
    """The case, for whoever told it or reads its words."""
    case = find(CaseFile, id, current_actor)
    actions.may_add(case, current_actor)
    return case


@bp.route("/cases/<uuid:id>/closure", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def ask_closure(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    leads = case.manager_id == current_actor.id or can(current_actor, Permission.CASE_DECIDE)
    form = ClosureForm(version=case.version)
    if not (leads or form.is_submitted()):
        raise Refused("manager.only")
    checks = queries.checks(case.id)
    if checks.plan is not Checked.NO:
        del form.unreviewed
    if not form.validate_on_submit():
        return step_page(case, form, _("Ajukan penutupan"), _("Ajukan"), checks=checks)
    form.fresh(case)
    said = form.values()
    actions.ask_closure(
        case,
        ClosingReason(said["reason"]),
        said["words"],
        by=current_actor,
        opinion=said["opinion"],
        unreviewed=said.get("unreviewed", ""),
    )
    return done(case, _("Diajukan kepada kepala unit."))


@bp.route("/cases/<uuid:id>/decision", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def decide(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = DecideForm(version=case.version)
    if case.status is not Status.CLOSING and not form.is_submitted():
        raise Refused("closure.not_asked")
    if not form.validate_on_submit():
        reason = ClosingReason(case.closing_reason) if case.closing_reason else None
        asked, checks = queries.asked(case.id), queries.checks(case.id)
        notes = [asked.about_id] if asked and asked.about_id else []
        said = actions.read(case, by=current_actor, held=Compartment.STORY, words=notes).words
        return step_page(
            case, form, _("Putuskan penutupan"), _("Simpan"), reason=reason, asked=asked,
            said=next(iter(said.values()), {}), checks=checks,
        )  # fmt: skip
    form.fresh(case)
    if form.decision.data == "approve":
        actions.approve(case, by=current_actor)
        return done(case, _("Kasus ditutup."))
    actions.refuse(case, form.words.data, by=current_actor)
    return done(case, _("Belum disetujui. Manajer kasus diberi tahu."))


@bp.route("/cases/<uuid:id>/reopening", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def reopen(id: UUID) -> ResponseReturnValue:
    case = ours(id)
    form = ReopenForm(version=case.version)
    if not form.validate_on_submit():
        return step_page(case, form, _("Buka kembali"), _("Buka kembali"))
    form.fresh(case)
    actions.reopen(case, form.words.data, by=current_actor)
    return done(case, _("Kasus dibuka kembali."))
