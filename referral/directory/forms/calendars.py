"""The file of `calendar import`: national holidays and shared leave, day by day."""

import re
from dataclasses import dataclass
from datetime import date

from referral.directory.forms import sheet
from referral.i18n import _

COLUMNS = ("date", "kind", "name", "status")
KINDS = ("holiday", "shared_leave")
STATUSES = ("decreed", "provisional")
FIRST_YEAR, LAST_YEAR = 2020, 2100
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class HolidayRow:
    on: date
    kind: str
    name: str
    status: str


def parse(data: bytes) -> sheet.Parsed[HolidayRow]:
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda row: row.on)
    return read.parsed()


def _row(cells: sheet.Cells) -> HolidayRow:
    return HolidayRow(
        on=day(cells, "date"),
        kind=sheet.chosen(cells, "kind", KINDS),
        name=sheet.named(cells, "name"),
        status=sheet.chosen(cells, "status", STATUSES),
    )


def day(cells: sheet.Cells, column: str) -> date:
    """A real date of our time, as 2026-03-19."""
    text = sheet.required(cells, column)
    try:
        told = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        told = None
    if told is None or not FIRST_YEAR <= told.year <= LAST_YEAR:
        raise sheet.Wrong(
            _("Tanggal %(typed)s harus seperti 2026-03-19 dan ada di kalender.", typed=text)
        )
    return told
