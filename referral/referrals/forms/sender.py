"""The sender's steps after sending: reply, confirm, take back, plan in another way."""

from typing import ClassVar

from wtforms import RadioField
from wtforms.validators import InputRequired

from referral.cases.forms.fields import offered
from referral.i18n import _l
from referral.referrals.forms.base import lines
from referral.referrals.models import Helped, choices
from referral.reminders.limits import URGENCY, Urgency
from referral.web.forms import StepForm


class ReplyForm(StepForm):
    """The answer to a desk's question."""

    BLAMED: ClassVar = {"words.name": "words"}

    words = lines(
        _l("Balasan"),
        _l("Tulis balasannya."),
        hint=_l("Belum diterima: jangan menulis nama atau alamat anak."),
    )

    def told(self) -> tuple[str]:
        """The reply."""
        return (self.words.data or "",)


class ConfirmForm(StepForm):
    """Whether the child says that it helped."""

    helped = RadioField(
        _l("Apakah anak terbantu?"),
        choices=offered(choices(Helped)),
        validators=[InputRequired(_l("Pilih jawaban anak."))],
    )
    words = lines(
        _l("Kata anak"), hint=_l("Tanyakan pada waktu yang aman. Anak boleh tidak menjawab.")
    )

    def told(self) -> tuple[Helped, str]:
        """The child's answer."""
        return Helped(self.helped.data), self.words.data or ""


class RecallForm(StepForm):
    """Why it is taken back, or was a mistake."""

    BLAMED: ClassVar = {"words.name": "words"}

    words = lines(_l("Alasan"), _l("Tulis alasannya."))

    def told(self) -> tuple[str]:
        """The reason."""
        return (self.words.data or "",)


class HurryForm(StepForm):
    """How soon the answer is needed after all, and why."""

    BLAMED: ClassVar = {"words.name": "words", "hurry.slower": "urgency"}

    urgency = RadioField(
        _l("Sekarang perlu jawaban kapan?"),
        choices=offered(choices(Urgency)),
        validators=[InputRequired(_l("Pilih batas yang baru."))],
    )
    words = lines(
        _l("Mengapa lebih cepat?"),
        _l("Tulis alasannya."),
        hint=_l("Belum diterima: jangan menulis nama atau alamat anak."),
    )

    def suit(self, now: Urgency) -> None:
        """Offer what is sooner than now."""
        sooner = [u for u in Urgency if URGENCY[u].rank < URGENCY[now].rank]
        self.urgency.choices = offered(choices(sooner))

    def told(self) -> tuple[Urgency, str]:
        """How soon, and why."""
        return Urgency(self.urgency.data), self.words.data or ""


class SignOffForm(StepForm):
    """A head's word on sharing without consent."""

    words = lines(_l("Catatan"), hint=_l("Mengapa ini perlu, dan apa yang menjaga anak."))

    def told(self) -> tuple[str]:
        """The note."""
        return (self.words.data or "",)


class PlanForm(StepForm):
    """How a refused need is met instead."""

    words = lines(
        _l("Bagaimana kebutuhan ini dipenuhi?"),
        _l("Tulis rencananya."),
        hint=_l("Bila dirujuk ke meja lain, kirim rujukan baru: pengingat ini selesai sendiri."),
    )

    def told(self) -> tuple[str]:
        """The plan."""
        return (self.words.data or "",)
