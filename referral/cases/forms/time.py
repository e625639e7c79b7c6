"""Forms about time: when it was first told, what waits for the child or the family."""

from collections.abc import Iterable
from datetime import timedelta
from typing import ClassVar

from wtforms import BooleanField, SelectMultipleField, ValidationError
from wtforms.validators import InputRequired

from referral import db
from referral.cases.forms import MomentForm
from referral.cases.forms.fields import offered, several_lines
from referral.i18n import _, _l
from referral.reminders.clocks import local_day
from referral.reminders.limits import Kind
from referral.reminders.models import PROMISES
from referral.web.fields import DayField, MomentField
from referral.web.forms import StepForm

PLANNED = timedelta(days=60)
"""A planned day may have passed so long ago; what lies further back is a slip of the pen."""


class TellingForm(MomentForm):
    """When somebody was first told, as it turns out to have been."""

    BLAMED: ClassVar = {"telling.when": "at", "telling.same": "at"}

    at = MomentField(
        _l("Kapan pertama kali diceritakan kepada siapa pun?"),
        validators=[InputRequired(_l("Tulis kapan."))],
        description=_l("Batas 72 jam ke polisi dan batas lain dihitung lagi dari waktu ini."),
    )
    words = several_lines(_l("Mengapa diperbaiki?"), _l("Tulis alasannya."))
    siblings = BooleanField(
        _l("Perbaiki juga untuk anak lain dalam laporan yang sama"), default=True
    )


class PauseForm(StepForm):
    """What waits for the child or the family, until when, and for what."""

    BLAMED: ClassVar = {"pause.when": "until", "pause.never": "kinds"}

    kinds = SelectMultipleField(
        _l("Apa yang menunggu anak atau keluarga?"),
        validators=[InputRequired(_l("Pilih paling sedikit satu."))],
    )
    until = MomentField(
        _l("Ditinjau lagi kapan?"),
        validators=[InputRequired(_l("Tulis tanggal dan jamnya."))],
        description=_l("Paling lama 14 hari. Anda diingatkan saat itu."),
    )
    words = several_lines(_l("Apa yang ditunggu?"), _l("Tulis alasannya."))

    def offer(self, kinds: Iterable[Kind]) -> None:
        """What may wait now."""
        self.kinds.choices = offered((kind.value, PROMISES[kind]) for kind in kinds)


class WeddingForm(StepForm):
    """On which day the child is to be married, or that it is not."""

    wedding_on = DayField(
        _l("Tanggal rencana pernikahan"),
        description=_l("Risiko menjadi tinggi dengan sendirinya 14 hari sebelum tanggal ini."),
    )
    called_off = BooleanField(_l("Pernikahan dibatalkan"))
    words = several_lines(
        _l("Dari siapa Anda tahu?"),
        _l("Tulis dari siapa Anda tahu."),
        hint=_l("Misalnya: kata KUA, kata bibi, putusan pengadilan agama."),
    )

    def validate_wedding_on(self, field: DayField) -> None:
        """One of the two, and no slip of the pen."""
        if self.called_off.data and field.data:
            raise ValidationError(_("Pilih satu: tulis tanggalnya, atau centang dibatalkan."))
        if not self.called_off.data and not field.data:
            raise ValidationError(_("Tulis tanggalnya, atau centang bila dibatalkan."))
        if field.data and field.data < local_day(db.now()) - PLANNED:
            raise ValidationError(_("Tanggal ini sudah lama lewat. Periksa tahunnya."))
