"""Forms of an erasure: asking, deciding, stopping it; and where online traces are written."""

from typing import ClassVar

from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from referral.cases.forms.fields import each, offered, several_lines
from referral.cases.models import Ground
from referral.i18n import _l
from referral.web.forms import StepForm


class EraseForm(StepForm):
    """On which ground, which says how much."""

    BLAMED: ClassVar = dict.fromkeys(
        ("erasure.early", "erasure.none", "erasure.retained", "erasure.asked"), "ground"
    )

    ground = RadioField(
        _l("Mengapa dihapus"),
        choices=each(Ground),
        validators=[InputRequired(_l("Pilih alasan."))],
        description=_l(
            "Alasan pertama menghapus bukti daring saja: alamat, akun, dan isi rujukan ke Komdigi."
            " Alasan lain menghapus seluruh isi kasus dan semua rujukannya."
        ),
    )
    sure = BooleanField(
        _l("Saya tahu: yang dihapus tidak dapat dikembalikan oleh siapa pun"),
        validators=[InputRequired(_l("Centang bila Anda tahu."))],
    )


class DecideErasureForm(StepForm):
    """The other person's answer."""

    decision = RadioField(
        _l("Keputusan"),
        choices=offered([("erase", _l("Setujui: dihapus setelah 24 jam")), ("stop", _l("Tolak"))]),
        validators=[InputRequired(_l("Pilih keputusan."))],
    )


class StopErasureForm(StepForm):
    """Nothing but the step itself."""


class OnlineForm(StepForm):
    """Addresses and accounts, in words."""

    words = several_lines(
        _l("Alamat, akun, platform"),
        _l("Tulis jejaknya."),
        hint=_l(
            "Tiap jejak satu baris: alamat atau nama akun, platform, kapan terlihat. Tanpa nama"
            " anak. Jangan membuka tautannya; jangan menyimpan gambar."
        ),
    )
