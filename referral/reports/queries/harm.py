"""The one order of all that waits: harm first, then how late, then the nearest limit."""

from dataclasses import dataclass
from datetime import timedelta

from referral.reminders.limits import Kind, Risk, Urgency

WEIGHTS = {3: 9, 2: 3, 1: 1}
"""Harm is weight times lateness: inside one risk the order by harm is the order by limit."""
BY_URGENCY = {Urgency.DARURAT: 9, Urgency.HOURS_6: 3, Urgency.HOURS_24: 3, Urgency.DAYS_3: 1}
UNSERVED = (Kind.ACKNOWLEDGE, Kind.ANSWER, Kind.FIRST_SERVICE, Kind.RE_PLAN)
"""Until these are kept nobody serves the child yet."""
NOTHING = timedelta(0)


@dataclass(frozen=True)
class Harm:
    """What decides where one promise stands: how grave, for what, the time left."""

    risk: int | None
    """None where only a preview may be seen: then the urgency is."""
    urgency: Urgency | None
    kind: Kind | None
    left: timedelta

    @property
    def late(self) -> bool:
        """Whether the limit has passed."""
        return self.left < NOTHING

    @property
    def darurat(self) -> bool:
        """A darurat whom nobody serves yet, late or not."""
        return self.urgency is Urgency.DARURAT and self.kind in UNSERVED

    @property
    def presses(self) -> bool:
        """Comes before everything else: darurat, and what is late at high risk."""
        return self.darurat or (self.late and self.weight == WEIGHTS[Risk.HIGH])

    @property
    def weight(self) -> int:
        """By the risk; where it is not known by the urgency."""
        if self.risk:
            return WEIGHTS[self.risk]
        return BY_URGENCY[self.urgency] if self.urgency else WEIGHTS[Risk.LOW]

    @property
    def place(self) -> tuple[bool, bool, bool, timedelta]:
        """To sort by: darurat, late at high risk, what else is late by harm, the nearest limit."""
        by = self.left * (self.weight if self.late else 1)
        return not self.darurat, not self.presses, not self.late, by
