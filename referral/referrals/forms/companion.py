"""The form that lets a volunteer accompany a child, on the child's consent."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import ClassVar

from wtforms import BooleanField
from wtforms.validators import InputRequired

from referral.i18n import _l
from referral.referrals.forms.consent import ConsentFields
from referral.referrals.models import Consented
from referral.reminders.clocks import on_wall
from referral.web.fields import DayField


class CompanionForm(ConsentFields):
    """Who agreed, until which day, and that the child knows what will be seen."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        **ConsentFields.BLAMED,
        "companion.until": "until_on",
        "companion.consent": "until_on",
    }

    consent_contact = None
    until_on = DayField(
        _l("Sampai dengan tanggal"),
        [InputRequired(_l("Tulis tanggalnya."))],
        description=_l("Paling lama 90 hari. Sesudah itu tanyakan lagi kepada anak."),
    )
    sure = BooleanField(
        _l("Anak tahu apa yang akan dilihat pendamping, dan setuju"),
        validators=[InputRequired(_l("Centang bila sudah."))],
    )

    def told(self) -> tuple[Consented, datetime]:
        """What was agreed, and its end: when that day is over."""
        if self.until_on.data is None:
            raise ValueError("asked before validation")
        return self.consented(), on_wall(self.until_on.data + timedelta(days=1), time())
