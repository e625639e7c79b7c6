"""The hours at which a child is safely reached, as people write them: ``21.00 sampai 22.00``."""

import re
from collections.abc import Iterator
from datetime import datetime

from referral.reminders.clocks import WITA

_HOUR = r"(?:pukul|jam)?\s*(?<!\d)([01]?\d|2[0-4])(?:[.:]([0-5]\d))?(?!\d)"
_RANGE = re.compile(
    rf"{_HOUR}\s*(?:-|\u2013|\u2014|sampai|hingga|s\.?/?d\.?)\s*{_HOUR}", re.IGNORECASE
)
_PART_OF_DAY = re.compile(r"\b(?:siang|sore|petang|malam)\b", re.IGNORECASE)
NOON = 12 * 60
Hours = tuple[int, int]


def _ranges(words: str) -> Iterator[Hours]:
    for found in _RANGE.finditer(words):
        first, first_min, last, last_min = (int(n or 0) for n in found.groups())
        yield first * 60 + first_min, last * 60 + last_min


def outside(words: str, at: datetime) -> bool:
    """Whether a moment surely lies outside these hours; words that name none leave it open."""
    ranges = list(_ranges(words))
    unclear = _PART_OF_DAY.search(words) and any(min(both) <= NOON for both in ranges)
    if not ranges or unclear:
        return False
    local = at.astimezone(WITA)
    minute = local.hour * 60 + local.minute
    return not any(_within(minute, *both) for both in ranges)


def _within(minute: int, first: int, last: int) -> bool:
    if first <= last:
        return first <= minute <= last
    return minute >= first or minute <= last
