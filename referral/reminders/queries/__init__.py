"""Reads of reminders: the working calendar, what is owed, the inbox, the health of the whole."""

from referral.reminders.queries.calendars import calendar

__all__ = ["calendar"]
