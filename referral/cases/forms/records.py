"""Forms of what is put on record: one each, for each asks only what belongs to it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from wtforms import RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional

from referral import db
from referral.cases.forms import MomentForm
from referral.cases.forms.fields import each, several_lines
from referral.cases.models import (
    Fares,
    LateBecause,
    LawStatus,
    LpskAnswer,
    RecordKind,
    Visum,
    YesNo,
)
from referral.i18n import _, _l
from referral.web.fields import MomentField
from referral.web.forms import TextField


def when(label: str, *, past: bool = True) -> MomentField:
    """The moment of the step; what has been is offered as now."""
    return MomentField(label, [InputRequired(_l("Tulis kapan."))], default=db.now if past else None)


def answer(label: str, codes: type[StrEnum]) -> RadioField:
    """One of a few answers."""
    return RadioField(
        label, choices=each(codes), validators=[InputRequired(_l("Pilih satu jawaban."))]
    )


def letter(label: str, *, needed: bool = True) -> TextField:
    """The number of a letter."""
    check = DataRequired(_l("Tulis nomornya.")) if needed else Optional()
    return TextField(label, validators=[check], longest=80)


def why_late() -> SelectField:
    """Asked only where the limit has passed."""
    first = _l("Pilih alasan")
    return SelectField(_l("Mengapa terlambat"), choices=each(LateBecause, first=first), default="")


class LateForm(MomentForm):
    """A step that keeps a promise; done after its limit it says why."""

    why: SelectField

    def owing(self, due: datetime | None) -> None:
        """The promise that this step keeps; while its limit lies ahead nobody is asked why."""
        if "why" in self and (due is None or due > db.now()):
            del self.why

    @property
    def late_because(self) -> LateBecause | None:
        """The reason that was chosen."""
        chosen = self.why.data if "why" in self else ""
        return LateBecause(chosen) if chosen else None


class RecordForm(LateForm):
    """What every record has: when, and its words."""

    words: TextField


class InitialForm(RecordForm):
    """The first look at what the child needs."""

    at = when(_l("Kapan asesmen dilakukan"))
    words = several_lines(
        _l("Hasil asesmen awal"),
        _l("Tulis hasilnya."),
        hint=_l("Keamanan, kebutuhan mendesak, siapa yang mendukung. Jangan minta anak mengulang."),
    )
    why = why_late()


class FullForm(RecordForm):
    """Body, mind, social: sealed with the health part."""

    at = when(_l("Kapan asesmen dilakukan"))
    words = several_lines(
        _l("Hasil asesmen lengkap"),
        _l("Tulis hasilnya."),
        hint=_l(
            "Kesehatan, perasaan, keluarga, sekolah, kekuatan anak. Tersimpan di bagian kesehatan."
        ),
    )
    why = why_late()


class ReviewForm(RecordForm):
    """The plan looked at again, as in a case conference."""

    at = when(_l("Kapan rencana ditinjau"))
    words = several_lines(
        _l("Hasil tinjauan"),
        _l("Tulis hasilnya."),
        hint=_l("Tujuan mana yang tercapai, apa yang berubah, apa langkah berikutnya."),
    )
    why = why_late()


class IncidentForm(RecordForm):
    """Something new happened to the child of this case."""

    at = when(_l("Kapan kejadian ini pertama diceritakan"))
    code = answer(_l("Apakah ini kekerasan seksual, atau ancaman seksual?"), YesNo)
    words = several_lines(
        _l("Apa yang terjadi"),
        _l("Tulis apa yang terjadi."),
        hint=_l("Seperlunya saja. Jangan menyimpan gambar atau tangkapan layar."),
    )


class VisumForm(RecordForm):
    """The visum: that it was asked for or done, never its content."""

    code = answer(_l("Visum"), Visum)
    at = when(_l("Kapan"))
    number = letter(_l("Nomor surat"), needed=False)
    words = several_lines(
        _l("Catatan"), hint=_l("Jangan menulis isi visum: hasilnya hanya untuk penyidik.")
    )


class ProtectionForm(RecordForm):
    """Whether the police protect the child for a time."""

    code = answer(_l("Apakah polisi memberi perlindungan sementara?"), YesNo)
    at = when(_l("Kapan diputuskan"))
    words = several_lines(_l("Catatan"), hint=_l("Wajib bila tidak: tulis alasannya."))
    why = why_late()

    def validate_words(self, field: TextField) -> None:
        """A no has its reason."""
        if self.data.get("code") == YesNo.NO and not field.data:
            raise ValidationError(_("Tulis mengapa tidak diberi perlindungan sementara."))


class LpskLetterForm(RecordForm):
    """The request to LPSK."""

    at = when(_l("Kapan surat dikirim"))
    number = letter(_l("Nomor surat ke LPSK"))
    words = several_lines(
        _l("Apa yang dimohon"), hint=_l("Misalnya rehabilitasi psikologis, restitusi.")
    )
    why = why_late()


class LpskAnswerForm(RecordForm):
    """What LPSK decided."""

    code = answer(_l("Keputusan LPSK"), LpskAnswer)
    at = when(_l("Tanggal jawaban"))
    number = letter(_l("Nomor surat jawaban"), needed=False)
    words = several_lines(_l("Catatan"))


class HearingForm(RecordForm):
    """A day in court, mostly one to come."""

    at = when(_l("Tanggal dan jam sidang"), past=False)
    number = letter(_l("Nomor perkara"), needed=False)
    words = several_lines(_l("Catatan"), hint=_l("Di mana, siapa yang mendampingi anak."))


class LawStatusForm(RecordForm):
    """Where the proceedings stand, as the police or the prosecutor say."""

    code = answer(_l("Sampai di mana"), LawStatus)
    at = when(_l("Kapan ditanyakan"))
    number = letter(_l("Nomor surat (misalnya SP2HP)"), needed=False)
    words = several_lines(_l("Catatan"))
    why = why_late()


class AfterClosingForm(RecordForm):
    """How the child is, some time after the case was closed."""

    code = answer(_l("Bagaimana keadaan anak"), Fares)
    at = when(_l("Kapan diperiksa"))
    words = several_lines(_l("Catatan"), hint=_l("Wajib bila ada yang mengkhawatirkan."))
    why = why_late()

    def validate_words(self, field: TextField) -> None:
        """A concern is told in words."""
        if self.data.get("code") == Fares.CONCERN and not field.data:
            raise ValidationError(_("Tulis apa yang mengkhawatirkan."))


class SimfoniForm(LateForm):
    """The entry into the national register."""

    number = letter(_l("Nomor SIMFONI PPA"))
    at = when(_l("Kapan dimasukkan ke SIMFONI"))
    why = why_late()

    def told(self) -> tuple[str, datetime, LateBecause | None]:
        """The number, when it was entered, and why late."""
        return self.number.data or "", self.moment(), self.late_because


K = RecordKind
FORMS: Mapping[RecordKind, type[RecordForm]] = {
    K.INITIAL_ASSESSMENT: InitialForm,
    K.FULL_ASSESSMENT: FullForm,
    K.PLAN_REVIEW: ReviewForm,
    K.INCIDENT: IncidentForm,
    K.VISUM: VisumForm,
    K.PROTECTION: ProtectionForm,
    K.LPSK_LETTER: LpskLetterForm,
    K.LPSK_ANSWER: LpskAnswerForm,
    K.HEARING: HearingForm,
    K.LAW_STATUS: LawStatusForm,
    K.AFTER_CLOSING: AfterClosingForm,
}
