"""What all forms of a referral share: lines of words."""

from wtforms.validators import DataRequired, Optional
from wtforms.widgets import TextArea

from referral.web.forms import TextField

LONGEST = 5000


def lines(label: str, needed: str = "", *, hint: str = "", longest: int = LONGEST) -> TextField:
    """A field of several lines; ``needed`` is what is said where it stays empty."""
    checks = [DataRequired(needed) if needed else Optional()]
    return TextField(label, checks, longest=longest, description=hint, widget=TextArea())
