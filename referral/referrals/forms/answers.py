"""The desk's answers; the sender fills the same forms for a desk that answered on paper."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from referral import db
from referral.cases.forms.fields import offered
from referral.i18n import _, _l
from referral.policy import AgencyKind, Compartment
from referral.referrals import queries
from referral.referrals.forms.base import BlamingForm, lines
from referral.referrals.models import (
    LP,
    Begun,
    DeclineReason,
    Outcome,
    Promised,
    Proxy,
    Refusal,
    Result,
    SaidBy,
    choices,
)
from referral.referrals.queries import Sight
from referral.web.fields import MomentField
from referral.web.forms import StepForm, TextField

LETTER, PHONE = "letter", "phone"


def _needed(text: str) -> InputRequired:
    return InputRequired(text)


class ClaimForm(StepForm):
    """One button: "Saya tangani"."""


class DeskForm(BlamingForm):
    """A desk's answer; the fields about the one who answered stay only where the sender writes."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        "answer.when": "answered_at",
        "first_service.late": "first_service_at",
        "worker.elsewhere": "worker",
        "law.not_shared": "lp_number",
        "time.future": "lp_at",
    }
    PROXY: ClassVar = ("who", "how", "letter_number", "answered_at")

    who = TextField(
        _l("Siapa yang menjawab?"),
        [_needed(_l("Tulis nama dan jabatannya."))],
        description=_l("Nama dan jabatan petugas meja itu."),
    )
    how = RadioField(
        _l("Lewat apa?"),
        choices=offered([(PHONE, _l("Telepon")), (LETTER, _l("Surat"))]),
        validators=[_needed(_l("Pilih telepon atau surat."))],
    )
    letter_number = TextField(
        _l("Nomor surat"), description=_l("Wajib bila lewat surat."), longest=80
    )
    answered_at = MomentField(
        _l("Kapan dijawab?"),
        [_needed(_l("Tulis kapan meja itu menjawab."))],
        default=db.now,
        description=_l("Jam jawaban yang sebenarnya: batas waktu dihitung dari sini."),
    )

    def validate_letter_number(self, field: TextField) -> None:
        if self.how.data == LETTER and not field.data:
            raise ValidationError(_("Tulis nomor suratnya."))

    def suit(self, sight: Sight) -> None:
        """Keep the fields that this actor needs for this referral."""
        if not sight.sends:
            for name in self.PROXY:
                del self[name]

    def proxy(self) -> Proxy | None:
        """Who answered for the desk, when, by which letter; None where the desk itself does."""
        if "who" not in self or self.answered_at.data is None:
            return None
        number = self.letter_number.data if self.how.data == LETTER else None
        return Proxy(self.who.data or "", self.answered_at.data, number)

    def told(self) -> tuple[Any, ...]:
        """What the action takes."""
        raise NotImplementedError


class LawForm(DeskForm):
    """An answer that may bring the police report's number."""

    LAW: ClassVar = ("lp_number", "lp_at")

    def suit(self, sight: Sight) -> None:
        """A police desk that holds the law line may write it."""
        super().suit(sight)
        shared = Compartment(sight.referral.share) & Compartment.LAW
        if sight.receiver.kind is not AgencyKind.POLICE or not shared:
            for name in self.LAW:
                del self[name]

    def lp(self) -> LP | None:
        """Number and time of the report, where one was made."""
        if "lp_number" not in self or not self["lp_number"].data:
            return None
        return LP(self["lp_number"].data, self["lp_at"].data)


class _WorkerForm(LawForm):
    """An answer that names who of the desk serves the child."""

    def suit(self, sight: Sight) -> None:
        """Offer the desk's people; on paper the desk names whom it likes."""
        super().suit(sight)
        if sight.sends:
            del self["worker"]
            return
        field: Any = self["worker"]
        people = queries.workers(sight.referral)
        field.choices = offered((str(member.id), member.name) for member in people)
        if not self.is_submitted():
            field.data = str(sight.referral.worker_id or sight.actor.id)

    def worker_id(self) -> UUID | None:
        """The chosen one."""
        return UUID(self["worker"].data) if "worker" in self else None


def _lp_number() -> TextField:
    return TextField(
        _l("Nomor laporan polisi (LP)"),
        longest=80,
        description=_l("Bila LP sudah dibuat. Batas 72 jam selesai pada jam LP."),
    )


