"""Fields and checks of the report form alone: a safe phone, words without a hidden picture."""

import re

from wtforms import ValidationError
from wtforms.validators import Optional
from wtforms.widgets import TextArea

from referral.directory.forms import agencies, sheet
from referral.i18n import _
from referral.web.forms import TextField

STORY = 20_000
DIALLED = {"type": "tel", "inputmode": "tel", "width": 20}
_LONG_RUN = re.compile(r"[A-Za-z0-9+/=_-]{1000,}")
_KINDS = (re.compile("[A-Z]"), re.compile("[a-z]"), re.compile("[0-9]"))


class PhoneField(TextField):
    """A phone number as people write it; the value is as it is dialled, ``""`` for none."""

    def pre_validate(self, form: object) -> None:
        """Refuse what cannot be dialled, beside the field; what was typed is shown again."""
        super().pre_validate(form)
        try:
            self.data = agencies.phone_number(self.data) if self.data else ""
        except sheet.Wrong:
            raise ValidationError(_("Tulis nomor telepon, misalnya 0812-3456-7890.")) from None

    def _value(self) -> str:
        """What was typed, else what is known."""
        return str(self.raw_data[0]) if self.raw_data else self.data or ""


def no_picture(_form: object, field: TextField) -> None:
    """A picture pasted as text is refused: possessing such a one is a crime (domain.md 4.7)."""
    text = field.data or ""
    hidden = any(all(kind.search(run) for kind in _KINDS) for run in _LONG_RUN.findall(text))
    if hidden or "data:image" in text or "data:video" in text:
        raise ValidationError(
            _("Jangan menempelkan gambar atau berkas. Jangan meneruskannya kepada siapa pun.")
        )


def one_line(label: str, hint: str = "", *, longest: int = 200) -> TextField:
    """A line that may stay empty."""
    return TextField(label, [Optional(), no_picture], longest=longest, description=hint)


def phone(label: str, hint: str = "") -> PhoneField:
    """A number that may stay empty."""
    return PhoneField(label, [Optional()], longest=40, description=hint, render_kw=DIALLED)


def told(label: str, hint: str = "", *, longest: int = STORY) -> TextField:
    """Several lines that may stay empty."""
    return TextField(
        label, [Optional(), no_picture], longest=longest, description=hint, widget=TextArea()
    )
