"""Children that wait: reported at a known evening, at each risk, in Maros or in Bone."""

import re
from collections.abc import Callable
from typing import Any

from referral.cases.models import CaseFile
from referral.intake.signs import Sign
from tests import make

Travel = Callable[..., None]
SATURDAY = make.wita(2026, 3, 14, 21, 5)
BONE = "73.08.16.2009"
HIGH, MEDIUM, LOW = (frozenset({s}) for s in (Sign.EXTORTION, Sign.BULLIED, Sign.NO_PAPERS))


def report(signs: frozenset[Sign] = HIGH, by: str = "relawan_maros", **changes: Any) -> CaseFile:
    """A village report told at that evening."""
    make.acting(by)
    return make.report(by, **{"signs": signs, "told_at": SATURDAY, **changes})


def hidden(page: str, name: str) -> str:
    """The value of a hidden field of the page's form."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found
    return found[1]
