"""Forms of the board: which promise is meant, and who takes it over, and why."""

from uuid import UUID

from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from referral.i18n import _l
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
    """Who keeps the promise from now on; the view fills the choices."""

    to = RadioField(_l("Dialihkan kepada siapa?"), choices=[], coerce=UUID)
    reason = RadioField(
        _l("Mengapa dialihkan?"),
        choices=[(code.value, text) for code, text in REASONS.items()],
        coerce=Reason,
    )
