"""Who agreed, what the child says to it, how and when: in the hand-over, and when it is renewed."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms import BooleanField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired

from referral import db
from referral.cases.forms.fields import offered
from referral.cases.models.told import Language
from referral.cases.models.words import choices as told_choices
from referral.i18n import _, _l
from referral.referrals.forms.base import lines
from referral.referrals.models import Assent, Consented, ConsentHow, Giver, Withdrawal, choices
from referral.web.fields import MomentField
from referral.web.forms import StepForm


class ConsentFields(StepForm):
    """The fields, needed only where the ground is consent."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        "consent.expired": "consent_at",
        "consent.child_says_no": "consent_assent",
        "consent.alleged": "consent_giver",
        "consent.too_young": "consent_giver",
        "consent.ask_child": "consent_assent",
        "consent.child_says": "consent_assent",
        "consent.maybe_alleged": "consent_unfeared",
    }

    consent_giver = SelectField(
        _l("Siapa yang menyetujui?"),
        choices=offered([("", _l("Pilih")), *choices(Giver)]),
        default="",
    )
    consent_unfeared = BooleanField(_l("Orang itu bukan yang ditakuti anak"))
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
    consent_language = SelectField(
        _l("Dalam bahasa apa?"), choices=offered(told_choices(Language)), default="indonesian"
    )
    consent_interpreter = BooleanField(_l("Dibantu juru bahasa atau penerjemah isyarat"))
    consent_contact = BooleanField(
        _l("Lembaga ini boleh menghubungi anak sendiri"),
        description=_l(
            "Dengan cara dan jam yang aman. Tanpa centang, lembaga menghubungi manajer kasus saja."
        ),
    )
    consent_statistics = BooleanField(_l("Anak boleh ikut dihitung dalam angka, tanpa nama"))
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
            Language(self.consent_language.data),
            self.consent_interpreter.data,
            contact=bool(self.consent_contact and self.consent_contact.data),
            statistics=self.consent_statistics.data,
            unfeared=self.consent_unfeared.data,
        )


class RenewForm(ConsentFields):
    """The same, asked again."""

    def told(self) -> tuple[Any, ...]:
        """What was agreed."""
        return (self.consented(),)


class WithdrawForm(StepForm):
    """Who takes it back, and what they said."""

    who = RadioField(
        _l("Siapa yang mencabut?"),
        choices=offered(
            [
                ("free", _l("Anak, atau wali yang tidak ditakuti, tanpa tekanan")),
                ("pressed", _l("Orang yang ditakuti anak, atau ada tekanan")),
            ]
        ),
        validators=[InputRequired(_l("Pilih siapa yang mencabut."))],
        description=_l("Bila ada tekanan, kepala unit memutuskan; sampai itu tetap berlaku."),
    )
    words = lines(_l("Kata mereka"), _l("Tulis kata mereka."))

    def told(self) -> tuple[Withdrawal]:
        """The withdrawal."""
        return (Withdrawal(self.words.data or "", self.who.data == "pressed"),)


class WithdrawalForm(StepForm):
    """A head's decision on a withdrawal that came from the wrong side."""

    decision = RadioField(
        _l("Keputusan"),
        choices=offered(
            [
                ("stands", _l("Persetujuan tetap berlaku: anak tetap mau dibantu")),
                ("withdrawn", _l("Persetujuan dicabut: meja tujuan ditutup")),
            ]
        ),
        validators=[InputRequired(_l("Pilih keputusannya."))],
    )
    words = lines(_l("Alasan"), _l("Tulis alasannya."))

    def told(self) -> tuple[bool, str]:
        """Whether it is withdrawn, and why."""
        return self.decision.data == "withdrawn", self.words.data or ""
