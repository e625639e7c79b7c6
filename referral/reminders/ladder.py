"""The ladder: at which instant a promise rings, and for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntFlag, StrEnum

from referral.reminders.clocks import Still, Term, held, local_day, rung_at, utc
from referral.reminders.limits import Kind


class Audience(IntFlag):
    """Who is told, relative to the follow-up; stored as an int.

    LEGAL is who accompanies the case at law; where nobody does, the deputy.
    OWNER is the owing person, or the duty desk where a desk owes. DEPUTY stands beside him;
    where there is none, the desk does. SUPERVISOR is the owner's, HEAD the owing unit's.
    HIGH_PROVINCE is the province where the case's risk is High at the minute of ringing: a desk
    that owes does not know the risk, and it changes. ANYTIME: also while people sleep.
    """

    OWNER = 1
    DESK = 2
    DEPUTY = 4
    SUPERVISOR = 8
    HEAD = 16
    SENDER_SUPERVISOR = 32
    DISTRICT = 64
    PROVINCE = 128
    HIGH_PROVINCE = 256
    ANYTIME = 512
    LEGAL = 1024


class Subject(StrEnum):
    """What the promise is about: it decides who stands on the other side."""

    CASE = "case"
    REFERRAL = "referral"
    VILLAGE_REPORT = "village_report"


@dataclass(frozen=True, slots=True)
class Row:
    """One rung of a ladder: at a percentage of the time, or at a time after the start."""

    when: int | timedelta
    audience: Audience
    least: timedelta = timedelta()

    @property
    def label(self) -> str:
        if isinstance(self.when, int):
            return f"{self.when}%"
        minutes = self.when // timedelta(minutes=1)
        return f"+{minutes // 60}h" if minutes >= 60 and not minutes % 60 else f"+{minutes}m"  # noqa: PLR2004  an hour

    def at(self, term: Term) -> datetime:
        if isinstance(self.when, int):
            return rung_at(term.started_at, term.due_at, self.when, term.calendar)
        return utc(term.started_at) + self.when


@dataclass(frozen=True, slots=True)
class Rung:
    """One ring: when, which, for whom."""

    at: datetime
    label: str
    audience: Audience


LATE = (
    Row(100, Audience.OWNER | Audience.SUPERVISOR),
    Row(125, Audience.HEAD | Audience.SENDER_SUPERVISOR),
    Row(200, Audience.DISTRICT | Audience.HIGH_PROVINCE),
)
ORDINARY = (
    Row(50, Audience.OWNER, least=timedelta(hours=24)),
    Row(80, Audience.OWNER | Audience.DEPUTY),
    *LATE,
)
POLICE = (
    Row(timedelta(hours=24), Audience.OWNER),
    Row(timedelta(hours=48), Audience.OWNER),
    Row(timedelta(hours=60), Audience.OWNER | Audience.DEPUTY),
    Row(timedelta(hours=70), Audience.OWNER | Audience.SUPERVISOR),
    *LATE,
)
"""The 72 hours of UU 12/2022 art. 41 ring by the hour."""
LPSK = (
    Row(timedelta(days=14), Audience.OWNER | Audience.LEGAL),
    Row(timedelta(days=30), Audience.OWNER | Audience.LEGAL),
    *LATE,
)
"""Its decision is asked for after 14 and 30 days."""
COURT = (
    Row(50, Audience.OWNER, least=timedelta(hours=24)),
    Row(80, Audience.OWNER | Audience.LEGAL),
    *LATE,
)
"""How the proceedings go."""
TICKET = (Row(timedelta(hours=24), Audience.OWNER), *LATE)
"""Komdigi is asked after 24 hours, and at the limit of 72."""
FILE = (Row(100, Audience.OWNER), Row(200, Audience.DISTRICT))
"""The head's own work: nobody below reminds him."""
GLASS = (
    Row(50, Audience.OWNER),
    Row(80, Audience.OWNER),
    Row(100, Audience.OWNER | Audience.HEAD | Audience.DISTRICT | Audience.PROVINCE),
    Row(200, Audience.DISTRICT | Audience.PROVINCE),
)
"""Late, all who watch over the district hear of it."""
PURGE = (Row(100, Audience.OWNER | Audience.HEAD),)
"""Nobody prepares it, and nobody is harmed by a day."""
RISEN = (Row(timedelta(0), Audience.OWNER | Audience.DEPUTY | Audience.HEAD), *ORDINARY)
"""A risk that rose by itself: three people hear of it at once."""
DARURAT = (
    Row(timedelta(0), Audience.DESK),
    Row(timedelta(minutes=15), Audience.DESK),
    Row(timedelta(minutes=30), Audience.SUPERVISOR),
    Row(timedelta(minutes=60), Audience.PROVINCE),
)


