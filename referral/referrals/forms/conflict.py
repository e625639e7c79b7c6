"""Forms of a conflict of interest: from whom a case is hidden, and showing it again."""

from typing import ClassVar
from uuid import UUID

from wtforms import RadioField, ValidationError
from wtforms.validators import InputRequired

from referral.cases.forms.fields import offered
from referral.i18n import _, _l
from referral.policy import Conflict, Match
from referral.referrals.forms.base import lines
from referral.web.fields import LookupField
from referral.web.forms import StepForm

CONFLICTS = {
    Conflict.RELATIVE: _l("Keluarga anak atau keluarga terlapor"),
    Conflict.EMPLOYER: _l("Atasan atau majikan"),
    Conflict.OFFICIAL: _l("Pejabat setempat yang tidak boleh tahu"),
    Conflict.ALLEGED: _l("Diduga terlibat"),
}


BECAUSE = {
    Match.NAME: Conflict.ALLEGED,
    Match.PHONE: Conflict.ALLEGED,
    Match.UNIT: Conflict.OFFICIAL,
    Match.VILLAGE: Conflict.OFFICIAL,
    Match.KIN: Conflict.RELATIVE,
    Match.KEPT_FROM: Conflict.RELATIVE,
}
"""Which ground the system's word comes down to, once somebody says that it is so."""


class ExcludeForm(StepForm):
    """Who may not see the case, and why."""

    BLAMED: ClassVar = dict.fromkeys(
        (f"exclusion.{key}" for key in ("who", "manager", "last_head", "alone")), "who"
    )

    who = LookupField(_l("Dari siapa?"))
    reason = RadioField(
        _l("Mengapa"),
        choices=offered((code.value, text) for code, text in CONFLICTS.items()),
        validators=[InputRequired(_l("Pilih alasan."))],
    )

    def validate_who(self, field: LookupField) -> None:
        """One account was chosen."""
        try:
            UUID(field.data)
        except ValueError:
            raise ValidationError(_("Cari namanya, lalu pilih satu orang.")) from None

    def told(self) -> tuple[UUID, Conflict]:
        """Who, and why."""
        return UUID(self.who.data), Conflict(self.reason.data)


class AskLiftForm(StepForm):
    """Why somebody should see the case again."""

    words = lines(_l("Mengapa ia boleh melihat lagi"), _l("Tulis alasan."))


class LiftForm(StepForm):
    """The head's answer."""

    decision = RadioField(
        _l("Keputusan"),
        choices=offered([("lift", _l("Setujui")), ("keep", _l("Tetap dikecualikan"))]),
        validators=[InputRequired(_l("Pilih keputusan."))],
    )
