"""Fields of several boxes: a moment and a day in parts, a place looked up by its words."""

from calendar import monthrange
from datetime import date
from typing import Any

from wtforms import Field, ValidationError

from referral.i18n import _
from referral.web.forms import LATEST, WITA, LocalDateTimeField, clean
from referral.web.widgets import Macro

EARLIEST = 1900
DECEMBER = 12


def _parts(raw: list[Any] | None, known: list[str]) -> list[str]:
    """The text of each box: what was typed, else what is known."""
    if not raw:
        return known
    typed = [clean(text) for text in raw]
    return (typed + [""] * len(known))[: len(known)]


def _why_no_day(day: str, month: str, year: str) -> str:
    """What is wrong with a day that is none, by the box; empty where the boxes are no figures."""
    if not (day.isdecimal() and month.isdecimal() and year.isdecimal()):
        return ""
    if not 1 <= int(month) <= DECEMBER:
        return _("Bulan ditulis 1 sampai 12.")
    if len(year) != len("2000"):
        return _("Tahun ditulis empat angka, misalnya 2026.")
    if not 1 <= int(day) <= monthrange(2000, int(month))[1]:
        return _("Tanggal itu tidak ada di bulan tersebut.")
    return ""


class MomentField(LocalDateTimeField):
    """Day, month, year and time in WITA in four boxes (or one text); the value is aware UTC."""

    widget = Macro("day")

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Put the boxes together; an unreadable moment is refused beside them."""
        boxes = [clean(text) for text in valuelist[:4]]
        if len(boxes) < 4:  # noqa: PLR2004 - as one text
            super().process_formdata(boxes)
        elif any(boxes):
            time = boxes[3].replace(",", ".").replace(":", ".")
            time = time if "." in time else f"{time}.00"
            try:
                super().process_formdata([f"{'/'.join(boxes[:3])} {time}"])
            except ValidationError as error:
                raise ValidationError(f"{error} {_why_no_day(*boxes[:3])}".strip()) from error
        else:
            self.data = None

    @property
    def parts(self) -> list[str]:
        """The text of the four boxes."""
        local = self.data.astimezone(WITA) if self.data else None
        known = local.strftime("%d %m %Y %H.%M").split() if local else [""] * 4
        typed = self.raw_data if self.raw_data and len(self.raw_data) > 1 else None
        return _parts(typed, known)


class DayField(Field):
    """A day in three boxes, or one text ``2012-04-03``; the value is a date."""

    widget = Macro("day")
    data: date | None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Put the boxes together; an impossible day is refused beside them."""
        boxes = [clean(text) for text in valuelist[:3]]
        self.data = None
        if not any(boxes):
            return
        if len(boxes) == 1:
            boxes = boxes[0].split("-")[::-1]
        try:
            day, month, year = (int(box) for box in boxes)
            if EARLIEST <= year <= LATEST:
                self.data = date(year, month, day)
        except ValueError:
            pass
        if self.data is None:
            wrong = _why_no_day(*boxes) if len(boxes) == len(self.parts) else ""
            general = _("Tulis tanggal, bulan dan tahun, misalnya 3 4 2012.")
            raise ValidationError(f"{general} {wrong}".strip())

    @property
    def parts(self) -> list[str]:
        """The text of the three boxes."""
        known = self.data.strftime("%d %m %Y").split() if self.data else [""] * 3
        return _parts(self.raw_data if self.raw_data and len(self.raw_data) > 1 else None, known)


class LookupField(Field):
    """Words typed and the code chosen for them; the value is the code, ``""`` while none is.

    The view fills ``found`` with (code, name) pairs where the words must still be narrowed.
    """

    widget = Macro("lookup")
    data: str
    words: str = ""
    found: tuple[tuple[str, str], ...] = ()

    def process_data(self, value: str | None) -> None:
        """A known code; the view gives ``words`` to show it by."""
        self.data = value or ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The first value is the words, the last other one that is not empty the code."""
        values = [clean(text) for text in valuelist]
        self.words = values[0] if values else ""
        self.data = next((code for code in reversed(values[1:]) if code), "")
