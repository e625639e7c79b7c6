"""The verbs of supervisors: remind, hand work over, ask who opened a case."""

from referral.reports.actions.board import CORRECTION, hand_over, move, nudge
from referral.reports.actions.leaver import leave, may_leave, may_relieve, relieve
from referral.reports.actions.openings import answer_family, see_acts, see_readers

__all__ = [
    "CORRECTION",
    "answer_family",
    "hand_over",
    "leave",
    "may_leave",
    "may_relieve",
    "move",
    "nudge",
    "relieve",
    "see_acts",
    "see_readers",
]
