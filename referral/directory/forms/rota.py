"""The forms of a desk: a turn, an absence, its phone and deputy."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from wtforms import BooleanField, SelectField, ValidationError
from wtforms.validators import InputRequired

from referral import db
from referral.directory.forms import agencies, sheet
from referral.directory.queries.duty import Member
from referral.i18n import _, _l
from referral.web.fields import MomentField
from referral.web.forms import Form, TextField

LONGEST_TURN = timedelta(days=7)
LONGEST_ABSENCE = timedelta(days=366)


def _after_start(form: Any, until: MomentField, longest: timedelta) -> None:
    """Refuse an end that is over, before its start or too far from it."""
    since = form.since.data or db.now()
    if until.data is None or form.since.errors:
        return
    if until.data <= db.now():
        raise ValidationError(_("Waktu ini sudah lewat."))
    if until.data <= since:
        raise ValidationError(_("Harus sesudah waktu mulai."))
    if until.data - since > longest or until.data - db.now() > LONGEST_ABSENCE:
        raise ValidationError(_("Paling lama %(n)s hari.", n=longest.days))


class PeopleField(SelectField):
    """One of a unit's people; the value is an id, None for the empty choice."""

    def among(self, people: Sequence[Member], nobody: str | None = None) -> None:
        """Offer these people, and where it may stay open a first choice that says so."""
        self.choices = [(str(person.id), person.name) for person in people]
        if nobody is not None:
            self.choices.insert(0, ("", nobody))

    @property
    def person_id(self) -> UUID | None:
        return UUID(self.data) if self.data else None


class TurnForm(Form):
    """A turn of the rota."""

    person_id = PeopleField(_l("Petugas"))
    since = MomentField(_l("Mulai"), validators=[InputRequired()])
    until = MomentField(_l("Sampai"), validators=[InputRequired()])

    def validate_until(self, field: MomentField) -> None:
        _after_start(self, field, LONGEST_TURN)

    def suggest(self) -> None:
        """Eight hours from the next full hour."""
        start = db.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.since.data, self.until.data = start, start + timedelta(hours=8)

    def turn(self) -> dict[str, Any]:
        """The keywords of ``put_on_duty``."""
        return {**self.values(), "person_id": self.person_id.person_id}


class AwayForm(Form):
    """From when until when somebody is away, and who stands in."""

    person_id = PeopleField(_l("Siapa yang tidak bertugas"))
    since = MomentField(_l("Mulai"), description=_l("Kosongkan bila mulai sekarang."))
    until = MomentField(_l("Sampai kapan"), validators=[InputRequired()])
    stand_in_id = PeopleField(
        _l("Pengganti"),
        description=_l(
            "Ia menerima pengingatnya, dan selama itu dapat membuka dan mengerjakan kasus yang"
            " dipegang orang yang tidak bertugas. Ini dicatat."
        ),
    )

    def validate_until(self, field: MomentField) -> None:
        _after_start(self, field, LONGEST_ABSENCE)

    def validate_stand_in_id(self, field: PeopleField) -> None:
        if field.data and field.data == self.person_id.data:
            raise ValidationError(_("Pengganti harus orang lain."))

    def absence(self) -> dict[str, Any]:
        """The keywords of ``go_away``."""
        return {
            "person_id": self.person_id.person_id,
            "since": self.since.data or db.now(),
            "until": self.until.data,
            "stand_in_id": self.stand_in_id.person_id,
        }


class DeskForm(Form):
    """The desk's phone, and whom to call when nobody is on the rota."""

    phone = TextField(
        _l("Telepon meja"), longest=40, validators=[InputRequired()],
        render_kw={"type": "tel", "width": 20},
    )  # fmt: skip
    deputy_id = PeopleField(_l("Wakil bila tidak ada yang piket"))
    approves = BooleanField(
        _l("Kepala unit memeriksa rujukan sebelum dikirim"),
        description=_l("Kecuali yang darurat dan yang diwajibkan hukum: itu langsung terkirim."),
    )

    def validate_phone(self, field: TextField) -> None:
        try:
            field.data = agencies.phone_number(field.data or "")
        except sheet.Wrong as wrong:
            raise ValidationError(str(wrong)) from None

    def change(self) -> dict[str, Any]:
        """The keywords of ``change_desk``."""
        return {
            "phone": self.phone.data,
            "deputy_id": self.deputy_id.person_id,
            "approves": self.approves.data,
        }
