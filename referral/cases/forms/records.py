"""Forms of what is put on record: one each, for each asks only what belongs to it."""

from collections.abc import Mapping
from datetime import datetime

from wtforms import SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from referral.cases.forms.base import LateForm, RecordForm, answer, letter, when, why_late
from referral.cases.forms.fields import each, several_lines
from referral.cases.forms.law import (
    HearingForm,
    LawStatusForm,
    LpskAnswerForm,
    LpskLetterForm,
    ProtectionForm,
    ProvincesForm,
    RecommendationForm,
    VisumForm,
)
from referral.cases.models import (
    Care,
    Danger,
    Fares,
    LateBecause,
    RecordKind,
    YesNo,
)
from referral.i18n import _, _l
from referral.web.fields import MomentField
from referral.web.forms import TextField


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


class CareForm(RecordForm):
    """Whether a doctor saw the child: never what was found."""

    code = answer(_l("Apakah anak sudah diperiksa tenaga kesehatan?"), Care)
    at = when(_l("Kapan"))
    words = several_lines(
        _l("Catatan"), hint=_l("Di mana, siapa yang menemani. Jangan menulis hasil pemeriksaan.")
    )
    why = why_late()


class FileForm(RecordForm):
    """The head looked through the file."""

    at = when(_l("Kapan berkas diperiksa"))
    words = several_lines(
        _l("Hasil pemeriksaan berkas"),
        _l("Tulis hasilnya."),
        hint=_l("Apa yang baik, apa yang kurang, apa yang diminta dari manajer kasus."),
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
    danger = SelectMultipleField(
        _l("Apakah salah satu dari ini benar?"),
        choices=each(Danger),
        validators=[InputRequired(_l("Centang paling sedikit satu."))],
        description=_l("Ini menentukan apakah risiko menjadi tinggi."),
    )
    words = several_lines(
        _l("Apa yang terjadi"),
        _l("Tulis apa yang terjadi."),
        hint=_l("Seperlunya saja. Jangan menyimpan gambar atau tangkapan layar."),
    )


class StayForm(RecordForm):
    """A roof for a time, or for longer; where it is stays sealed with the safe place."""

    at = when(_l("Kapan anak mulai tinggal, atau diperpanjang"))
    until = MomentField(
        _l("Sampai kapan"),
        [InputRequired(_l("Tulis sampai kapan."))],
        description=_l("Ditinjau sebelum waktu ini, paling lambat 14 hari."),
    )
    words = several_lines(
        _l("Di mana, dan mengapa ini yang terbaik bagi anak"),
        _l("Tulis tempat dan alasannya."),
        hint=_l("Hanya manajer kasus dan kepala unit yang membacanya."),
    )
    why = why_late()

    def validate_until(self, field: MomentField) -> None:
        """A stay ends after it has begun."""
        if field.data and self.at.data and field.data <= self.at.data:
            raise ValidationError(_("Tulis waktu setelah anak mulai tinggal."))


class StayEndForm(RecordForm):
    """The child left the safe house."""

    at = when(_l("Kapan anak keluar"))
    words = several_lines(
        _l("Ke mana anak pergi, dan siapa yang menjaganya"),
        _l("Tulis ke mana dan dengan siapa."),
        hint=_l("Hanya manajer kasus dan kepala unit yang membacanya."),
    )
    why = why_late()


class AfterClosingForm(RecordForm):
    """How the child is, some time after the case was closed."""

    code = answer(_l("Bagaimana keadaan anak"), Fares)
    at = when(_l("Kapan diperiksa"))
    words = several_lines(
        _l("Catatan"),
        hint=_l("Wajib bila ada yang mengkhawatirkan."),
        at_times=True,
    )
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
    K.EMERGENCY_CARE: CareForm,
    K.PLAN_REVIEW: ReviewForm,
    K.FILE_REVIEW: FileForm,
    K.INCIDENT: IncidentForm,
    K.VISUM: VisumForm,
    K.PROTECTION: ProtectionForm,
    K.LPSK_LETTER: LpskLetterForm,
    K.LPSK_ANSWER: LpskAnswerForm,
    K.HEARING: HearingForm,
    K.LAW_STATUS: LawStatusForm,
    K.RECOMMENDATION: RecommendationForm,
    K.PROVINCES: ProvincesForm,
    K.STAY: StayForm,
    K.STAY_END: StayEndForm,
    K.AFTER_CLOSING: AfterClosingForm,
}
