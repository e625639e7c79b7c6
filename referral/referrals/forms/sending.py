"""The form that hands one need of a child to one desk."""

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional
from wtforms.widgets import TextArea

from referral.cases.forms.fields import offered
from referral.cases.models.told import Disability, Language
from referral.cases.models.words import choices as told_choices
from referral.directory.models import Service, Unit
from referral.i18n import _, _l
from referral.policy import NEVER_TOLD, SHARABLE, USUAL_SHARE, Compartment
from referral.referrals.forms.base import lines
from referral.referrals.forms.consent import ConsentFields
from referral.referrals.models import Drafted, LawfulBasis, Request, Shown, choices
from referral.referrals.models.labels import LABELS
from referral.reminders.limits import OWN_LAW, Risk, Urgency
from referral.web.forms import StepForm, TextField

SUMMARY = 300
WORDS = ("reason", "safety", "safe_contact", "best_interest")
"""What only some receivers read."""
BY_RISK = {Risk.HIGH: Urgency.HOURS_6, Risk.MEDIUM: Urgency.HOURS_24, Risk.LOW: Urgency.DAYS_3}
"""How soon an answer is asked for at first; darurat is chosen by a person."""
PARTS = tuple(LABELS[Compartment])
"""What a share list may name: the sealed parts and the law line."""


