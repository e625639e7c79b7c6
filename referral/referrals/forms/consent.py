"""Who agreed, what the child says to it, how and when: in the hand-over, and when it is renewed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import SelectField, ValidationError

from referral import db
from referral.cases.forms.fields import offered
from referral.i18n import _, _l
from referral.referrals.forms.base import lines
from referral.referrals.models import Assent, Consented, ConsentHow, Giver, choices
from referral.web.fields import MomentField
from referral.web.forms import StepForm


class ConsentFields(StepForm):
    """The fields, needed only where the ground is consent."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        "consent.expired": "consent_at",
        "consent.child_says_no": "consent_assent",
        "consent.alleged": "consent_giver",
        "consent.too_young": "consent_giver",
    }

    consent_giver = SelectField(
        _l("Siapa yang menyetujui?"),
        choices=offered([("", _l("Pilih")), *choices(Giver)]),
        default="",
    )
    consent_assent = SelectField(
        _l("Apa kata anak?"),
        choices=offered([("", _l("Pilih")), *choices(Assent)]),
        default="",
    )
    consent_how = SelectField(
        _l("Bagaimana persetujuan diberikan?"),
        choices=offered([("", _l("Pilih")), *choices(ConsentHow)]),
        default="",
    )
    consent_at = MomentField(
        _l("Kapan persetujuan diberikan?"), description=_l("Berlaku 180 hari.")
    )

    def rests_on_consent(self) -> bool:
        """Whether these fields must be filled."""
        return True

    def _chosen(self, field: SelectField, missing: str) -> None:
        if self.rests_on_consent() and not field.data:
            raise ValidationError(missing)

    def validate_consent_giver(self, field: SelectField) -> None:
        self._chosen(field, _("Pilih siapa yang menyetujui."))

    def validate_consent_assent(self, field: SelectField) -> None:
        self._chosen(field, _("Pilih apa kata anak."))

    def validate_consent_how(self, field: SelectField) -> None:
        self._chosen(field, _("Pilih bagaimana persetujuan diberikan."))

    def validate_consent_at(self, field: MomentField) -> None:
        if not self.rests_on_consent():
            return
        if field.data is None:
            raise ValidationError(_("Tulis kapan persetujuan diberikan."))
        if field.data > db.now():
            raise ValidationError(_("Waktu ini belum terjadi. Periksa tanggal dan jam."))

    def consented(self) -> Consented:
        """What was agreed."""
        if self.consent_at.data is None:
            raise ValueError("asked before validation")
        return Consented(
            Giver(self.consent_giver.data),
            Assent(self.consent_assent.data),
            ConsentHow(self.consent_how.data),
            self.consent_at.data,
        )


class RenewForm(ConsentFields):
    """The same, asked again."""

    def told(self) -> tuple[Any, ...]:
        """What was agreed."""
        return (self.consented(),)


class WithdrawForm(StepForm):
    """What child or guardian said."""

    words = lines(_l("Kata anak atau wali"), _l("Tulis alasannya."))

    def told(self) -> tuple[str]:
        """The words."""
        return (self.words.data or "",)
