"""Limits: how long each promise may take, from which start, on which ground; data, not code."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum, StrEnum

from referral.i18n import _l
from referral.reminders import clocks
from referral.reminders.clocks import Calendar, Clock, Term


class Kind(StrEnum):
    """What is promised."""

    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    FIRST_CONTACT = "first_contact"
    POLICE_REPORT = "police_report"
    ANSWER = "answer"
    FIRST_SERVICE = "first_service"
    CONFIRM = "confirm"
    RE_PLAN = "re_plan"


class Risk(IntEnum):
    """The child's risk as the desk reads it; a volunteer never does."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Receiver(StrEnum):
    """The kind of desk that owes the answer; ``uptd`` receives the village report."""

    UPTD = "uptd"
    POLICE = "police"
    HOSPITAL = "hospital"
    SOCIAL = "social"


class Urgency(StrEnum):
    """How soon the sender needs an answer; ``darurat`` is 1 h with its own rungs."""

    DARURAT = "darurat"
    HOURS_6 = "6h"
    HOURS_24 = "24h"
    DAYS_3 = "3wd"


class Start(StrEnum):
    """The event that starts a clock."""

    FIRST_TELLING = "first_telling"
    RECEIPT = "receipt"
    ACCEPT = "accept"
    COMPLETE = "complete"
    REFUSAL = "refusal"


class Mark(StrEnum):
    """Law binds, a guideline is followed, a suggestion is ours and a district may change it."""

    LAW = "L"
    GUIDELINE = "G"
    SUGGESTION = "S"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a limit is what it is, with its article or paper."""

    mark: Mark
    source: str


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time on one of the two clocks."""

    amount: int
    clock: Clock

    @property
    def rank(self) -> tuple[int, bool]:
        """Order by length: a working day counts as 24 h, and of equals hours are the shorter."""
        working = self.clock is Clock.WORKING_DAYS
        return self.amount * (24 if working else 1), working

    def end(self, start: datetime, calendar: Calendar) -> datetime:
        if self.clock is Clock.HOURS:
            return clocks.hours(start, self.amount)
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


def _h(n: int) -> Span:
    return Span(n, Clock.HOURS)


def _wd(n: int) -> Span:
    return Span(n, Clock.WORKING_DAYS)


def _by_risk(kind: Kind, start: Start, *spans: Span, to: Receiver | None = None) -> list[Limit]:
    """Our suggestions for high, medium and low risk, in this order."""
    risks = sorted(Risk, reverse=True)
    return [
        Limit(kind=kind, limit=span, start=start, ground=_OURS, risk=risk, receiver=to)
        for risk, span in zip(risks, spans, strict=True)
    ]


def _to(kind: Kind, receiver: Receiver, span: Span, start: Start = Start.RECEIPT) -> Limit:
    return Limit(kind=kind, limit=span, start=start, ground=_OURS, receiver=receiver)


def _by_urgency(kind: Kind, start: Start) -> list[Limit]:
    return [
        Limit(kind=kind, limit=span, start=start, ground=_OURS, urgency=urgency)
        for urgency, span in URGENCY.items()
    ]


