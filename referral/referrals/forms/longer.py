"""Steps beside the straight road: waiting list, another desk, no service, a wait, news, notes."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField

from referral.cases.forms.fields import offered
from referral.directory.models import Condition
from referral.i18n import _l
from referral.referrals import queries
from referral.referrals.forms.base import lines
from referral.referrals.forms.desk import DeskForm, needed
from referral.referrals.models import FailReason, Failure, Hold, Onward, Waiting, choices
from referral.referrals.queries import Sight
from referral.web.fields import MomentField
from referral.web.forms import StepForm

OURS, BOTH = "ours", "both"


class WaitlistForm(DeskForm):
    """When a place is expected, and what keeps the child safe until then."""

    BLAMED: ClassVar = {
        **DeskForm.BLAMED,
        "waitlist.past": "expected_at",
        "waitlist.far": "expected_at",
    }

    ON_PAPER: ClassVar = {
        "expected_at": _l("Kapan menurut meja itu ada tempat?"),
        "words": _l("Apa yang menjaga anak sampai saat itu, menurut meja itu?"),
    }
    expected_at = MomentField(
        _l("Kapan tempat diperkirakan ada?"), [needed(_l("Tulis perkiraan tanggalnya."))]
    )
    words = lines(
        _l("Apa yang menjaga anak sampai saat itu?"),
        _l("Tulis langkah sementara yang aman."),
    )

    def told(self) -> tuple[Waiting]:
        """The place in view."""
        if self.expected_at.data is None:
            raise ValueError("asked before validation")
        return (Waiting(self.expected_at.data, self.words.data or ""),)


class RerouteForm(StepForm):
    """Which desk does it better, and why: the sender's own word, where this one is silent."""

    BLAMED: ClassVar = {
        "desk.not_serving": "desk",
        "forward.back": "desk",
        "forward.consent": "desk",
        "reroute.consent": "desk",
        **dict.fromkeys((f"route.{when}" for when in Condition), "desk"),
    }

    desk = RadioField(
        _l("Ke meja mana?"),
        choices=[],
        coerce=UUID,
        validate_choice=False,  # the action knows who may; so a second click has its answer
        validators=[needed(_l("Pilih mejanya."))],
    )
    words = lines(_l("Mengapa dialihkan?"), _l("Tulis alasannya."))

    def offer(self, desks: Iterable[queries.Other]) -> None:
        """The desks that could take it."""
        field: Any = self.desk
        field.choices = offered((str(desk.id), desk.name) for desk in desks)

    def told(self) -> tuple[Onward]:
        """The other desk."""
        return (Onward(self.desk.data, self.words.data or ""),)


class ForwardForm(DeskForm, RerouteForm):
    """The same by the desk that has it."""

    BLAMED: ClassVar = {**DeskForm.BLAMED, **RerouteForm.BLAMED}
    ON_PAPER: ClassVar = {
        "desk": _l("Ke meja mana dialihkan?"),
        "words": _l("Mengapa meja itu mengalihkan?"),
    }

    def suit(self, sight: Sight) -> None:
        """Offer the desks that could take it."""
        super().suit(sight)
        self.offer(queries.other_desks(sight))

    def told(self) -> tuple[Onward]:
        """The other desk."""
        return RerouteForm.told(self)


class FailForm(DeskForm):
    """Why the accepted service did not come about."""

    ON_PAPER: ClassVar = {
        "reason": _l("Alasan meja itu"),
        "words": _l("Penjelasan meja itu"),
    }
    reason = SelectField(
        _l("Alasan"),
        choices=offered([("", _l("Pilih alasan")), *choices(FailReason)]),
        default="",
        validators=[needed(_l("Pilih alasan."))],
    )
    words = lines(_l("Penjelasan"), hint=_l("Saran untuk pengirim: ke mana anak ini bisa dibantu."))

    def told(self) -> tuple[Failure]:
        """The failure."""
        return (Failure(FailReason(self.reason.data), self.words.data or ""),)


class HoldForm(StepForm):
    """Until when the desk waits, and for what."""

    BLAMED: ClassVar = {"hold.when": "until"}

    until = MomentField(
        _l("Ditinjau lagi kapan?"),
        [needed(_l("Tulis tanggal dan jamnya."))],
        description=_l("Paling lama 30 hari. Anda diingatkan saat itu."),
    )
    family = BooleanField(
        _l("Menunggu anak atau keluarga: batas waktu meja kami berhenti sampai saat itu"),
        description=_l("Menunggu hal lain, batas waktu tetap berjalan."),
    )
    words = lines(_l("Apa yang ditunggu?"), _l("Tulis alasannya."))

    def told(self) -> tuple[Hold]:
        """The wait."""
        if self.until.data is None:
            raise ValueError("asked before validation")
        return (Hold(self.until.data, self.words.data or "", self.family.data),)


class KeepForm(StepForm):
    """The child still waits for the place."""

    BLAMED: ClassVar = {"words.name": "words"}

    words = lines(_l("Keadaan anak sekarang"), hint=_l("Ditanyakan lagi dalam 7 hari."))

    def told(self) -> tuple[str]:
        """How the child is."""
        return (self.words.data or "",)


class NoteForm(StepForm):
    """A word beside the steps, and who reads it."""

    BLAMED: ClassVar = {"note.before": "readers"}

    words = lines(_l("Catatan"), _l("Tulis catatannya."))
    readers = RadioField(
        _l("Siapa yang membaca?"),
        choices=offered([(OURS, _l("Hanya unit kami")), (BOTH, _l("Kedua pihak"))]),
        default=OURS,
        validators=[needed(_l("Pilih siapa yang membaca."))],
    )

    def suit(self, *, both: bool) -> None:
        """Offer both sides as readers only where both may read; the action says why not."""
        if not both and not self.is_submitted():
            self.readers.choices = offered([(OURS, _l("Hanya unit kami"))])
