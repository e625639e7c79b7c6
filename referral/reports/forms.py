"""Forms of the board: which promise is meant, and who takes it over, and why."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from wtforms import HiddenField, IntegerField, RadioField, ValidationError
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from referral.cases.forms.people import people
from referral.directory.models import Unit
from referral.directory.queries.duty import Member, Watch
from referral.i18n import _, _l
from referral.reports.queries import Reason
from referral.web.forms import Form

REASONS = {
    Reason.NO_ANSWER: _l("Tidak menjawab"),
    Reason.AWAY: _l("Sedang tidak bertugas"),
    Reason.OVERLOADED: _l("Sudah terlalu banyak kasus"),
    Reason.CONFLICT: _l("Benturan kepentingan"),
    Reason.OTHER: _l("Sebab lain"),
}


class PromiseForm(Form):
    """The promise that stood on the line when it was pressed."""

    promise = IntegerField(
        widget=HiddenInput(), validators=[InputRequired(), NumberRange(1, 2**63 - 1)]
    )


class HandOverForm(PromiseForm):
    """Who keeps the promise from now on, among those who could."""

    to = RadioField(
        _l("Dialihkan kepada siapa?"),
        choices=[],
        coerce=UUID,
        validate_choice=False,  # the action knows who may; so a second click has its answer
        validators=[InputRequired(_l("Pilih kepada siapa."))],
    )
    reason = RadioField(
        _l("Mengapa dialihkan?"),
        choices=[SelectChoice(code.value, text) for code, text in REASONS.items()],
        coerce=Reason,
        validate_choice=False,
        validators=[InputRequired(_l("Pilih sebabnya."))],
    )

    def among(self, found: Iterable[Member], watch: Watch, load: Mapping[UUID, int]) -> None:
        """Offer these people of a unit, with what each of them holds."""
        self.to.choices = people(found, watch, load)


class MoveForm(Form):
    """Before which unit a village report is laid that nobody takes up."""

    to = RadioField(
        _l("Ke unit mana?"),
        choices=[],
        coerce=UUID,
        validate_choice=False,
        validators=[InputRequired(_l("Pilih unitnya."))],
    )

    def among(self, units: Iterable[Unit]) -> None:
        """Offer these."""
        self.to.choices = [SelectChoice(str(unit.id), unit.name) for unit in units]


class RelieveForm(Form):
    """Who leaves, and who takes all of it over."""

    leaver = RadioField(
        _l("Siapa yang berhenti atau pindah?"),
        choices=[],
        coerce=UUID,
        validators=[InputRequired(_l("Pilih orangnya."))],
    )
    by_whom = RadioField(
        _l("Siapa yang melanjutkan?"),
        choices=[],
        coerce=UUID,
        validators=[InputRequired(_l("Pilih orangnya."))],
    )

    sure = HiddenField()
    """Pressed after reading how much passes."""

    def among(self, watch: Watch, held: Mapping[UUID, int]) -> None:
        """Offer the unit's people, with what each of them holds."""
        self.leaver.choices = people(watch.staff, watch, held)
        self.by_whom.choices = people(watch.staff, watch, held)

    def validate_by_whom(self, field: RadioField) -> None:
        """Refused before anything is counted."""
        if field.data == self.leaver.data:
            raise ValidationError(_("Pilih orang lain daripada yang berhenti."))
