"""Reminders: clocks, follow-ups, the ladder, the tick and the inbox."""