class SendForm(ConsentFields, StepForm):
    """What is asked, on what ground, what the desk sees before and after it accepts."""

    BLAMED: ClassVar[Mapping[str, str]] = {
        **ConsentFields.BLAMED,
        "summary.names": "summary",
        "goal.names": "goal",
        "reason.names": "reason",
        "safety.names": "safety",
        "share.too_wide": "share",
        "consent.trusted": "trusted",
        "consent.unasked": "unasked",
        "transfer.best_interest": "best_interest",
        "route.emergency": "urgency",
        "route.danger": "urgency",
    }

    goal = TextField(
        _l("Apa yang diharapkan dari meja ini?"), [DataRequired(_l("Tulis tujuannya."))]
    )
    reason = lines(
        _l("Alasan dan latar"),
        hint=_l("Hanya yang perlu untuk layanan ini. Dibaca setelah diterima."),
    )
    urgency = RadioField(
        _l("Seberapa cepat?"),
        choices=offered(choices(Urgency)),
        validators=[InputRequired(_l("Pilih batas jawaban."))],
    )
    summary = TextField(
        _l("Ringkasan aman"),
        [DataRequired(_l("Tulis ringkasannya."))],
        longest=SUMMARY,
        widget=TextArea(),
        description=_l("Tanpa nama orang, desa, atau nomor apa pun."),
    )
    needs = SelectMultipleField(
        _l("Kebutuhan khusus dan bahasa"),
        choices=offered(
            pair
            for pair in (*told_choices(Disability), *told_choices(Language))
            if pair[0] != Language.INDONESIAN.value
        ),
    )
    staff_safety = BooleanField(_l("Petugas perlu berhati-hati (ada ancaman atau senjata)"))
    share = SelectMultipleField(_l("Yang boleh dibuka meja ini setelah menerima"))
    safety = lines(_l("Keselamatan"), hint=_l("Siapa yang tidak boleh tahu, apa yang berbahaya."))
    safe_contact = TextField(
        _l("Kontak aman"),
        [Optional()],
        longest=SUMMARY,
        widget=TextArea(),
        description=_l("Nomor dan jam yang aman untuk menghubungi anak."),
    )
    best_interest = lines(
        _l("Mengapa pelimpahan ini yang terbaik bagi anak?"),
        hint=_l("Termasuk pendapat anak. Dibaca unit yang baru setelah menerima."),
    )
    unasked = lines(
        _l("Mengapa tidak ada yang diminta persetujuannya?"),
        hint=_l(
            "Tidak perlu untuk laporan yang diwajibkan hukum, seperti ke polisi. Hanya unit Anda"
            " yang membacanya. Kepala unit diminta menyetujui dalam 24 jam; kiriman tidak menunggu."
        ),
    )
    trusted = TextField(
        _l("Orang dewasa lain yang dipercaya anak"),
        [Optional()],
        longest=200,
        description=_l(
            "Bila orang tua diduga pelaku: nama orang itu, dan hubungannya dengan anak."
            " Bila belum ada, tulis “belum ada”."
        ),
    )
    basis = RadioField(
        _l("Dasar membagi data"),
        choices=offered(choices(LawfulBasis)),
        validators=[InputRequired(_l("Pilih dasarnya."))],
    )

    def suit(self, desk: Unit, *, whole_case: bool) -> None:
        """Offer what this kind of desk may be shown, at first what is usual for it.

        With the ``whole_case`` all of it passes: nothing is left to choose.
        """
        if str(desk.kind) in OWN_LAW:
            del self.urgency
        for field in (self.unasked, self.trusted, self.best_interest):
            field.flags.optional = False  # each is needed on some grounds, and shown with them
        for name in NEVER_TOLD.get(desk.kind, ()):
            del self[name]
        if "safe_contact" not in self:
            del self.consent_contact
        if whole_case:
            del self.share
            return
        del self.best_interest
        most, usual = SHARABLE[desk.kind], USUAL_SHARE.get(desk.kind, Compartment.NONE)
        self.share.choices = offered(choices(part for part in PARTS if part & most))
        if not self.is_submitted():
            self.share.data = [str(part.value) for part in PARTS if part & usual]

    def known(self, *, risk: int, needs: str, safe_contact: str, keep_from: str) -> None:
        """Put in place what the case tells already, to be corrected for this desk."""
        if "urgency" in self:
            self.urgency.data = BY_RISK[Risk(risk)].value
        self.needs.data = needs.split()
        if "safe_contact" in self:
            self.safe_contact.data = safe_contact
        if "safety" in self:
            self.safety.data = keep_from and _("Tidak boleh tahu: %(who)s", who=keep_from)

    def validate_share(self, field: SelectMultipleField) -> None:
        """Whoever takes it up without any part could serve nobody."""
        if field.choices and not field.data:
            raise ValidationError(_("Centang paling sedikit satu bagian."))

    def typed(self) -> str:
        """What stands in the fields, as it was typed."""
        own = {"csrf_token", "form_key", "version"}
        return urlencode(
            [
                (name, text)
                for name, field in self._fields.items()
                if name not in own
                for text in field.raw_data or ()
            ]
        )

    def go_on(self, typed: str) -> None:
        """Put back what was typed before."""
        self.process(formdata=MultiDict(parse_qsl(typed)))

    def drafted(self, desk_id: UUID, service: Service) -> Drafted:
        """What is known of it, however little was filled in."""
        basis = self.basis.data
        return Drafted(
            to_unit_id=desk_id,
            service=service,
            urgency=self._urgency(),
            basis=LawfulBasis(basis) if basis in list(LawfulBasis) else LawfulBasis.CONSENT,
            share=self._share(),
            whole_case="share" not in self,
            typed=self.typed(),
        )

    def _urgency(self) -> Urgency:
        """As chosen; who answers by a law of its own is not hurried."""
        chosen = self.urgency.data if "urgency" in self else ""
        return Urgency(chosen) if chosen in list(Urgency) else Urgency.DAYS_3

    def _share(self) -> Compartment:
        share = Compartment.NONE
        for value in self.share.data or () if "share" in self else ():
            share |= Compartment(int(value)) if value.isdecimal() else Compartment.NONE
        return share

    def rests_on_consent(self) -> bool:
        """Whether the ground chosen is consent."""
        return bool(self.basis.data == LawfulBasis.CONSENT)

    def told(self, desk_id: UUID, service: Service) -> Request:
        """The request that this form makes of a desk."""
        return Request(
            to_unit_id=desk_id,
            service=service,
            urgency=self._urgency(),
            basis=LawfulBasis(self.basis.data),
            share=self._share(),
            summary=self.summary.data or "",
            goal=self.goal.data or "",
            shown=Shown(" ".join(self.needs.data or ()) or None, self.staff_safety.data),
            **{name: self[name].data or "" for name in WORDS if name in self},
            trusted=self.trusted.data or "",
            unasked=self.unasked.data or "",
            whole_case="share" not in self,
            consent=self.consented() if self.rests_on_consent() else None,
            typed=self.typed(),
        )
