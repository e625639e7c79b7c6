"""Handing over one need of a child, or the whole case: first which desk, then one form."""

from collections.abc import Collection
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from referral.cases.actions import read
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.cases.views.parts import reached, who_agrees
from referral.directory import queries as directory
from referral.directory.models import Service, Unit
from referral.errors import Missing, Refused
from referral.i18n import _, _l
from referral.policy import (
    OWNING,
    SHARABLE,
    USUAL_SHARE,
    WHOLE,
    AgencyKind,
    Compartment,
    Permission,
    find,
)
from referral.referrals import actions, queries
from referral.referrals.forms import RecallForm, SendForm
from referral.referrals.models import TEXT, TEXTS, Kind, Referral, Status
from referral.referrals.views import look
from referral.referrals.views.bp import bp
from referral.referrals.views.steps import Said, follow_page
from referral.web import current_actor, requires


@bp.route("/cases/<uuid:id>/refer", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def refer(id: UUID) -> ResponseReturnValue:
    """Without a desk in the address: which one; with it: the form."""
    case, (service, desk) = _managed(id), _asked()
    if desk is None or service is None:
        _choose_first()
        return _choose(case, service)
    return _send(case, desk, service)


@bp.route("/cases/<uuid:id>/transfer", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def transfer(id: UUID) -> ResponseReturnValue:
    """The same where the case itself passes to another UPTD."""
    case, (_service, desk) = _managed(id), _asked()
    if request.method == "GET" and queries.passing_on(case.id):
        raise Refused("transfer.open")
    if desk is None or desk.kind not in OWNING:
        _choose_first()
        return _choose(case, Service.COMPLAINT, OWNING)
    return _send(case, desk, Service.COMPLAINT, whole_case=True)


def _managed(id: UUID) -> CaseFile:
    case = find(CaseFile, id, current_actor)
    if request.method == "GET" and not queries.manages(case.id, current_actor):
        raise Refused("case.manager_only")  # whoever sends is asked again by the action
    return case


def _send(
    case: CaseFile, desk: Unit, service: Service, *, whole_case: bool = False
) -> ResponseReturnValue:
    actions.lawful(service, sexual=case.sexual)
    form = SendForm()
    form.suit(desk, whole_case=whole_case)
    if not form.is_submitted():
        if case.status is not CaseStatus.OPEN:
            raise Refused("case.not_open")
        if not whole_case:
            actions.way_to(desk, service, case.area_code, current_actor.unit_kind)
        _fill(case, form, desk)
    return _hand_over(case, form, desk, service)


@bp.route("/referrals/<uuid:id>/draft", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def draft(id: UUID) -> ResponseReturnValue:
    """The same form, gone on with: by who manages the case, or by the head who sends it."""
    kept = find(Referral, id, current_actor)
    if request.method == "GET" and kept.status is not Status.DRAFT:
        return redirect(url_for(".show", id=id), 303)
    case, desk = find(CaseFile, kept.case_id, current_actor), directory.unit(kept.to_unit_id)
    if desk is None:
        raise Missing
    form = SendForm(version=kept.version)
    form.suit(desk, whole_case=kept.kind is Kind.TRANSFER)
    if not form.is_submitted():
        form.go_on(actions.typed(kept, by=current_actor))
        form.version.data = kept.version
    return _hand_over(case, form, desk, kept.service, kept)


@bp.route("/referrals/<uuid:id>/hand-back", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def hand_back(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Kembalikan ke pengirim"),
        _l("Kembalikan"),
        _l("Dikembalikan. Pengirim diberi tahu."),
        _l("Rujukan ini tidak terkirim. Pengirim membaca alasan Anda dan memperbaikinya."),
    )
    return follow_page(id, None, RecallForm, actions.hand_back, said)


def _hand_over(
    case: CaseFile, form: SendForm, desk: Unit, service: Service, kept: Referral | None = None
) -> ResponseReturnValue:
    """Sent, put aside, or shown with what is missing."""
    if form.is_submitted() and request.form.get("then") == "later":
        told = form.drafted(desk.id, service)
        if kept is not None:
            form.fresh(kept)
        row = actions.put_aside(case, told, by=current_actor, draft=kept)
        flash(_("Disimpan sebagai draf. Belum ada yang terkirim."))
        return redirect(url_for(".show", id=row.id), 303)

    def send() -> Referral:
        if kept is not None:
            form.fresh(kept)
        told = form.told(desk.id, service)
        return actions.send(case, told, by=current_actor, draft=kept)

    sent = form.lets(send)
    if sent is None:
        return _form_page(case, form, desk, service, kept)
    if sent.status is Status.DRAFT:
        flash(_("Kepala unit diminta memeriksa. Rujukan terkirim setelah disetujui."))
    else:
        flash(_("Terkirim. Meja tujuan diberi tahu."))
    return redirect(url_for(".show", id=sent.id), 303)


def _fill(case: CaseFile, form: SendForm, desk: Unit) -> None:
    """What the case tells its manager; how to reach the child where a desk is told who it is."""
    told = Compartment.IDENTITY & USUAL_SHARE[desk.kind]
    opened = read(case, by=current_actor, held=WHOLE, only=told)
    doc = opened.parts.get(Compartment.IDENTITY)
    form.known(
        risk=case.risk,
        needs=queries.needs_of(case.id),
        safe_contact=reached(doc) if doc else "",
        keep_from=doc["safe_contact"]["keep_from"] if doc else "",
    )
    if doc:
        form.consent_giver.description = who_agrees(doc)


def _choose_first() -> None:
    """Nothing is sent to a desk that is not there; what was typed is given back."""
    if request.method == "POST":
        raise Refused("desk.unknown")


def _asked() -> tuple[Service | None, Unit | None]:
    """Service and desk that the address names; what cannot be read is not asked."""
    service = request.args.get("service", "")
    try:
        desk = directory.unit(UUID(request.args.get("desk", "")))
    except ValueError:
        desk = None
    usable = desk is not None and desk.desk is not None and desk.kind in SHARABLE
    return Service(service) if service in list(Service) else None, desk if usable else None


def _choose(
    case: CaseFile, service: Service | None, kinds: Collection[AgencyKind] = tuple(SHARABLE)
) -> str:
    """The desks that this sender may ask for this child, with what each offers."""
    actor = current_actor
    but = [actor.unit_id] if kinds is OWNING else []
    found = queries.choices(case.area_code, actor.unit_kind, but=but, service=service)
    return render_template(
        "referrals/choose.html",
        case=case,
        found=[choice for choice in found if choice.unit.kind in kinds],
        service=service,
        whole_case=kinds is OWNING,
    )


def _form_page(
    case: CaseFile, form: SendForm, desk: Unit, service: Service, kept: Referral | None
) -> ResponseReturnValue:
    page = render_template(
        "referrals/send.html",
        case=case,
        form=form,
        desk=desk,
        headless="share" not in form and not directory.heads(desk.id),
        service=service,
        look=look,
        kept=kept,
        texts=TEXTS[TEXT],
        running=None if kept or form.best_interest else queries.running(case.id, desk.id, service),
        may_keep=kept is None or queries.manages(case.id, current_actor),
    )
    return page, 422 if form.is_submitted() else 200
