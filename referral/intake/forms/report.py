"""The report form: seven parts on one page, text to a report; nothing typed is ever lost."""

from datetime import timedelta
from typing import Any

from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from referral import db
from referral.cases.forms.fields import each, offered, one_of
from referral.cases.models import AgeBand, Channel, Sex
from referral.cases.models.told import Disability, Known, Language, PhoneOf, Relation, ToldBy
from referral.cases.models.words import WORDS
from referral.directory.models import Area
from referral.i18n import _, _l
from referral.intake.forms.fields import (
    DIALLED,
    PhoneField,
    one_line,
    phone,
    told,
)
from referral.intake.models import MOST_CHILDREN, OLDEST
from referral.intake.signs import SIGNS, Sign
from referral.reminders.clocks import local_day
from referral.web.fields import DayField, LookupField, MomentField
from referral.web.forms import Form

YEAR, PLANNED = timedelta(days=365), timedelta(days=60)
RECENT = "recent"


class ChildForm(Form):
    """One child of the incident."""

    class Meta(Form.Meta):
        """A part of the page's form, without a token or key of its own."""

        csrf = False

    form_key = None
    name = one_line(_l("Nama atau panggilan"), longest=120)
    age = IntegerField(
        _l("Umur (tahun)"),
        [
            Optional(),
            NumberRange(0, OLDEST, _l("Layanan ini untuk anak di bawah 18 tahun.")),
        ],
        render_kw={"width": 2},
    )
    age_band = SelectField(
        _l("Bila tidak tahu pasti, kira-kira umurnya"),
        choices=each(AgeBand, first=_l("Pilih kira-kira")),
        default="",
    )
    sex = RadioField(
        _l("Jenis kelamin"),
        [InputRequired(_l("Pilih jenis kelamin, atau “Belum tahu”."))],
        choices=each(Sex),
    )
    disability = SelectMultipleField(_l("Kesulitan anak"), choices=each(Disability))
    language = SelectField(
        _l("Bahasa sehari-hari"), choices=each(Language), default=Language.INDONESIAN
    )

    def validate_age_band(self, field: SelectField) -> None:
        """The age, or about which."""
        unread = self.age.raw_data and self.age.raw_data[0].strip()
        if not field.data and not unread:
            raise ValidationError(_("Tulis umur, atau pilih kira-kira umurnya."))


