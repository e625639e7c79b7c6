"""Reads of reminders: the working calendar, what is owed, the inbox, the health of the whole."""

from referral.reminders.queries.calendars import calendar
from referral.reminders.queries.health import Pulse, pulse
from referral.reminders.queries.inbox import PAGE, Told, inbox, told
from referral.reminders.queries.invariants import first_violation
from referral.reminders.queries.promises import (
    KIND_LABELS,
    Owed,
    Promise,
    of_case,
    of_referral,
    open_promises,
    owed_by,
)

__all__ = [
    "KIND_LABELS",
    "PAGE",
    "Owed",
    "Promise",
    "Pulse",
    "Told",
    "calendar",
    "first_violation",
    "inbox",
    "of_case",
    "of_referral",
    "open_promises",
    "owed_by",
    "pulse",
    "told",
]