_OURS = Ground(Mark.SUGGESTION, _l("usulan Sipakainge', dapat diubah oleh kabupaten/kota"))
_ART_41 = Ground(
    Mark.LAW, _l("UU 12/2022 pasal 41, dihitung sejak laporan pertama (kehati-hatian)")
)
_GUIDE = Ground(
    Mark.GUIDELINE, _l("SIPPN Layanan Pengaduan Masyarakat, SK 301/2022, dan pedoman umum")
)
URGENCY = {
    Urgency.DARURAT: _h(1),
    Urgency.HOURS_6: _h(6),
    Urgency.HOURS_24: _h(24),
    Urgency.DAYS_3: _wd(3),
}
_CONTACT = ((Risk.HIGH, _h(4), _h(24)), (Risk.MEDIUM, _h(6), _h(72)), (Risk.LOW, None, _h(168)))
LIMITS: tuple[Limit, ...] = (
    *_by_risk(Kind.SEND, Start.FIRST_TELLING, _h(1), _h(6), _h(24)),
    *_by_risk(Kind.ACKNOWLEDGE, Start.RECEIPT, _h(1), _h(6), _h(24), to=Receiver.UPTD),
    _to(Kind.ACKNOWLEDGE, Receiver.POLICE, _h(12)),
    _to(Kind.ACKNOWLEDGE, Receiver.HOSPITAL, _h(1)),
    _to(Kind.ACKNOWLEDGE, Receiver.SOCIAL, _h(24)),
    *_by_risk(Kind.TRIAGE, Start.RECEIPT, _h(2), _h(6), _h(24)),
    *(
        Limit(
            kind=Kind.FIRST_CONTACT,
            limit=limit,
            start=Start.FIRST_TELLING,
            ground=_GUIDE,
            target=target,
            risk=risk,
        )
        for risk, target, limit in _CONTACT
    ),
    Limit(kind=Kind.POLICE_REPORT, limit=_h(72), start=Start.FIRST_TELLING, ground=_ART_41),
    *_by_urgency(Kind.ANSWER, Start.RECEIPT),
    *_by_risk(Kind.ANSWER, Start.RECEIPT, _h(4), _h(24), _wd(3), to=Receiver.UPTD),
    _to(Kind.ANSWER, Receiver.POLICE, _h(24)),
    _to(Kind.ANSWER, Receiver.HOSPITAL, _h(1)),
    *_by_risk(Kind.ANSWER, Start.RECEIPT, _h(24), _wd(2), _wd(2), to=Receiver.SOCIAL),
    replace(_to(Kind.ANSWER, Receiver.SOCIAL, _h(24)), placement=True),
    replace(_to(Kind.FIRST_SERVICE, Receiver.HOSPITAL, _h(2), Start.ACCEPT), risk=Risk.HIGH),
    replace(_to(Kind.FIRST_SERVICE, Receiver.SOCIAL, _h(24), Start.ACCEPT), placement=True),
    Limit(kind=Kind.CONFIRM, limit=_wd(3), start=Start.COMPLETE, ground=_OURS),
    *_by_urgency(Kind.RE_PLAN, Start.REFUSAL),
)


def in_force(rows: Iterable[Limit], on: date) -> tuple[Limit, ...]:
    """The rows of a dated table that hold on a day."""
    begun = sorted((row for row in rows if row.since <= on), key=lambda row: row.since)
    return tuple({row.place: row for row in begun}.values())


def village_urgency(risk: Risk) -> Urgency:
    """High risk makes the village report darurat; below that the receiver's own row decides."""
    high, medium = Urgency.DARURAT, Urgency.HOURS_24
    return {Risk.HIGH: high, Risk.MEDIUM: medium, Risk.LOW: Urgency.DAYS_3}[risk]


def limit_for(
    kind: Kind,
    *,
    risk: Risk,
    receiver: Receiver | None = None,
    urgency: Urgency | None = None,
    placement: bool = False,
    rows: Iterable[Limit] = LIMITS,
) -> Limit | None:
    """The shortest row that holds; None where no clock runs.

    Thereby the answer is owed at the shorter of the receiver's row and the urgency's time,
    and an acknowledgement never later than the answer.
    """
    kinds = {kind, Kind.ANSWER} if kind is Kind.ACKNOWLEDGE else {kind}
    facts = (risk, receiver, urgency, placement)
    held = [
        row
        for row in rows
        if row.kind in kinds
        and all(w is None or w == f for w, f in zip(row.place[1:], facts, strict=True))
    ]
    shortest = min(held, key=lambda row: row.limit.rank, default=None)
    return shortest and replace(shortest, kind=kind)


def due_at(limit: Limit, start: datetime, calendar: Calendar) -> Term:
    """Target and due of a limit; start is the event that ``limit.start`` names."""
    return Term(
        started_at=clocks.utc(start),
        target_at=limit.target.end(start, calendar) if limit.target else None,
        due_at=limit.limit.end(start, calendar),
        calendar=calendar if limit.limit.clock is Clock.WORKING_DAYS else None,
        law=limit.ground.mark is Mark.LAW,
    )
