"""Limits: how long each promise may take, from which start, on which ground; data, not code."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from referral.reminders.kinds import Kind, Mark, Receiver, Risk, Start, Urgency
from referral.reminders.shipped import LIMITS, URGENCY
from referral.reminders.table import Ground, Limit, Span, due_at

__all__ = [
    "LIMITS",
    "OWN_LAW",
    "URGENCY",
    "Ground",
    "Kind",
    "Limit",
    "Mark",
    "Receiver",
    "Risk",
    "Span",
    "Start",
    "Urgency",
    "due_at",
    "in_force",
    "limit_for",
    "village_urgency",
]


OWN_LAW = frozenset({Receiver.LPSK, Receiver.KOMDIGI, Receiver.KUA})
"""They answer in their own time: no urgency hurries them, only a row of their own would."""


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
    and an acknowledgement never later than the answer; those of ``OWN_LAW`` owe an answer only
    by a row of their own.
    """
    kinds = {kind, Kind.ANSWER} if kind is Kind.ACKNOWLEDGE else {kind}
    facts = (risk, receiver, urgency, placement)
    held = [
        row
        for row in rows
        if row.kind in kinds
        and not (row.kind is Kind.ANSWER and receiver in OWN_LAW and row.receiver is None)
        and all(w is None or w == f for w, f in zip(row.place[1:], facts, strict=True))
    ]
    shortest = min(held, key=lambda row: row.limit.rank, default=None)
    return shortest and replace(shortest, kind=kind)
