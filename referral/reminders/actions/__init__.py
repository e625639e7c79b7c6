"""The verbs of reminders: promises open and close, an inbox item is seen, a task gives its sign."""

from referral.reminders.actions.again import again
from referral.reminders.actions.inbox import see, see_all
from referral.reminders.actions.matter import Matter, Owner, limit_of, term_of
from referral.reminders.actions.pause import CAN_WAIT, can_wait, pause
from referral.reminders.actions.promises import (
    close,
    close_all,
    hand_over,
    keep,
    open_anywhere,
    open_follow_up,
    open_ones,
    owe_on,
    pass_on,
    resume,
    ring_on,
    shift,
)
from referral.reminders.actions.recount import recount
from referral.reminders.actions.signs import beat

__all__ = [
    "CAN_WAIT",
    "Matter",
    "Owner",
    "again",
    "beat",
    "can_wait",
    "close",
    "close_all",
    "hand_over",
    "keep",
    "limit_of",
    "open_anywhere",
    "open_follow_up",
    "open_ones",
    "owe_on",
    "pass_on",
    "pause",
    "recount",
    "resume",
    "ring_on",
    "see",
    "see_all",
    "shift",
    "term_of",
]
