"""Forms of break-glass: breaking it, and judging that it was."""

from collections.abc import Iterable
from typing import ClassVar

from wtforms import RadioField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import TextArea

from referral.cases.forms.fields import LONGEST, each, offered
from referral.cases.models import FEWEST, PARTS, GlassReason, Need
from referral.i18n import _, _l
from referral.people.forms import SecretField
from referral.policy import Compartment
from referral.web.forms import StepForm, TextField

YES = "yes"


class GlassForm(StepForm):
    """Which parts, and why; the password once more, so no receipt keeps a digest of the form."""

    form_key = None
    BLAMED: ClassVar = {"glass.words": "words", "glass.who": "parts"}

    reason = RadioField(
        _l("Mengapa"),
        choices=each(GlassReason),
        validators=[InputRequired(_l("Pilih alasan."))],
    )
    words = TextField(
        _l("Jelaskan"),
        [DataRequired(_l("Tulis alasan."))],
        longest=LONGEST,
        description=_l("Dibaca oleh yang meninjau. Paling sedikit 20 huruf."),
        widget=TextArea(),
    )
    parts = SelectMultipleField(
        _l("Bagian yang perlu dibuka"), description=_l("Hanya yang benar-benar perlu.")
    )
    password = SecretField(_l("Kata sandi Anda, sekali lagi"), autocomplete="current-password")

    def among(self, parts: Compartment) -> None:
        """The parts that this role may open."""
        pairs = ((str(int(p)), words) for p, words in PARTS.items() if p & parts)
        self.parts.choices = offered(pairs)

    def validate_parts(self, field: SelectMultipleField) -> None:
        """At least one."""
        if not field.data:
            raise ValidationError(_("Pilih paling sedikit satu bagian."))

    def validate_words(self, field: TextField) -> None:
        """Long enough to say something."""
        if len(field.data or "") < FEWEST:
            raise ValidationError(_("Tulis alasan paling sedikit %(least)s huruf.", least=FEWEST))

    def told(self) -> Need:
        """What was asked for."""
        return Need(_sum(self.parts.data or ()), GlassReason(self.reason.data), self.words.data)


def _sum(codes: Iterable[str]) -> Compartment:
    found = Compartment.NONE
    for code in codes:
        found |= Compartment(int(code))
    return found


class JudgeForm(StepForm):
    """How it is judged."""

    fair = RadioField(
        _l("Penilaian"),
        choices=offered([(YES, _l("Wajar")), ("no", _l("Tidak wajar"))]),
        validators=[InputRequired(_l("Pilih penilaian."))],
    )
    words = TextField(
        _l("Alasan penilaian"),
        [DataRequired(_l("Tulis alasan."))],
        longest=LONGEST,
        widget=TextArea(),
    )
