"""The desk's answers; the sender fills the same forms for a desk that answered on paper."""

from typing import ClassVar

from wtforms import RadioField, SelectField

from referral import db
from referral.cases.forms.fields import offered
from referral.cases.forms.people import many
from referral.cases.models.hours import outside
from referral.i18n import _, _l
from referral.referrals.forms.base import lines
from referral.referrals.forms.desk import (
    DeskForm,
    LawForm,
    WithLaw,
    WorkerForm,
    needed,
    number_of_lp,
    time_of_lp,
)
from referral.referrals.models import (
    Begun,
    DeclineReason,
    News,
    Outcome,
    Promised,
    Refusal,
    Result,
    SaidBy,
    choices,
)
from referral.referrals.queries import Sight
from referral.web.fields import MomentField
from referral.web.forms import MayStayEmpty, StepForm, TextField


class ClaimForm(StepForm):
    """One button: "Saya tangani"."""


class AcceptForm(WorkerForm, WithLaw):
    """Who serves the child, and when for the first time."""

    worker = RadioField(_l("Petugas"), validators=[needed(_l("Pilih petugas."))])
    first_service_at = MomentField(
        _l("Layanan pertama"), [needed(_l("Tulis tanggal dan jam layanan pertama."))]
    )
    ON_PAPER: ClassVar = {
        "first_service_at": _l("Kapan meja itu menjanjikan layanan pertama?"),
        "words": _l("Pesan meja itu"),
    }
    words = lines(_l("Catatan untuk pengirim"))
    lp_number = number_of_lp()
    lp_at = time_of_lp()
    hours = ""

    def suit(self, sight: Sight) -> None:
        """Where the case itself moves the manager of the case and the first contact are named."""
        super().suit(sight)
        if sight.referral.moves_the_case:
            worker, first = self.worker, self.first_service_at
            worker.label.text = _("Manajer kasus")
            worker.validators = [needed(_("Pilih manajer kasus."))]
            first.label.text = _("Kontak pertama dengan anak direncanakan")
            first.validators = [needed(_("Tulis tanggal dan jam kontak pertama dengan anak."))]
            del self.words

    def warnings(self) -> list[str]:
        """Of one who holds many cases, and of a contact outside the child's safe hours."""
        at, hours = self.first_service_at.data, self.hours
        risky = hours and at is not None and outside(hours, at)
        word = _("Kontak ini di luar jam aman anak: %(hours)s.", hours=hours)
        return [*([word] if risky else []), *many(self.load, self.worker_id())]

    def mind(self, hours: str) -> None:
        """Tell when the child is safely called."""
        self.hours = hours
        if hours:
            self.first_service_at.description = _("Jam aman anak: %(hours)s.", hours=hours)

    def told(self) -> tuple[Promised]:
        """What the desk promises."""
        at = self.first_service_at.data
        if at is None:
            raise ValueError("asked before validation")
        words = self.words.data if "words" in self else ""
        return (Promised(at, self.worker_id(), words or "", self.lp(), self.facts()),)


class AskForm(DeskForm):
    """A question to the sender."""

    ON_PAPER: ClassVar = {"words": _l("Apa yang ditanyakan meja itu?")}
    words = lines(
        _l("Apa yang perlu diketahui?"),
        _l("Tulis pertanyaannya."),
        hint=_l("Jangan meminta nama anak: identitas terbuka setelah diterima."),
    )

    def told(self) -> tuple[str]:
        """The question."""
        return (self.words.data or "",)


class DeclineForm(DeskForm):
    """Why not, and whose no it is."""

    ON_PAPER: ClassVar = {
        "reason": _l("Alasan meja itu"),
        "words": _l("Penjelasan meja itu"),
    }
    reason = SelectField(
        _l("Alasan"),
        choices=offered([("", _l("Pilih alasan")), *choices(DeclineReason)]),
        default="",
        validators=[needed(_l("Pilih alasan."))],
    )
    said_by = RadioField(
        _l("Siapa yang tidak mau atau tidak bisa?"),
        choices=offered(choices(SaidBy)),
        validators=[needed(_l("Pilih siapa."))],
    )
    words = lines(
        _l("Penjelasan"),
        _l("Tulis penjelasannya: pengirim mencari jalan lain dengannya."),
        hint=_l("Saran untuk pengirim: ke mana anak ini bisa dibantu."),
    )

    def suit(self, sight: Sight) -> None:
        """On paper the receiver is that desk, not us."""
        super().suit(sight)
        if sight.sends:
            named = {SaidBy.PROVIDER.value: _("Meja itu")}
            offers = choices(SaidBy)
            self.said_by.choices = offered((code, named.get(code, words)) for code, words in offers)

    def told(self) -> tuple[Refusal]:
        """The refusal."""
        reason, said_by = DeclineReason(self.reason.data), SaidBy(self.said_by.data)
        return (Refusal(reason, said_by, self.words.data or ""),)


class StartForm(WorkerForm, WithLaw):
    """The first service: when, by whom."""

    BLAMED: ClassVar = {**DeskForm.BLAMED, "answer.when": "at"}
    ON_PAPER: ClassVar = {"words": _l("Layanan apa, menurut meja itu?")}

    at = MomentField(
        _l("Kapan layanan pertama diberikan?"), [needed(_l("Tulis kapan."))], default=db.now
    )
    worker = RadioField(_l("Oleh siapa?"), validators=[needed(_l("Pilih petugas."))])
    words = lines(_l("Layanan apa?"))
    lp_number = number_of_lp()
    lp_at = time_of_lp()

    def told(self) -> tuple[Begun]:
        """What was begun."""
        if self.at.data is None:
            raise ValueError("asked before validation")
        words = self.words.data or ""
        return (Begun(self.at.data, self.worker_id(), words, self.lp(), self.facts()),)


class ProgressForm(LawForm, WithLaw):
    """How the service goes."""

    ON_PAPER: ClassVar = {"words": _l("Kabar kemajuan dari meja itu")}
    words = lines(_l("Bagaimana kemajuannya?"), _l("Tulis kabarnya."))
    lp_number = number_of_lp()
    lp_at = time_of_lp()

    def told(self) -> tuple[News]:
        """The news."""
        return (News(self.words.data or "", self.lp(), self.facts()),)


class CompleteForm(LawForm, WithLaw):
    """What came of it."""

    ON_PAPER: ClassVar = {
        "outcome": _l("Hasil menurut meja itu"),
        "words": _l("Layanan yang diberikan meja itu"),
    }
    outcome = SelectField(
        _l("Hasil"),
        choices=offered([("", _l("Pilih hasil")), *choices(Outcome)]),
        default="",
        validators=[needed(_l("Pilih hasil."))],
    )
    words = lines(_l("Layanan yang diberikan"), _l("Tulis layanan yang diberikan."))
    report_number = TextField(
        _l("Nomor laporan atau surat hasil"),
        [MayStayEmpty()],
        longest=80,
        description=_l("Bila ada."),
    )
    lp_number = number_of_lp()
    lp_at = time_of_lp()

    def told(self) -> tuple[Result]:
        """The result."""
        outcome, number = Outcome(self.outcome.data), self.report_number.data or None
        return (Result(outcome, self.words.data or "", number, self.lp(), self.facts()),)
