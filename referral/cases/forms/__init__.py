"""Forms of a case's steps: text to values."""

from datetime import datetime
from typing import ClassVar

from wtforms import BooleanField, RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from referral import db
from referral.cases.forms.fields import each, offered, one_of, several_lines
from referral.cases.models import ContactWith
from referral.cases.models.told import ClosingReason, SelfHarm
from referral.cases.models.words import WORDS
from referral.i18n import _, _l
from referral.reminders.limits import Risk
from referral.web.fields import MomentField
from referral.web.forms import StepForm, TextField

RISKS = ((Risk.HIGH, _l("Tinggi")), (Risk.MEDIUM, _l("Sedang")), (Risk.LOW, _l("Rendah")))


class MomentForm(StepForm):
    """A form that says when, by its field ``at``."""

    BLAMED: ClassVar = {"time.future": "at", "time.before": "at", "late.why": "why"}

    at: MomentField

    def moment(self) -> datetime:
        """The valid moment."""
        if self.at.data is None:
            raise ValueError("asked before validation")
        return self.at.data


class RiskForm(StepForm):
    """The risk as trained staff read it."""

    risk = RadioField(
        _l("Risiko"),
        choices=offered((str(int(risk)), name) for risk, name in RISKS),
        validators=[InputRequired(_l("Pilih tingkat risiko."))],
    )
    self_harm = RadioField(
        _l("Apakah anak sudah ditanya soal keinginan melukai diri atau bunuh diri?"),
        choices=each(SelfHarm),
        validators=[InputRequired(_l("Pilih satu jawaban."))],
        description=_l(
            "Tanyakan dengan tenang; bertanya tidak menimbulkan keinginan. Jika ada, risiko tinggi."
        ),
    )
    done = several_lines(
        _l("Apa yang dilakukan sekarang supaya anak aman?"),
        hint=_l("Wajib bila keinginan itu ada: siapa yang menemani, siapa yang sudah dihubungi."),
        at_times=True,
    )
    reason = several_lines(
        _l("Alasan"),
        hint=_l("Wajib bila berbeda dari tingkat yang dihitung."),
        at_times=True,
    )

    BLAMED: ClassVar = {"risk.reason": "reason"}

    def validate_done(self, field: TextField) -> None:
        """Nobody leaves a child alone with it."""
        if self.self_harm.data == SelfHarm.YES and not field.data:
            raise ValidationError(_("Tulis apa yang dilakukan sekarang supaya anak aman."))

    def told(self) -> tuple[Risk, str]:
        """The level, and why."""
        return Risk(int(self.risk.data)), self.reason.data or ""

    @property
    def asked(self) -> tuple[SelfHarm, str]:
        """What the child said, and what is done."""
        return SelfHarm(self.self_harm.data), self.done.data or ""


class AssignForm(StepForm):
    """Which colleague becomes the manager."""

    BLAMED: ClassVar = {"caseload.full": "worker"}

    worker = RadioField(_l("Manajer kasus"), validators=[InputRequired(_l("Pilih satu orang."))])


class LegalForm(StepForm):
    """Which colleague accompanies the case at law."""

    worker = RadioField(
        _l("Pendamping hukum"),
        validators=[InputRequired(_l("Pilih satu orang."))],
        description=_l("Ia diingatkan bersama manajer kasus soal LPSK dan proses hukum."),
    )


