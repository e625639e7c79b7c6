"""What a desk's answers share: who answered on paper, who serves the child, the police report."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from wtforms import HiddenField, RadioField, ValidationError
from wtforms.validators import DataRequired, InputRequired

from referral import db
from referral.cases.forms.fields import offered
from referral.cases.forms.people import people
from referral.cases.queries import caseloads
from referral.directory import queries as directory
from referral.i18n import _, _l
from referral.referrals import queries
from referral.referrals.models import LP, Ask, Facts, Proxy, Sort
from referral.referrals.queries import Sight
from referral.web.fields import MomentField
from referral.web.forms import MayStayEmpty, StepForm, TextField

LETTER, PHONE = "letter", "phone"


def needed(text: str) -> InputRequired:
    """Must be filled; ``text`` is said where it is not."""
    return InputRequired(text)


class DeskForm(StepForm):
    """A desk's answer; the fields about the one who answered stay only where the sender writes."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        "answer.when": "answered_at",
        "first_service.late": "first_service_at",
        "first_service.far": "first_service_at",
        "first_service.past": "first_service_at",
        "worker.elsewhere": "worker",
        "caseload.full": "worker",
        "law.not_shared": "lp_number",
        "law.no_lp": "lp_number",
        "time.future": "lp_at",
        "time.before": "lp_at",
    }
    PROXY: ClassVar = ("who", "how", "letter_number", "answered_at")
    ON_PAPER: ClassVar[Mapping[str, str]] = {}
    """What a field is called where the sender writes down what the desk said."""
    ASKED: ClassVar[tuple[Ask, ...]] = ()
    """What this kind of receiver tells of its work at this step; its fields have these names."""

    filled = HiddenField()
    """Names of what was told before and stood in the form as it was shown."""
    who = TextField(
        _l("Siapa yang menjawab?"),
        [DataRequired(_l("Tulis nama dan jabatannya."))],
        description=_l("Nama dan jabatan petugas meja itu."),
    )
    how = RadioField(
        _l("Lewat apa?"),
        choices=offered([(PHONE, _l("Telepon")), (LETTER, _l("Surat"))]),
        validators=[needed(_l("Pilih telepon atau surat."))],
    )
    letter_number = TextField(
        _l("Nomor surat"), description=_l("Wajib bila lewat surat."), longest=80
    )
    answered_at = MomentField(
        _l("Kapan dijawab?"),
        [needed(_l("Tulis kapan meja itu menjawab."))],
        default=db.now,
        description=_l("Jam jawaban yang sebenarnya: batas waktu dihitung dari sini."),
    )

    def validate_letter_number(self, field: TextField) -> None:
        if self.how.data == LETTER and not field.data:
            raise ValidationError(_("Tulis nomor suratnya."))

    def suit(self, sight: Sight) -> None:
        """Keep the fields that this actor needs for this referral."""
        if not sight.sends:
            for name in self.PROXY:
                del self[name]
            return
        for name, text in self.ON_PAPER.items():
            self[name].label.text, self[name].description = text, ""

    def proxy(self) -> Proxy | None:
        """Who answered for the desk, when, by which letter; None where the desk itself does."""
        if "who" not in self or self.answered_at.data is None:
            return None
        number = self.letter_number.data if self.how.data == LETTER else None
        return Proxy(self.who.data or "", self.answered_at.data, number)

    def warnings(self) -> list[str]:
        """What is done all the same, with a word."""
        return []

    def known(self, facts: Facts, now: datetime) -> None:
        """Show what was told before, to be kept, corrected or emptied; not what was ahead once."""
        shown = []
        for ask in self.ASKED:
            if ask.name in facts:
                told = ask.read(facts[ask.name])
                if ask.sort is not Sort.AHEAD or told > now:
                    self[ask.name].process_data(told)
                    shown.append(ask.name)
        self.filled.data = " ".join(shown)

    def facts(self) -> Facts:
        """What was told of the work, by its names; empty what stood there and was taken out."""
        told = {ask.name: ask.written(self[ask.name].data) for ask in self.ASKED}
        shown = (self.filled.data or "").split()
        return {name: text for name, text in told.items() if text or name in shown}

    def told(self) -> tuple[Any, ...]:
        """What the action takes."""
        raise NotImplementedError


class LawForm(DeskForm):
    """An answer that may bring the police report's number."""

    LAW: ClassVar = ("lp_number", "lp_at")

    def suit(self, sight: Sight) -> None:
        """A police desk that holds the law line may write it."""
        super().suit(sight)
        if not sight.asked_for_lp:
            for name in self.LAW:
                del self[name]

    def lp(self) -> LP | None:
        """Number and time of the report, where one was made."""
        if "lp_number" not in self or not self["lp_number"].data:
            return None
        return LP(self["lp_number"].data, self["lp_at"].data)


class WorkerForm(LawForm):
    """An answer that names who of the desk serves the child."""

    load: Mapping[UUID, int] = {}
    """How many cases each of them holds, where the case itself moves."""

    def suit(self, sight: Sight) -> None:
        """Offer the desk's people; on paper the desk names whom it likes."""
        super().suit(sight)
        if sight.sends:
            del self["worker"]
            return
        field: Any = self["worker"]
        unit_id, moves = sight.referral.to_unit_id, sight.referral.moves_the_case
        watch = directory.watches([unit_id])[unit_id]
        self.load = caseloads(unit_id) if moves else {}
        workers = queries.workers(sight.referral)
        field.choices = people(workers, watch, self.load if moves else None)
        if not self.is_submitted():
            field.data = str(sight.referral.worker_id or sight.actor.id)

    def worker_id(self) -> UUID | None:
        """The chosen one."""
        return UUID(self["worker"].data) if "worker" in self else None


def number_of_lp() -> TextField:
    return TextField(
        _l("Nomor laporan polisi (LP)"),
        [MayStayEmpty()],
        longest=80,
        description=_l("Bila LP sudah dibuat. Batas 72 jam selesai pada jam LP."),
    )


def time_of_lp() -> MomentField:
    return MomentField(_l("Tanggal dan jam LP"), [MayStayEmpty()])


class WithLaw:
    """The check that number and time of a police report come together."""

    def validate_lp_at(self, field: MomentField) -> None:
        form: Any = self
        if form.lp_number.data and field.data is None:
            raise ValidationError(_("Tulis tanggal dan jam LP."))
