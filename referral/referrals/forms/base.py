"""What all forms of a referral share: lines of words, and a rule's no shown beside its field."""

from collections.abc import Mapping
from typing import Any, ClassVar

from wtforms.validators import DataRequired, Optional
from wtforms.widgets import TextArea

from referral.errors import Refused
from referral.web.forms import StepForm, TextField
from referral.web.refusals import sentence

LONGEST = 5000


def lines(label: str, needed: str = "", *, hint: str = "", longest: int = LONGEST) -> TextField:
    """A field of several lines; ``needed`` is what is said where it stays empty."""
    checks = [DataRequired(needed) if needed else Optional()]
    return TextField(label, checks, longest=longest, description=hint, widget=TextArea())


class BlamingForm(StepForm):
    """A form whose action may say no to one of its fields."""

    BLAMED: ClassVar[Mapping[str, str]] = {}
    """Which refusal is about which field."""

    def blame(self, refused: Refused) -> bool:
        """Show the refusal beside its field; False where it is about none."""
        field: Any = self._fields.get(self.BLAMED.get(refused.key, ""))
        if field is None:
            return False
        field.errors = [sentence(refused.key, refused.facts)]
        return True
