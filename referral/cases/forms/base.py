"""What forms of records share: when it was, its answer, its letter, its words, why it is late."""

from datetime import datetime
from enum import StrEnum

from wtforms import RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Optional

from referral import db
from referral.cases.forms import MomentForm
from referral.cases.forms.fields import each
from referral.cases.models import LateBecause
from referral.i18n import _l
from referral.web.fields import MomentField
from referral.web.forms import TextField


def when(label: str, *, past: bool = True) -> MomentField:
    """The moment of the step; what has been is offered as now."""
    return MomentField(label, [InputRequired(_l("Tulis kapan."))], default=db.now if past else None)


def answer(label: str, codes: type[StrEnum]) -> RadioField:
    """One of a few answers."""
    return RadioField(
        label, choices=each(codes), validators=[InputRequired(_l("Pilih satu jawaban."))]
    )


def letter(label: str, *, needed: bool = True) -> TextField:
    """The number of a letter."""
    check = DataRequired(_l("Tulis nomornya.")) if needed else Optional()
    return TextField(label, validators=[check], longest=80)


def why_late() -> SelectField:
    """Asked only where the limit has passed."""
    first = _l("Pilih alasan")
    return SelectField(_l("Mengapa terlambat"), choices=each(LateBecause, first=first), default="")


class LateForm(MomentForm):
    """A step that keeps a promise; done after its limit it says why."""

    why: SelectField

    def owing(self, due: datetime | None) -> None:
        """The promise that this step keeps; while its limit lies ahead nobody is asked why."""
        if "why" in self and (due is None or due > db.now()):
            del self.why

    @property
    def late_because(self) -> LateBecause | None:
        """The reason that was chosen."""
        chosen = self.why.data if "why" in self else ""
        return LateBecause(chosen) if chosen else None


class RecordForm(LateForm):
    """What every record has: when it was."""