OF_KIND = {
    Kind.POLICE_REPORT: POLICE,
    Kind.RE_CONTACT: RISEN,
    Kind.LPSK_DECISION: LPSK,
    Kind.LAW_FOLLOW_UP: COURT,
    Kind.TICKET: TICKET,
    Kind.FILE_REVIEW: FILE,
    Kind.GLASS_REVIEW: GLASS,
    Kind.PURGE: PURGE,
}
"""The rungs of those that do not ring like the others."""


def rows_for(kind: Kind, subject: Subject, *, unclaimed_darurat: bool) -> tuple[Row, ...]:
    """The rungs of a promise.

    Until a darurat referral is claimed its acknowledgement alone rings, on the darurat rungs,
    and its answer is silent, so that nobody is told twice. Sending is only measured.
    """
    if kind is Kind.SEND or (unclaimed_darurat and kind is Kind.ANSWER):
        return ()
    if unclaimed_darurat and kind is Kind.ACKNOWLEDGE:
        return DARURAT
    usual = OF_KIND.get(kind, ORDINARY)
    return tuple(replace(row, audience=_seen_from(subject, row.audience)) for row in usual)


def _seen_from(subject: Subject, audience: Audience) -> Audience:
    """Nobody on the village's side is told: DP3A is; a case has no sender at all."""
    if subject is Subject.REFERRAL or Audience.SENDER_SUPERVISOR not in audience:
        return audience
    other = Audience.DISTRICT if subject is Subject.VILLAGE_REPORT else Audience(0)
    return audience & ~Audience.SENDER_SUPERVISOR | other


def place(rows: Iterable[Row], term: Term, *, anytime: bool = False) -> tuple[Rung, ...]:
    """The rungs of rows that rise, in order of time; what falls into the night rings at 06.00.

    Those that meet at one minute are one, the highest, for all whom they would have told: what
    is held is never dropped. Of one day of a working-day clock only the highest rings; neither
    does one that was held ring after a higher one that was not.
    """
    span = utc(term.due_at) - utc(term.started_at)
    rungs: list[Rung] = []
    for row in rows:
        if row.least > span:
            continue
        rung = _rung(row, term, anytime=anytime)
        while rungs and _gives_way(rungs[-1], rung, term):
            lower = rungs.pop()
            if lower.at == rung.at:
                rung = replace(rung, audience=rung.audience | lower.audience)
        rungs.append(rung)
    return tuple(rungs)


def _rung(row: Row, term: Term, *, anytime: bool) -> Rung:
    """A clock of the law wakes people in its last quarter."""
    at = row.at(term)
    quarter = (term.due_at - term.started_at) / 4
    if anytime or (term.law and term.due_at - quarter <= at <= term.due_at):
        return Rung(at, row.label, row.audience | Audience.ANYTIME)
    return Rung(held(at), row.label, row.audience)


def _gives_way(lower: Rung, higher: Rung, term: Term) -> bool:
    same_day = local_day(lower.at) == local_day(higher.at)
    return lower.at >= higher.at or (term.calendar is not None and same_day)


def ladder(
    kind: Kind,
    term: Term,
    *,
    subject: Subject,
    darurat: bool = False,
    unclaimed_darurat: bool = False,
) -> tuple[Rung, ...]:
    """All rungs of a promise, also those already past: the newest of them is still owed.

    Whether somebody takes up a darurat referral, and his answer, is asked also at night.
    """
    anytime = darurat and kind in (Kind.ACKNOWLEDGE, Kind.ANSWER)
    rows = rows_for(kind, subject, unclaimed_darurat=unclaimed_darurat)
    return place(rows, term, anytime=anytime)


def remaining(rungs: Iterable[Rung], now: datetime) -> tuple[Rung, ...]:
    """What still lies ahead, as for the answer of a darurat referral on its claim."""
    return tuple(rung for rung in rungs if rung.at > utc(now))


def later(still: Still, at: datetime, audience: int) -> datetime:
    """When a rung that nobody was told yet rings after that standstill: never within it."""
    ahead = max(still.moved(at), still.until)
    return ahead if audience & Audience.ANYTIME else held(ahead)


def rung_times(rungs: Iterable[Rung]) -> list[datetime]:
    return [rung.at for rung in rungs]


def audiences(rungs: Iterable[Rung]) -> list[int]:
    return [int(rung.audience) for rung in rungs]
