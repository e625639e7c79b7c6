"""Steps beside the straight road, each a form of its own."""

from typing import Any
from uuid import UUID

from flask.typing import ResponseReturnValue

from referral.cases.actions import read
from referral.cases.models import CaseFile
from referral.cases.views.parts import who_agrees
from referral.errors import Refused
from referral.i18n import _, _l
from referral.policy import Compartment, Permission, find
from referral.referrals import actions, queries
from referral.referrals.actions.thread import BOTH_READ
from referral.referrals.forms import (
    OURS,
    ClaimForm,
    FailForm,
    ForwardForm,
    HoldForm,
    HurryForm,
    KeepForm,
    NoteForm,
    ProgressForm,
    RecallForm,
    RenewForm,
    RerouteForm,
    SignOffForm,
    WaitlistForm,
)
from referral.referrals.models import HURRIED, TEXT, TEXTS, Fact, Referral, Step
from referral.referrals.views.bp import bp
from referral.referrals.views.steps import Said, answer_page, done, follow_page, take_step
from referral.web import current_actor, requires


@bp.route("/referrals/<uuid:id>/waitlist", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def waitlist(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Masukkan daftar tunggu"),
        _l("Simpan"),
        _l("Masuk daftar tunggu. Pengirim diberi tahu."),
        _l("Pengirim ditanya setiap 7 hari apakah anak masih menunggu."),
    )
    return answer_page(id, Step.WAITLIST, WaitlistForm, actions.waitlist, said)


@bp.route("/referrals/<uuid:id>/forward", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def forward(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Alihkan ke meja lain"),
        _l("Alihkan ke meja lain"),
        _l("Dialihkan. Pengirim dan meja yang baru diberi tahu."),
        _l("Meja yang baru mendapat nomor sendiri dan meneruskan batas jawaban yang berjalan."),
    )
    return answer_page(id, Step.FORWARD, ForwardForm, actions.forward, said)


@bp.route("/referrals/<uuid:id>/reroute", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def reroute(id: UUID) -> ResponseReturnValue:
    """The sender's own way to another desk, where this one is silent."""
    said = Said(
        _l("Cari meja lain"),
        _l("Kirim ke meja lain"),
        _l("Dialihkan. Kedua meja diberi tahu."),
        _l("Meja yang baru meneruskan batas jawaban yang sudah berjalan, tidak mulai dari awal."),
    )
    sight = queries.sight(id, current_actor)
    form = RerouteForm(version=sight.referral.version)
    if not (form.is_submitted() or sight.sends):
        raise Refused("sender.only")
    form.offer(desk for desk in queries.other_desks(sight) if desk.of_sender)

    def take(referral: Any) -> Any:
        return actions.forward(referral, *form.told(), by=current_actor)

    return take_step(sight, Step.FORWARD, form, said, take)


@bp.route("/referrals/<uuid:id>/fail", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def fail(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Tidak terlaksana"),
        _l("Simpan"),
        _l("Dicatat. Pengirim akan mencari jalan lain."),
        _l("Anak ini tetap perlu bantuan: pengirim akan mencari jalan lain."),
    )
    return answer_page(id, Step.FAIL, FailForm, actions.fail, said)


@bp.route("/referrals/<uuid:id>/reopen", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def reopen(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Buka kembali"),
        _l("Buka kembali"),
        _l("Dibuka kembali. Meja tujuan diberi tahu."),
        _l("Meja tujuan melanjutkan layanan dan melihat lagi yang dibagikan."),
    )
    return follow_page(id, Step.REOPEN, RecallForm, actions.reopen, said)


@bp.route("/referrals/<uuid:id>/recall", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def recall(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Tarik rujukan"),
        _l("Tarik"),
        _l("Ditarik. Meja tujuan tidak melihat data anak lagi."),
        _l("Meja tujuan langsung tidak dapat membukanya. Yang sudah dibaca tidak dapat ditarik."),
    )
    if find(Referral, id, current_actor).sent_at is None:
        said = Said(
            _l("Buang draf"),
            _l("Buang draf"),
            _l("Draf dibuang."),
            _l("Belum ada yang terkirim, dan tidak akan terkirim."),
        )
    return follow_page(id, Step.RECALL, RecallForm, actions.recall, said)


@bp.route("/referrals/<uuid:id>/keep", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def keep(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Tetap menunggu"), _l("Tetap menunggu"), _l("Tempat anak ini tetap dijaga."))
    return follow_page(id, None, KeepForm, actions.keep, said)


@bp.route("/referrals/<uuid:id>/hurry", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def hurry(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Percepat"), _l("Percepat"), _l("Dipercepat. Meja tujuan diberi tahu."))
    sight = queries.sight(id, current_actor)
    form = HurryForm(version=sight.referral.version)
    if not (form.is_submitted() or sight.sends):
        raise Refused("sender.only")
    if sight.referral.status not in HURRIED and not form.is_submitted():
        raise Refused("step.not_open")
    form.suit(sight.referral.urgency)
    return take_step(
        sight, None, form, said, lambda r: actions.hurry(r, *form.told(), by=current_actor)
    )


@bp.route("/referrals/<uuid:id>/progress", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def progress(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Kabar kemajuan"), _l("Kirim kabar"), _l("Kabar dikirim kepada pengirim."))
    return answer_page(id, Fact.PROGRESS, ProgressForm, actions.progress, said)


@bp.route("/referrals/<uuid:id>/hold", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def hold(id: UUID) -> ResponseReturnValue:
    said = Said(_l("Tunda dengan alasan"), _l("Simpan"), _l("Ditunda. Pengirim membaca alasannya."))
    sight = queries.sight(id, current_actor)
    form = HoldForm(version=sight.referral.version)
    if not (form.is_submitted() or sight.answers):
        raise Refused("desk.not_yours")
    return take_step(
        sight, None, form, said, lambda r: actions.hold(r, *form.told(), by=current_actor)
    )


@bp.post("/referrals/<uuid:id>/resume")
@requires(Permission.REFERRAL_ANSWER)
def resume(id: UUID) -> ResponseReturnValue:
    sight, form = queries.sight(id, current_actor), ClaimForm()
    form.validate()
    actions.resume(sight.referral, by=current_actor)
    return done(id, _("Dilanjutkan."))


@bp.route("/referrals/<uuid:id>/consent", methods=["GET", "POST"])
@requires(Permission.REFERRAL_SEND)
def renew(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Perpanjang persetujuan"),
        _l("Simpan"),
        _l("Persetujuan diperpanjang."),
        texts=TEXTS[TEXT],
    )
    sight = queries.sight(id, current_actor)
    form = RenewForm(version=sight.referral.version)
    if sight.sends:
        case = find(CaseFile, sight.referral.case_id, current_actor)
        opened = read(case, by=current_actor, only=Compartment.IDENTITY)
        doc = opened.parts.get(Compartment.IDENTITY, {})
        form.consent_giver.description = who_agrees(doc)
    elif not form.is_submitted():
        raise Refused("sender.only")

    def again(referral: Referral) -> Referral:
        return actions.renew(referral, *form.told(), by=current_actor)

    return take_step(sight, None, form, said, again)


@bp.route("/referrals/<uuid:id>/void", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def void(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Batalkan rujukan"),
        _l("Batalkan rujukan"),
        _l("Dibatalkan. Kedua pihak diberi tahu."),
        _l("Rujukan ini tidak ikut dihitung lagi. Catatannya tetap ada."),
    )
    return follow_page(id, Step.VOID, RecallForm, actions.void, said)


@bp.route("/referrals/<uuid:id>/sign-off", methods=["GET", "POST"])
@requires(Permission.CASE_DECIDE)
def sign_off(id: UUID) -> ResponseReturnValue:
    said = Said(
        _l("Setujui dasar membagi data"),
        _l("Setujui"),
        _l("Disetujui."),
        _l("Sudah dikirim tanpa menunggu Anda. Bila tidak setuju, batalkan rujukannya."),
        signed=True,
    )
    return follow_page(id, None, SignOffForm, actions.sign_off, said)


@bp.route("/referrals/<uuid:id>/note", methods=["GET", "POST"])
@requires(Permission.REFERRAL_ANSWER)
def note(id: UUID) -> ResponseReturnValue:
    sight = queries.sight(id, current_actor)
    form = NoteForm(version=sight.referral.version)
    form.suit(both=sight.referral.status in BOTH_READ)
    if not (sight.answers or sight.sends):
        raise Refused("desk.not_yours")
    said = Said(_l("Tulis catatan"), _l("Simpan"), _l("Catatan disimpan."))

    def write(referral: Any) -> Any:
        ours = form.readers.data == OURS
        return actions.note(referral, form.words.data or "", ours=ours, by=current_actor)

    return take_step(sight, None, form, said, write)
