"""Refusals in words, and which of them mean that a page is out of date."""

from datetime import UTC, datetime

from referral.web.sentences import REFUSALS
from referral.web.show import plain

RACES = frozenset(
    {"step.not_open", "step.taken", "record.changed", "form.used", "claim.taken", "promise.kept"}
)
"""Refused because somebody was first; all others are a matter of rule, however often one asks."""


def raced(key: str) -> bool:
    """Whether the page that was acted on is out of date."""
    return key in RACES or key not in REFUSALS


def sentence(key: str, facts: dict[str, object]) -> str:
    """What the person reads; an unknown key gets the general sentence of a closed step."""
    text = str(REFUSALS.get(key, REFUSALS["step.not_open"]))
    far = {v.year for v in facts.values() if isinstance(v, datetime)} - {datetime.now(UTC).year}
    shown = {
        name: plain(v, year=bool(far)) if isinstance(v, datetime) else v
        for name, v in facts.items()
    }
    return text % shown if "%(" in text else text
