"""The steps of a referral, each a form of its own; the sender fills a desk's form for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from referral.errors import Refused
from referral.i18n import _, _l
from referral.policy import Permission
from referral.referrals import actions, queries
from referral.referrals.forms import (
    AcceptForm,
    AskForm,
    ClaimForm,
    CompleteForm,
    ConfirmForm,
    DeclineForm,
    DeskForm,
    PlanForm,
    RecallForm,
    ReplyForm,
    StartForm,
    telling,
)
from referral.referrals.models import Fact, Referral, Step, told_in
from referral.referrals.queries import Sight
from referral.referrals.views import look
from referral.referrals.views.bp import bp
from referral.web import current_actor, requires
from referral.web.forms import StepForm

Verb = Callable[..., Referral]


@dataclass(frozen=True)
class Said:
    """What a step's page says: its title, its button, and when it is done."""

    title: str
    yes: str
    done: str
    lead: str = ""
    asked: bool = False
    """It answers the desk's question, which stands above the form."""
    signed: bool = False
    """Somebody stands for what stands above the form."""
    texts: tuple[str, ...] = ()
    """What is read out to the child and its guardian before they answer."""


@bp.post("/referrals/<uuid:id>/claim")
@requires(Permission.REFERRAL_ANSWER)
def claim(id: UUID) -> ResponseReturnValue:
    """Taken in hand; whoever was first is named to the second."""
    sight, form = queries.sight(id, current_actor), ClaimForm()
    form.validate()
    actions.claim(sight.referral, by=current_actor)
    return done(id, _("Anda menangani rujukan ini. Pengirim diberi tahu."))


