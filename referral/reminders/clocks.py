"""Clocks: what an hour, a working day and a rung are; aware instants in, aware UTC instants out."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WITA = ZoneInfo("Asia/Makassar")
OPENS, CLOSES = time(8), time(16)
DAY_UNTIL_CLOSING = timedelta(hours=CLOSES.hour)
SLEEP, WAKE = time(21), time(6)
WEDNESDAY, SATURDAY, SUNDAY = 2, 5, 6
PAUSES = 2
PAUSE_IN_ALL = timedelta(hours=24)


class Clock(StrEnum):
    """Hours run day and night; working days follow the receiving unit's calendar; months dates."""

    HOURS = "H"
    WORKING_DAYS = "WD"
    MONTHS = "M"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weekdays on which a unit's office is closed: national ones and its own."""

    holidays: frozenset[date] = frozenset()
    leave: frozenset[date] = frozenset()

    def works(self, on: date) -> bool:
        return on.weekday() < SATURDAY and on not in self.holidays and on not in self.leave

    def day(self, n: int, after: date) -> date:
        """The n-th working day after a day, which itself never counts."""
        if n < 1:
            raise ValueError("a working-day clock counts from 1")
        return self.moved(after, n)

    def moved(self, on: date, n: int) -> date:
        """So many working days later; earlier where the number is negative."""
        step = 1 if n > 0 else -1
        while n:
            on += timedelta(days=step)
            n -= step * self.works(on)
        return on


@dataclass(frozen=True, slots=True)
class Term:
    """One promise in time; ``calendar`` is None where hours run day and night.

    ``law``: the law sets it, not a guideline and not we.
    """

    started_at: datetime
    target_at: datetime | None
    due_at: datetime
    calendar: Calendar | None = None
    law: bool = False


@dataclass(frozen=True, slots=True)
class Still:
    """A time in which a promise stood still; with its ends turned about, one that is given back.

    Hours move by its length. Working days move by the closings of the office within it, so that
    as many remain as before, and what ended at 16.00 of a working day ends so again.
    """

    since: datetime
    until: datetime
    calendar: Calendar | None = None

    def moved(self, at: datetime) -> datetime:
        """The moment of the promise that stands for this one afterwards."""
        if self.calendar is None:
            return utc(at) + (self.until - self.since)
        wall = utc(at).astimezone(WITA)
        return on_wall(self.calendar.moved(wall.date(), self._closings), wall.time())

    def moved_term(self, term: Term) -> Term:
        """Start, target and due of the promise afterwards."""
        start, due = self.moved(term.started_at), self.moved(term.due_at)
        target = self.moved(term.target_at) if term.target_at else None
        return replace(term, started_at=start, target_at=target, due_at=due)

    @property
    def _closings(self) -> int:
        if self.calendar is None:
            return 0
        first, last = (at - DAY_UNTIL_CLOSING for at in (self.since, self.until))
        between = working_days_between
        return between(first, last, self.calendar) - between(last, first, self.calendar)


def utc(at: datetime) -> datetime:
    """The same instant in UTC; a naive one is refused with ValueError."""
    if at.tzinfo is None or at.utcoffset() is None:
        raise ValueError("a naive datetime names no instant")
    return at.astimezone(UTC)


def local_day(at: datetime) -> date:
    """The date on the wall in Makassar."""
    return utc(at).astimezone(WITA).date()


def on_wall(on: date, at: time) -> datetime:
    """The UTC instant of a date and an hour in Makassar."""
    return datetime.combine(on, at, WITA).astimezone(UTC)


def hours(start: datetime, n: int) -> datetime:
    """The end of n running hours."""
    return utc(start) + timedelta(hours=n)


def working_days(start: datetime, n: int, calendar: Calendar) -> datetime:
    """16.00 WITA of the n-th working day after the start day."""
    return on_wall(calendar.day(n, local_day(start)), CLOSES)


def months(start: datetime, n: int) -> datetime:
    """16.00 WITA on the same date n months later, or on that month's last day."""
    on = local_day(start)
    years, month = divmod(on.month - 1 + n, 12)
    year, month = on.year + years, month + 1
    last = monthrange(year, month)[1]
    return on_wall(date(year, month, min(on.day, last)), CLOSES)


def half_weeks(at: datetime) -> tuple[datetime, datetime]:
    """The end of the half of a week that holds this moment, and of the next one.

    Halves end on Wednesday and on Sunday at 16.00: a contact twice a week is one by each.
    """
    ends = (
        on_wall(local_day(at) + timedelta(days=n), CLOSES)
        for n in range(9)
        if (local_day(at) + timedelta(days=n)).weekday() in (WEDNESDAY, SUNDAY)
    )
    this, following = [end for end in ends if end >= at][:2]
    return this, following


def working_days_between(start: datetime, end: datetime, calendar: Calendar) -> int:
    """Working days after the start day, up to and with the end day."""
    first, last = local_day(start), local_day(end)
    days = (first + timedelta(days=i) for i in range(1, (last - first).days + 1))
    return sum(calendar.works(on) for on in days)


def length(term: Term) -> int | None:
    """How many working days a term takes; None where hours run day and night."""
    if term.calendar is None:
        return None
    return working_days_between(term.started_at, term.due_at, term.calendar)


def rung_at(
    start: datetime, due: datetime, percent: int, calendar: Calendar | None = None
) -> datetime:
    """When a percentage of the time is used up.

    Hours: in proportion. Working days (a calendar is given): 08.00 WITA of working day
    ceil(percent x n), 100 % at the due time itself.
    """
    start, due = utc(start), utc(due)
    if due < start or percent < 1:
        raise ValueError("a rung stands after the start of a term that ends later")
    if calendar is None:
        return start + (due - start) * percent / 100
    if percent == 100:  # noqa: PLR2004  the whole
        return due
    n = working_days_between(start, due, calendar)
    return on_wall(calendar.day(-(-n * percent // 100), local_day(start)), OPENS)


def held(at: datetime) -> datetime:
    """The same instant, or 06.00 WITA where people sleep."""
    wall = utc(at).astimezone(WITA)
    if wall.time() >= SLEEP:
        return on_wall(wall.date() + timedelta(days=1), WAKE)
    return on_wall(wall.date(), WAKE) if wall.time() < WAKE else utc(at)


def paused(asked_at: datetime, until: datetime, used: timedelta = timedelta()) -> timedelta:
    """What a question adds to the answer clock: 24 h in all; never for a clock of the law.

    The clock stands still so long. While the reply is open, ``until`` is any far time.
    """
    return max(timedelta(), min(utc(until) - utc(asked_at), PAUSE_IN_ALL - used))