def _lp_at() -> MomentField:
    return MomentField(_l("Tanggal dan jam LP"))


class _WithLaw:
    """The check that number and time of a police report come together."""

    def validate_lp_at(self, field: MomentField) -> None:
        form: Any = self
        if form.lp_number.data and field.data is None:
            raise ValidationError(_("Tulis tanggal dan jam LP."))


class AcceptForm(_WorkerForm, _WithLaw):
    """Who serves the child, and when for the first time."""

    worker = RadioField(_l("Petugas"), validators=[_needed(_l("Pilih petugas."))])
    first_service_at = MomentField(
        _l("Layanan pertama"), [_needed(_l("Tulis tanggal dan jam layanan pertama."))]
    )
    words = lines(_l("Catatan untuk pengirim"))
    lp_number = _lp_number()
    lp_at = _lp_at()

    def suit(self, sight: Sight) -> None:
        """For a village report the manager of the case and the first contact are named."""
        super().suit(sight)
        if sight.village:
            self.worker.label.text = _("Manajer kasus")
            self.first_service_at.label.text = _("Kontak pertama dengan anak direncanakan")
            del self.words

    def told(self) -> tuple[Promised]:
        """What the desk promises."""
        at = self.first_service_at.data
        if at is None:
            raise ValueError("asked before validation")
        words = self.words.data if "words" in self else ""
        return (Promised(at, self.worker_id(), words or "", self.lp()),)


class AskForm(DeskForm):
    """A question to the sender."""

    words = lines(
        _l("Apa yang perlu diketahui?"),
        _l("Tulis pertanyaannya."),
        hint=_l("Jangan meminta nama anak: identitas terbuka setelah diterima."),
    )

    def told(self) -> tuple[str]:
        """The question."""
        return (self.words.data or "",)


class DeclineForm(DeskForm):
    """Why not, and whose no it is."""

    reason = SelectField(
        _l("Alasan"),
        choices=offered([("", _l("Pilih alasan")), *choices(DeclineReason)]),
        default="",
        validators=[_needed(_l("Pilih alasan."))],
    )
    said_by = RadioField(
        _l("Siapa yang tidak mau atau tidak bisa?"),
        choices=offered(choices(SaidBy)),
        validators=[_needed(_l("Pilih siapa."))],
    )
    words = lines(_l("Penjelasan"), hint=_l("Saran untuk pengirim: ke mana anak ini bisa dibantu."))

    def told(self) -> tuple[Refusal]:
        """The refusal."""
        reason, said_by = DeclineReason(self.reason.data), SaidBy(self.said_by.data)
        return (Refusal(reason, said_by, self.words.data or ""),)


class StartForm(_WorkerForm, _WithLaw):
    """The first service: when, by whom."""

    BLAMED: ClassVar = {**DeskForm.BLAMED, "answer.when": "at"}

    at = MomentField(
        _l("Kapan layanan pertama diberikan?"), [_needed(_l("Tulis kapan."))], default=db.now
    )
    worker = RadioField(_l("Oleh siapa?"), validators=[_needed(_l("Pilih petugas."))])
    words = lines(_l("Layanan apa?"))
    lp_number = _lp_number()
    lp_at = _lp_at()

    def told(self) -> tuple[Begun]:
        """What was begun."""
        if self.at.data is None:
            raise ValueError("asked before validation")
        return (Begun(self.at.data, self.worker_id(), self.words.data or "", self.lp()),)


class CompleteForm(LawForm, _WithLaw):
    """What came of it."""

    outcome = SelectField(
        _l("Hasil"),
        choices=offered([("", _l("Pilih hasil")), *choices(Outcome)]),
        default="",
        validators=[_needed(_l("Pilih hasil."))],
    )
    words = lines(_l("Layanan yang diberikan"), _l("Tulis layanan yang diberikan."))
    report_number = TextField(
        _l("Nomor laporan atau surat hasil"), longest=80, description=_l("Bila ada.")
    )
    lp_number = _lp_number()
    lp_at = _lp_at()

    def told(self) -> tuple[Result]:
        """The result."""
        number = self.report_number.data or None
        return (Result(Outcome(self.outcome.data), self.words.data or "", number, self.lp()),)
