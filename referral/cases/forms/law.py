"""Forms of what is put on record of the law."""

from wtforms import ValidationError

from referral.cases.forms.base import RecordForm, answer, letter, when, why_late
from referral.cases.forms.fields import several_lines
from referral.cases.models import LawStatus, LpskAnswer, Recommended, Visum, YesNo
from referral.i18n import _, _l
from referral.web.forms import TextField


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
    words = several_lines(
        _l("Catatan"),
        hint=_l("Wajib bila tidak: tulis alasannya."),
        at_times=True,
    )
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
    why = why_late()


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


class RecommendationForm(RecordForm):
    """Whether the marriage is recommended: the letter, never what was found in the child."""

    code = answer(_l("Apakah pernikahan direkomendasikan?"), Recommended)
    at = when(_l("Tanggal surat"))
    number = letter(_l("Nomor surat rekomendasi"))


class ProvincesForm(RecordForm):
    """Help of another province, asked for through the ministry."""

    at = when(_l("Kapan KemenPPPA diberi tahu"))
    number = letter(_l("Nomor surat"), needed=False)
    words = several_lines(_l("Apa yang diminta"), hint=_l("Provinsi mana, untuk apa."))