class ReportForm(Form):
    """Who told, signs, where, children, safe contact, feared person, wishes."""

    told_by = one_of(_l("Siapa yang memberi tahu?"), ToldBy, _l("Pilih siapa yang memberi tahu."))
    told_at = MomentField(
        _l("Kapan pertama kali diceritakan?"),
        [InputRequired(_l("Tulis kapan pertama kali diceritakan, misalnya 17 3 2026 20.15."))],
        default=db.now,
    )
    long_ago = BooleanField(_l("Ya, memang lebih dari setahun lalu"))
    teller_name = one_line(_l("Namanya"), longest=120)
    teller_phone = phone(_l("Teleponnya"))
    channel = RadioField(
        _l("Laporan datang lewat apa?"),
        [InputRequired(_l("Pilih lewat apa laporan datang."))],
        choices=[],
    )

    signs = SelectMultipleField(
        _l("Apa yang terlihat atau diceritakan?"),
        [DataRequired(_l("Centang paling sedikit satu. Bila ragu, pilih “Tidak tahu”."))],
        choices=offered((sign, fact.label) for sign, fact in SIGNS.items()),
        description=_l("Centang semua yang cocok. Jangan menanyai anak lebih jauh."),
    )
    recent = RadioField(
        _l("Apakah terjadi kurang dari 72 jam (3 hari) yang lalu?"),
        [Optional()],
        choices=offered([(RECENT, _l("Ya")), ("older", _l("Tidak")), ("", _l("Tidak tahu"))]),
        default="",
    )
    wedding_on = DayField(_l("Tanggal rencana pernikahan"), [Optional()])
    words = told(
        _l("Ceritakan dengan kata-kata sendiri"),
        _l("Apa, kapan, siapa. Tidak perlu rincian perbuatan. Tanpa foto atau tangkapan layar."),
    )

    village = LookupField(
        _l("Desa atau kelurahan anak"), description=_l("Ketik beberapa huruf, lalu pilih.")
    )
    landmark = one_line(_l("Alamat, atau dekat apa"), longest=300)

    children = FieldList(FormField(ChildForm), min_entries=1, max_entries=5 * MOST_CHILDREN)

    contact_of = one_of(
        _l("Nomor yang aman dihubungi milik siapa?"),
        PhoneOf,
        _l("Pilih milik siapa nomor yang aman."),
    )
    contact_number = PhoneField(_l("Nomor telepon yang aman"), longest=40, render_kw=DIALLED)
    contact_hours = one_line(_l("Jam yang aman"), _l("Misalnya 21.00 sampai 22.00"), longest=100)
    keep_from = one_line(_l("Siapa yang tidak boleh tahu?"))
    no_calls = BooleanField(_l("Tidak aman menelepon; kirim pesan saja"))

    feared_who = one_line(_l("Siapa orang yang ditakuti?"), _l("Nama, panggilan, atau ciri."))
    feared_is = SelectField(
        _l("Apa hubungannya dengan anak?"), choices=each(Relation), default=Relation.UNKNOWN
    )
    feared_reach = RadioField(
        _l("Apakah orang itu bisa mendekati anak?"), choices=each(Known), default=Known.UNKNOWN
    )
    feared_official = RadioField(
        _l("Apakah ia aparat atau pejabat?"), choices=each(Known), default=Known.UNKNOWN
    )

    wish = told(_l("Apa yang diinginkan anak?"), longest=2000)
    unsafe_now = BooleanField(_l("Sekarang tidak aman berbicara dengan anak"))
    agreed = BooleanField(
        _l(
            "Saya mengerti: laporan ini dikirim ke kantor perlindungan anak (UPTD PPA),"
            " karena diwajibkan undang-undang."
        ),
        [DataRequired(_l("Centang agar laporan dapat dikirim."))],
    )

    place: Area | None = None
    """The village that was chosen; the view looks it up."""

    def offer_channels(self, channels: tuple[Channel, ...]) -> None:
        """The ways a report comes to this opener; where there is one, it is not asked."""
        self.channel.choices = offered((channel, WORDS[Channel][channel]) for channel in channels)
        if len(channels) == 1:
            self.channel.data = channels[0].value
            self.channel.raw_data = [channels[0].value]

    def validate_told_at(self, field: MomentField) -> None:
        if field.data is None:
            return
        if field.data > db.now():
            raise ValidationError(_("Waktu ini belum terjadi. Periksa tanggal dan jam."))
        if self.asks_again and not self.long_ago.data:
            raise ValidationError(
                _("Ini lebih dari setahun yang lalu. Bila benar, centang di bawahnya.")
            )

    def validate_wedding_on(self, field: DayField) -> None:
        if field.data and field.data < local_day(db.now() - PLANNED):
            raise ValidationError(
                _(
                    "Tanggal ini sudah lama lewat. Periksa tahunnya; bila sudah terjadi,"
                    " kosongkan dan ceritakan di bawah."
                )
            )

    @property
    def asks_again(self) -> bool:
        """The telling lies so far back that it may be a slip of the pen."""
        return self.told_at.data is not None and self.told_at.data < db.now() - YEAR

    def validate_contact_number(self, field: PhoneField) -> None:
        if self.contact_of.data not in ("", PhoneOf.NONE) and not field.data:
            raise ValidationError(_("Tulis nomornya, atau pilih “Tidak ada nomor yang aman”."))

    def validate_village(self, _field: LookupField) -> None:
        if self.place is None:
            raise ValidationError(_("Pilih desa atau kelurahan dari daftar."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Also that there were not too many children: a report never leaves one out unsaid."""
        valid = super().validate(extra_validators)
        if len(self.children) <= MOST_CHILDREN:
            return valid
        self.form_errors = [_("Paling banyak 10 anak dalam satu laporan.")]
        return False

    def ticked(self) -> frozenset[Sign]:
        """The signs as ticked, also of a form that is not whole."""
        known = {sign.value for sign in Sign}
        return frozenset(Sign(code) for code in self.signs.data or () if code in known)
