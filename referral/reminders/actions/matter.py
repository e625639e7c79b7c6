"""What a promise is about and who owes it, and by that when it would be due."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from referral.reminders.clocks import Term
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Limit, Receiver, Risk, Urgency, due_at, limit_for
from referral.reminders.queries.calendars import calendar
from referral.reminders.queries.limits import limits


@dataclass(frozen=True)
class Matter:
    """What a promise is about, as far as its limit and its rungs depend on it."""

    case_id: UUID
    risk: int
    referral_id: UUID | None = None
    receiver: Receiver | None = None
    urgency: Urgency | None = None
    placement: bool = False
    """A roof over the head is asked for."""
    subject: Subject = Subject.CASE
    unclaimed_darurat: bool = False
    office: bool = False
    """The date that was named is a limit in working days: it rings and moves with the calendar."""


@dataclass(frozen=True)
class Owner:
    """Who owes it: a person, or a unit's desk; and who waits for it."""

    unit_id: UUID
    person_id: UUID | None = None
    sender_id: UUID | None = None


def limit_of(kind: Kind, matter: Matter, *, unit_id: UUID) -> Limit | None:
    """The limit that holds for that unit today; None where no clock runs."""
    return limit_for(
        kind,
        risk=Risk(matter.risk),
        receiver=matter.receiver,
        urgency=matter.urgency,
        placement=matter.placement,
        rows=limits(unit_id),
    )


def term_of(
    kind: Kind, matter: Matter, start: datetime, promised: datetime | None = None, *, unit_id: UUID
) -> Term | None:
    """When it would be due if that unit owed it from ``start``; None where there is no clock."""
    limit = limit_of(kind, matter, unit_id=unit_id)
    if limit is None:
        days = calendar(unit_id) if matter.office else None
        return Term(start, None, promised, days) if promised is not None else None
    term = due_at(limit, start, calendar(unit_id))
    if promised is not None and promised < term.due_at:
        return Term(start, term.target_at, promised)
    return term
