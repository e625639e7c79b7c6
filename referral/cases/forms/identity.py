"""Who the child is: what is known is shown, what is new is added."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from wtforms import SelectField, ValidationError
from wtforms.validators import Optional

from referral.cases.forms.fields import each
from referral.cases.models.told import AgreesAs
from referral.i18n import _, _l
from referral.web.fields import DayField
from referral.web.forms import MayStayEmpty, StepForm, TextField

DAYS, MONTHS = {*range(1, 32), *range(41, 72)}, range(1, 13)
NIK = 16
"""Digits of a national identity number."""


def _born(nik: str) -> bool:
    """Digits 7 to 12 are a birth date (a woman's day plus 40), the last four a serial number."""
    day, month = int(nik[6:8]), int(nik[8:10])
    born = day in DAYS and month in MONTHS
    return born and nik[12:] != "0000" and len(set(nik)) > 1


class IdentityForm(StepForm):
    """Name, birth, number, address and guardian of the child."""

    BLAMED: ClassVar = {"birth.after": "born_on", "birth.adult": "born_on"}

    name = TextField(_l("Nama lengkap"), [MayStayEmpty()], longest=120)
    aliases = TextField(
        _l("Nama panggilan atau nama lain"),
        [MayStayEmpty()],
        longest=200,
        description=_l("Pisahkan dengan koma."),
    )
    born_on = DayField(
        _l("Tanggal lahir"), [Optional()], description=_l("Kosongkan bila belum pasti.")
    )
    nik = TextField(_l("NIK"), [MayStayEmpty()], longest=20, description=_l("16 angka."))
    landmark = TextField(_l("Alamat, atau dekat apa"), [MayStayEmpty()], longest=300)
    guardian = TextField(
        _l("Wali atau pengasuh yang aman"),
        [MayStayEmpty()],
        longest=200,
        description=_l("Nama dan hubungannya dengan anak."),
    )

    agrees_as = SelectField(
        _l("Atas dasar apa ia menyetujui bagi anak?"),
        choices=each(AgreesAs, first=_l("Belum jelas")),
        default="",
    )
    agrees_why = TextField(
        _l("Mengapa dasar itu berlaku?"),
        longest=300,
        description=_l("Wajib bila bukan orang tua. Misalnya: orang tua bekerja di luar negeri."),
    )

    def validate_guardian(self, field: TextField) -> None:
        """Whoever agrees has a name."""
        if self.agrees_as.data not in ("", AgreesAs.NOBODY) and not field.data:
            raise ValidationError(_("Tulis siapa yang menyetujui bagi anak."))

    def validate_agrees_why(self, field: TextField) -> None:
        """Whoever agrees in the parents' place says why."""
        if self.agrees_as.data not in ("", AgreesAs.PARENT) and not field.data:
            raise ValidationError(_("Tulis mengapa bukan orang tua yang menyetujui."))

    def validate_nik(self, field: TextField) -> None:
        """Sixteen digits, however they are grouped."""
        digits = (field.data or "").replace(" ", "")
        if digits and not (digits.isdecimal() and digits.isascii() and len(digits) == NIK):
            raise ValidationError(_("NIK terdiri dari 16 angka."))
        if digits and not _born(digits):
            raise ValidationError(_("NIK ini tidak mungkin: periksa angka 7 sampai 12."))

    def know(self, doc: Mapping[str, Any]) -> None:
        """Show what is known."""
        for name in ("name", "nik", "landmark", "guardian", "agrees_as", "agrees_why"):
            self[name].data = doc.get(name, "")
        self.aliases.data = ", ".join(doc.get("aliases", ()))
        born = doc.get("born_on")
        self.born_on.data = date.fromisoformat(born) if born else None

    def told(self) -> dict[str, Any]:
        """What was written, by the names of ``actions.Person``."""
        names = (name.strip() for name in (self.aliases.data or "").split(","))
        return {
            "name": self.name.data or "",
            "aliases": tuple(name for name in names if name),
            "born_on": self.born_on.data,
            "nik": (self.nik.data or "").replace(" ", ""),
            "landmark": self.landmark.data or "",
            "guardian": self.guardian.data or "",
            "agrees_as": self.agrees_as.data,
            "agrees_why": self.agrees_why.data or "",
        }
