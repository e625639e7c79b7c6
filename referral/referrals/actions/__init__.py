"""The verbs of a referral: each one fact, one transaction, and a word to the other side."""

from referral.referrals.actions.village import Told, hand_over_report

__all__ = ["Told", "hand_over_report"]
