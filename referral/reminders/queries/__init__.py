"""Reads of reminders: the working calendar, the inbox, the health of the whole, its laws."""

from referral.reminders.queries.calendars import calendar
from referral.reminders.queries.health import Pulse, pulse
from referral.reminders.queries.inbox import PAGE, Told, by_day, inbox, told
from referral.reminders.queries.invariants import first_violation
from referral.reminders.queries.limits import limits

__all__ = [
    "PAGE",
    "Pulse",
    "Told",
    "by_day",
    "calendar",
    "first_violation",
    "inbox",
    "limits",
    "pulse",
    "told",
]