@bp.route("/referrals/<uuid:id>/accept", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def accept(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Terima"), _l("Terima"), _l("Diterima. Pengirim diberi tahu."))
    return answer_page(id, Step.ACCEPT, AcceptForm, actions.accept, said)


@bp.route("/referrals/<uuid:id>/ask", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def ask(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Bertanya ke pengirim"),
        _l("Kirim pertanyaan"),
        _l("Pertanyaan dikirim. Batas jawaban berhenti paling lama 24 jam."),
        _l("Paling banyak dua kali. Batas jawaban Anda berhenti, paling lama 24 jam."),
    )
    return answer_page(id, Step.ASK, AskForm, actions.ask, said)


@bp.route("/referrals/<uuid:id>/decline", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def decline(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Tolak"),
        _l("Tolak rujukan"),
        _l("Ditolak. Pengirim langsung diberi tahu."),
        _l("Anak ini tetap perlu bantuan: pengirim akan mencari jalan lain."),
    )
    return answer_page(id, Step.DECLINE, DeclineForm, actions.decline, said)


@bp.route("/referrals/<uuid:id>/start", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def start(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Catat layanan pertama"), _l("Simpan"), _l("Layanan pertama dicatat."))
    return answer_page(id, Step.START, StartForm, actions.start, said)


@bp.route("/referrals/<uuid:id>/complete", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def complete(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Selesaikan"),
        _l("Selesaikan"),
        _l("Selesai. Pengirim akan menanyakan hasilnya kepada anak."),
        _l("Data anak tertutup bagi meja tujuan 14 hari setelah selesai."),
    )
    return answer_page(id, Step.COMPLETE, CompleteForm, actions.complete, said)


@bp.route("/referrals/<uuid:id>/reply", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def reply(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Balas pertanyaan"), _l("Kirim balasan"), _l("Balasan dikirim."), asked=True)
    return follow_page(id, Step.REPLY, ReplyForm, actions.reply, said)


@bp.route("/referrals/<uuid:id>/confirm", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def confirm(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Konfirmasi hasil"), _l("Simpan"), _l("Hasil dikonfirmasi."))
    return follow_page(id, Step.CONFIRM, ConfirmForm, actions.confirm, said)


@bp.route("/referrals/<uuid:id>/mistake", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def mistake(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Laporan ini keliru"),
        _l("Laporan ini keliru"),
        _l("Ditandai keliru. Kepala unit dan meja tujuan diberi tahu."),
        _l("Kewajiban hukum tidak dapat ditarik. Kepala unit memutuskan."),
    )
    return follow_page(id, None, RecallForm, actions.mark_mistake, said)


@bp.route("/referrals/<uuid:id>/plan", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def plan(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Penuhi dengan jalan lain"), _l("Simpan"), _l("Rencana dicatat."))
    return follow_page(id, None, PlanForm, actions.plan, said)


def answer_page(
    id: UUID, step: Step | Fact, form_class: type[DeskForm], verb: Verb, said: Said
) -> ResponseReturnValue:
    """A step of the desk with what its kind tells of its work, or the sender's proxy of it."""
    sight = queries.sight(id, current_actor)
    if sight.sends:
        said = on_paper(said)
    form = telling(form_class, sight.asked(step), step)(version=sight.referral.version)
    if not (form.is_submitted() or sight.answers or sight.sends):
        raise Refused("desk.not_yours")
    form.suit(sight)
    if form.ASKED and not form.is_submitted():
        form.known(told_in(actions.read(sight, by=current_actor).words.values()), sight.now)
    if isinstance(form, AcceptForm) and sight.village:
        form.mind(actions.safe_hours(sight.referral, by=current_actor))

    def answer(referral: Referral) -> Referral:
        answered = verb(referral, *form.told(), by=current_actor, proxy=form.proxy())
        for word in form.warnings():
            flash(word, "warning")
        return answered

    return take_step(sight, step if isinstance(step, Step) else None, form, said, answer)


def on_paper(said: Said) -> Said:
    """The same where the sender writes down what the desk answered."""
    return Said(
        _("Jawaban meja: %(step)s", step=said.title),
        _("Catat jawaban meja"),
        _("Jawaban meja dicatat."),
        _("Anda mencatat untuk meja itu. Tulis apa yang dijawab meja, bukan pendapat Anda."),
    )


def follow_page(
    id: UUID, step: Step | None, form_class: Any, verb: Verb, said: Said
) -> ResponseReturnValue:
    """A step of the sender."""
    sight = queries.sight(id, current_actor)
    form = form_class(version=sight.referral.version)
    if not (form.is_submitted() or sight.sends):
        raise Refused("sender.only")
    return take_step(sight, step, form, said, lambda r: verb(r, *form.told(), by=current_actor))


def take_step(
    sight: Sight, step: Step | None, form: Any, said: Said, act: Verb
) -> ResponseReturnValue:
    """Show the form; or refuse what is missing; or do it, and go back to the record."""
    referral, closed = sight.referral, step is not None and step not in sight.referral.open_steps()
    if closed and not form.is_submitted():
        raise Refused("step.not_open")

    def take() -> Referral:
        if not closed:
            form.fresh(referral)
        return act(referral)

    if form.lets(take) is None:
        return _form_page(sight, form, said)
    return done(referral.id, str(said.done))


def _form_page(sight: Sight, form: StepForm, said: Said) -> ResponseReturnValue:
    page = render_template(
        "referrals/step.html",
        sight=sight,
        form=form,
        said=said,
        look=look,
        question=_question(sight) if said.asked else None,
        signed=look.signed(sight, actions.read(sight, by=current_actor).words)
        if said.signed
        else (),
    )
    return page, 422 if form.is_submitted() else 200


def _question(sight: Sight) -> queries.Told | None:
    """What the desk asked last; reading it is written down."""
    moves = queries.moves(sight.referral)
    opened = actions.read(sight, by=current_actor)
    told = queries.with_words(moves, opened.words)
    return next((move for move in told if move.step == Step.ASK), None)


def done(id: UUID, text: str) -> ResponseReturnValue:
    flash(text)
    return redirect(url_for(".show", id=id), 303)
