"""A unit's own days of leave: the file of `leave import`, and the form of its head."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import ValidationError
from wtforms.validators import DataRequired, InputRequired

from referral.directory.forms import calendars, sheet
from referral.directory.queries.duty import today
from referral.i18n import _, _l
from referral.web.fields import DayField
from referral.web.forms import Form, TextField

COLUMNS = ("unit", "date", "name")
LONGEST = timedelta(days=60)
FAR = timedelta(days=730)


@dataclass(frozen=True)
class LeaveRow:
    """One unit's office is closed on one day."""

    unit_code: str
    on: date
    name: str


def parse(data: bytes, known: Collection[str]) -> sheet.Parsed[LeaveRow]:
    """``known``: the codes of all units of the directory."""
    read = sheet.read(data, COLUMNS, _row)
    read.once(lambda row: (row.unit_code, row.on))
    for line, row in read.lines.items():
        if row.unit_code not in known:
            read.refuse(line, _("Unit %(code)s tidak dikenal.", code=row.unit_code))
    return read.parsed()


def _row(cells: sheet.Cells) -> LeaveRow:
    return LeaveRow(
        unit_code=sheet.required(cells, "unit"),
        on=calendars.day(cells, "date"),
        name=sheet.named(cells, "name"),
    )


class LeaveForm(Form):
    """From which day to which the office is closed, and why."""

    since = DayField(_l("Hari pertama"), validators=[InputRequired()])
    until = DayField(_l("Hari terakhir"), description=_l("Kosongkan bila hanya satu hari."))
    name = TextField(
        _l("Libur apa?"), [DataRequired(_l("Tulis alasan kantor tutup."))], longest=100
    )

    def validate_since(self, field: DayField) -> None:
        if field.data is None:
            return
        if field.data < today():
            raise ValidationError(_("Hari ini sudah lewat."))
        if field.data > today() + FAR:
            raise ValidationError(_("Paling jauh dua tahun ke depan."))

    def validate_until(self, field: DayField) -> None:
        if field.data is None or self.since.data is None:
            return
        if field.data < self.since.data:
            raise ValidationError(_("Harus sesudah waktu mulai."))
        if field.data - self.since.data > LONGEST:
            raise ValidationError(_("Paling lama %(n)s hari.", n=LONGEST.days))

    def leave(self) -> dict[str, Any]:
        """The keywords of ``plan_leave``."""
        first = self.since.data or today()
        count = ((self.until.data or first) - first).days + 1
        days = [first + timedelta(days=n) for n in range(count)]
        return {"days": days, "name": self.name.data}
