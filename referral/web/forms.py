"""The base of our forms: text to values, a key per rendering, the version that was shown."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from flask import request
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, ValidationError
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from referral.errors import Refused
from referral.i18n import _, _l
from referral.web.refusals import sentence
from referral.web.widgets import render_field

WITA = ZoneInfo("Asia/Makassar")
EARLIEST, LATEST = 2000, 2100
"""Years of a moment: nobody reports from before, and nothing is promised for after."""
T = TypeVar("T")


class Form(FlaskForm):
    """A form whose repeated posting has one effect; choices and labels are Bahasa first."""

    form_key = HiddenField(default=lambda: str(uuid4()))

    class Meta(FlaskForm.Meta):
        """WTForms' own sentences come from our catalogue too."""

        locales: tuple[str, ...] = ()
        render_field = render_field

        def wrap_formdata(self, _form: object, formdata: Any) -> Any:
            """Only the text of a POST: never a file or a JSON value where text is meant."""
            if formdata is None or hasattr(formdata, "getlist"):
                return formdata
            return request.form if request.method == "POST" else None

        def get_translations(self, _form: object) -> Any:
            return _Sentences()

    def values(self) -> dict[str, Any]:
        """What the fields hold, for an action's keywords; the form's own machinery left out."""
        own = {"csrf_token", "form_key", "version"}
        return {k: v for k, v in self.data.items() if k not in own}


class StepForm(Form):
    """A form on a record: refuses when the record moved since it was shown."""

    BLAMED: ClassVar[Mapping[str, str]] = {}
    """Which refusal of its action is about which field."""

    version = IntegerField(widget=HiddenInput(), validators=[Optional()])

    def lets(self, act: Callable[[], T]) -> T | None:
        """What the act gives; None where a field is not valid, or where the rule refuses one."""
        if not self.validate_on_submit():
            return None
        try:
            return act()
        except Refused as refused:
            if not self._blame(refused):
                raise
            return None

    def _blame(self, refused: Refused) -> bool:
        """Show the refusal beside its field; False where it is about none."""
        field: Any = self._fields.get(self.BLAMED.get(refused.key, ""))
        if field is None:
            return False
        field.errors = [sentence(refused.key, refused.facts)]
        return True

    def fresh(self, record: Any) -> None:
        """Raise ``Refused('record.changed')`` when somebody else changed it meanwhile.

        One that is not there yet is of version 0.
        """
        if self.version.data is not None and self.version.data != getattr(record, "version", 0):
            raise Refused("record.changed")


class _Sentences:
    def gettext(self, text: str) -> str:
        return _(_WTFORMS.get(text, text))

    def ngettext(self, one: str, many: str, n: int) -> str:
        return _(_WTFORMS.get(one if n == 1 else many, one if n == 1 else many))


_WTFORMS: Mapping[str, str] = {
    "This field is required.": _l("Isi bagian ini."),
    "Not a valid choice.": _l("Pilih salah satu dari daftar."),
    "Not a valid choice": _l("Pilih salah satu dari daftar."),
    "Invalid Choice: could not coerce.": _l("Pilih salah satu dari daftar."),
    "'%(value)s' is not a valid choice for this field.": _l("Pilih salah satu dari daftar."),
    "'%(value)s' are not valid choices for this field.": _l("Pilih salah satu dari daftar."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l(
        "Pilih salah satu dari daftar."
    ),
    "Not a valid integer value.": _l("Tulis dengan angka."),
    "Invalid input.": _l("Isian ini tidak dapat dibaca."),
    "Not a valid datetime value.": _l("Tulis tanggal dan jam, misalnya 17/03/2026 20.15."),
    "Not a valid date value.": _l("Tulis tanggal, misalnya 17/03/2026."),
}


def clean(text: str | None) -> str:
    """Text as a person meant it: no NUL or control characters, ends trimmed, newlines kept."""
    if not text:
        return ""
    lines = _BREAKS.sub("\n", text)
    kept = (c for c in _BLANKS.sub(" ", lines) if c in "\n\t\u200d" or c.isprintable())
    return "".join(kept).strip()


_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n\t]")
"""Pasted text is full of spaces that only look like one; word boundaries stay."""


_CHOSEN = re.compile(r"[a-z0-9_.:-]*|[A-Za-z0-9_.-]{40,}", re.ASCII)
"""Codes, ids, figures and tokens: what a form sends along without anybody typing it."""


def typed_by(text: str) -> bool:
    """Whether a person wrote this, as far as it can be told from the text."""
    return _CHOSEN.fullmatch(text) is None


class MayStayEmpty:
    """Says so beside the field's name; what else is asked of it still holds."""

    field_flags: ClassVar = {"optional": True}

    def __call__(self, _form: object, _field: object) -> None:
        """Nothing to refuse."""


class TextField(StringField):
    """One or more lines of text with a length that is told beside the field."""

    def __init__(self, *args: Any, longest: int = 200, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Clean what came; the raw text stays for showing again."""
        self.data = clean(valuelist[0]) if valuelist else ""

    def pre_validate(self, _form: object) -> None:
        """Refuse what is too long, with the figure, and what is in no letters."""
        if self.data and "\ufffd" in self.data:
            raise ValidationError(_("Ada huruf yang tidak terbaca. Ketik ulang bagian itu."))
        if self.data and len(self.data) > self.longest:
            n = len(self.data)
            raise ValidationError(
                _("Paling banyak %(most)s huruf; ini %(n)s.", most=self.longest, n=n)
            )


class LocalDateTimeField(StringField):
    """A date and a time as people write them in WITA; the value is aware UTC.

    Understands ``17/03/2026 20.15``, ``17-3-2026 20:15`` and ``2026-03-17T20:15``.
    """

    data: datetime | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the text; an unreadable one is refused beside the field."""
        text = clean(valuelist[0]) if valuelist else ""
        self.data = None
        if not text:
            return
        normal = text.replace("-", "/").replace(".", ":").replace("T", " ")
        for shape in ("%d/%m/%Y %H:%M", "%Y/%m/%d %H:%M"):
            try:
                local = datetime.strptime(" ".join(normal.split()), shape)  # noqa: DTZ007
            except ValueError:
                continue
            if EARLIEST <= local.year <= LATEST:
                self.data = local.replace(tzinfo=WITA).astimezone(UTC)
                return
        raise ValidationError(_("Tulis tanggal dan jam, misalnya 17/03/2026 20.15."))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.astimezone(WITA).strftime("%d/%m/%Y %H.%M") if self.data else ""
