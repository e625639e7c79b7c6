"""The verbs of supervisors: remind, hand a promise over, hand all of a leaver's work over."""

from referral.reports.actions.board import CORRECTION, hand_over, nudge
from referral.reports.actions.leaver import relieve

__all__ = ["CORRECTION", "hand_over", "nudge", "relieve"]
