"""The form that lets somebody read on."""

from wtforms.validators import DataRequired
from wtforms.widgets import TextArea

from referral.i18n import _l
from referral.web.forms import Form, TextField


class LiftForm(Form):
    """Why."""

    words = TextField(
        _l("Mengapa ia perlu membuka lebih banyak"),
        [DataRequired(_l("Tulis alasan."))],
        longest=2000,
        description=_l("Tanpa nama anak."),
        widget=TextArea(),
    )
