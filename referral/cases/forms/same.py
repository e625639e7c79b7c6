"""Whether two files are of one child."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from referral.cases.forms.fields import offered
from referral.cases.models import Sameness
from referral.i18n import _l
from referral.web.forms import StepForm

ANSWERS = (
    (Sameness.SAME, _l("Benar sama: dua berkas dari satu anak")),
    (Sameness.OTHER, _l("Bukan: anak yang lain")),
)


class SameForm(StepForm):
    """Yes or no, by whoever has read both files."""

    answer = RadioField(
        _l("Apakah ini anak yang sama?"),
        choices=offered(ANSWERS),
        validators=[InputRequired(_l("Pilih satu jawaban."))],
        description=_l("Kedua berkas tetap sendiri-sendiri. Jawaban ini dapat diubah."),
    )