class ContactForm(MomentForm):
    """A contact that took place."""

    with_whom = RadioField(
        _l("Dengan siapa"),
        choices=each(ContactWith),
        validators=[InputRequired(_l("Pilih dengan siapa."))],
    )
    at = MomentField(_l("Kapan"), default=db.now, validators=[InputRequired(_l("Tulis kapan."))])
    safe = RadioField(
        _l("Apakah anak aman dan bebas berbicara saat itu?"),
        choices=offered([("yes", _l("Ya, aman")), ("no", _l("Tidak atau ragu"))]),
        validators=[InputRequired(_l("Pilih ya atau tidak."))],
    )
    words = several_lines(
        _l("Catatan"),
        hint=_l("Apa yang disampaikan dan disepakati. Jangan meminta anak mengulang."),
    )

    def validate_words(self, field: TextField) -> None:
        """A caregiver stands for the child only with the reason in the words."""
        if self.with_whom.data == ContactWith.CAREGIVER_FOR_CHILD and not field.data:
            raise ValidationError(_("Tulis mengapa anak belum dapat dihubungi."))


class LawForm(MomentForm):
    """The police report."""

    number = TextField(
        _l("Nomor laporan polisi (LP)"),
        validators=[DataRequired(_l("Tulis nomor LP."))],
        longest=80,
    )
    at = MomentField(_l("Tanggal dan jam LP"), validators=[InputRequired(_l("Tulis kapan."))])
    domestic = BooleanField(
        _l("Ini kekerasan dalam rumah tangga (KDRT)"),
        description=_l("Polisi memberi perlindungan sementara dalam 1x24 jam (UU 23/2004)."),
    )

    def told(self) -> tuple[str, datetime]:
        """Its number, and when it was made."""
        return self.number.data or "", self.moment()


class NewsForm(StepForm):
    """Words for whoever holds the case."""

    words = several_lines(
        _l("Kabar"),
        _l("Tulis kabarnya."),
        hint=_l("Hanya petugas yang menangani yang dapat membacanya."),
    )


class MistakeForm(StepForm):
    """Why the report is a mistake."""

    words = several_lines(
        _l("Apa yang keliru?"),
        _l("Tulis apa yang keliru."),
        hint=_l("Misalnya: salah orang, salah tanggal, laporan ganda."),
    )


class ClosureForm(StepForm):
    """Why the case may end."""

    reason = one_of(_l("Alasan penutupan"), ClosingReason, _l("Pilih alasan."))
    words = several_lines(_l("Penjelasan"), _l("Tulis penjelasan."))
    opinion = several_lines(
        _l("Pendapat anak"),
        _l("Tulis pendapat anak, atau mengapa anak tidak ditanya."),
        hint=_l("Dengan kata anak sendiri, bila aman ditanyakan."),
    )
    unreviewed = several_lines(
        _l("Rencana belum ditinjau: mengapa tetap ditutup"), _l("Tulis mengapa, atau tinjau dulu.")
    )
    told = BooleanField(
        _l("Anak atau pengasuh yang aman sudah diberi tahu, atau alasannya tertulis di atas"),
        validators=[InputRequired(_l("Centang bila sudah."))],
    )


class DecideForm(StepForm):
    """The head's answer to a closure."""

    decision = RadioField(
        _l("Keputusan"),
        choices=offered([("approve", _l("Setujui dan tutup")), ("refuse", _l("Belum, lanjutkan"))]),
        validators=[InputRequired(_l("Pilih keputusan."))],
    )
    words = several_lines(_l("Catatan"), hint=_l("Wajib bila belum disetujui."), at_times=True)

    def validate_words(self, field: TextField) -> None:
        """A refusal says why."""
        if self.decision.data == "refuse" and not field.data:
            raise ValidationError(_("Tulis apa yang masih perlu dikerjakan."))


class MistakenForm(StepForm):
    """The head ends what was reported by mistake or twice."""

    reason = RadioField(
        _l("Mengapa"),
        choices=offered(
            (code, WORDS[ClosingReason][code])
            for code in (ClosingReason.MISTAKEN, ClosingReason.DUPLICATE)
        ),
        validators=[InputRequired(_l("Pilih alasan."))],
    )
    words = several_lines(_l("Penjelasan"), _l("Tulis penjelasan."))


class ReopenForm(StepForm):
    """Why a closed case begins again."""

    words = several_lines(_l("Alasan"), _l("Tulis alasan."))
