"""The verbs of reminders: promises open and close, an inbox item is seen, a task gives its sign."""

from referral.reminders.actions.inbox import see, see_all
from referral.reminders.actions.promises import (
    Matter,
    Owner,
    close,
    close_all,
    hand_over,
    open_follow_up,
    open_ones,
    ring_on,
    shift,
)
from referral.reminders.actions.signs import beat

__all__ = [
    "Matter",
    "Owner",
    "beat",
    "close",
    "close_all",
    "hand_over",
    "open_follow_up",
    "open_ones",
    "ring_on",
    "see",
    "see_all",
    "shift",
]
