"""Fields that the forms of cases and of intake share: choices by code, words, a moment that was."""

from collections.abc import Iterable
from enum import StrEnum

from wtforms import SelectChoice, SelectField
from wtforms.validators import DataRequired, InputRequired
from wtforms.widgets import TextArea

from referral.cases.models.words import choices
from referral.i18n import _l
from referral.web.forms import MayStayEmpty, TextField

LONGEST = 10_000


def offered(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Choices of a field from pairs of a code and its words."""
    return [SelectChoice(str(code), words) for code, words in pairs]


def each(codes: type[StrEnum], *, first: str | None = None) -> list[SelectChoice]:
    """Every code of a list; ``first`` stands above them and means none."""
    none = [("", first)] if first else []
    return offered([*none, *choices(codes)])


def one_of(label: str, codes: type[StrEnum], missing: str) -> SelectField:
    """One code of a list, none chosen at first; ``missing`` is said where none is."""
    offer = each(codes, first=_l("Pilih"))
    return SelectField(label, [InputRequired(missing)], choices=offer, default="")


def several_lines(
    label: str, needed: str | None = None, *, hint: str = "", at_times: bool = False
) -> TextField:
    """A field of several lines; ``needed`` is what is said where it stays empty.

    What is needed ``at_times`` says when in its hint.
    """
    checks = [DataRequired(needed)] if needed else [] if at_times else [MayStayEmpty()]
    return TextField(label, checks, longest=LONGEST, description=hint, widget=TextArea())
