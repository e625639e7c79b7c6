"""A row of the limits: where it holds, how long it is, on which ground, since when."""

from dataclasses import dataclass
from datetime import date, datetime

from referral.reminders import clocks
from referral.reminders.clocks import Calendar, Clock, Term
from referral.reminders.kinds import Kind, Mark, Receiver, Risk, Start, Urgency


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a limit is what it is, with its article or paper."""

    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time on one of the clocks."""

    amount: int
    clock: Clock

    @property
    def rank(self) -> tuple[int, bool]:
        """Order by length: a working day counts as 24 h, and of equals hours are the shorter."""
        return self.amount * _IN_HOURS[self.clock], self.clock is Clock.WORKING_DAYS

    def end(self, start: datetime, calendar: Calendar) -> datetime:
        if self.clock is Clock.HOURS:
            return clocks.hours(start, self.amount)
        if self.clock is Clock.MONTHS:
            return clocks.months(start, self.amount)
        return clocks.working_days(start, self.amount, calendar)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One row: where it holds (None is any), and how long; the target only colours."""

    kind: Kind
    limit: Span
    start: Start
    ground: Ground
    target: Span | None = None
    risk: Risk | None = None
    receiver: Receiver | None = None
    urgency: Urgency | None = None
    placement: bool | None = None
    since: date = date(2026, 1, 1)

    @property
    def place(self) -> tuple[object, ...]:
        """Where the row holds: a newer row with the same place takes over."""
        return self.kind, self.risk, self.receiver, self.urgency, self.placement


_IN_HOURS = {Clock.HOURS: 1, Clock.WORKING_DAYS: 24, Clock.MONTHS: 24 * 28}


def due_at(limit: Limit, start: datetime, calendar: Calendar) -> Term:
    """Target and due of a limit; start is the event that ``limit.start`` names."""
    return Term(
        started_at=clocks.utc(start),
        target_at=limit.target.end(start, calendar) if limit.target else None,
        due_at=limit.limit.end(start, calendar),
        calendar=calendar if limit.limit.clock is Clock.WORKING_DAYS else None,
        law=limit.ground.mark is Mark.LAW,
    )
