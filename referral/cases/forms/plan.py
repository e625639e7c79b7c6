"""Forms of the plan: a goal, how it stands, the proposal, the head's decision."""

from wtforms import RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from referral import db
from referral.cases.forms import DecideForm
from referral.cases.forms.fields import each, offered, several_lines
from referral.cases.models import Agreed, GoalState
from referral.i18n import _, _l
from referral.reminders.clocks import local_day
from referral.web.fields import DayField
from referral.web.forms import StepForm, TextField


class GoalForm(StepForm):
    """One goal: what will be, who sees to it, until when."""

    words = TextField(
        _l("Tujuan"),
        validators=[DataRequired(_l("Tulis tujuannya."))],
        longest=500,
        description=_l("Satu tujuan, dengan kata yang dipahami anak. Misalnya: tetap bersekolah."),
    )
    owner = TextField(
        _l("Siapa yang mengerjakan"),
        validators=[DataRequired(_l("Tulis siapa."))],
        description=_l("Orang atau unit. Misalnya: bibi, puskesmas, sekolah."),
    )
    due_on = DayField(_l("Paling lambat"), validators=[InputRequired(_l("Tulis tanggalnya."))])

    def validate_due_on(self, field: DayField) -> None:
        """A day to come."""
        if field.data and field.data < local_day(db.now()):
            raise ValidationError(_("Tanggal ini sudah lewat."))


class GoalStateForm(StepForm):
    """How a goal stands."""

    state = RadioField(
        _l("Keadaan tujuan"),
        choices=each(GoalState),
        validators=[InputRequired(_l("Pilih satu jawaban."))],
    )


class ProposeForm(StepForm):
    """Who agreed with the plan."""

    agreed = RadioField(
        _l("Siapa yang menyetujui rencana ini"),
        choices=each(Agreed),
        validators=[InputRequired(_l("Pilih satu jawaban."))],
    )
    words = several_lines(
        _l("Catatan"),
        hint=_l("Wajib bila belum ada yang menyetujui."),
        at_times=True,
    )

    def validate_words(self, field: TextField) -> None:
        """Nobody agreed: the reason is told."""
        if self.agreed.data == Agreed.NOBODY and not field.data:
            raise ValidationError(_("Tulis mengapa anak dan pengasuh belum menyetujui."))


class DecidePlanForm(DecideForm):
    """The head's answer to a plan."""

    decision = RadioField(
        _l("Keputusan"),
        choices=offered([("approve", _l("Setujui rencana")), ("refuse", _l("Perlu diperbaiki"))]),
        validators=[InputRequired(_l("Pilih keputusan."))],
    )
