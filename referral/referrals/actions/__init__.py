"""The verbs of a referral: each one fact, one transaction, and a word to the other side."""

from referral.referrals.actions.answer import (
    Promised,
    Refusal,
    accept,
    claim,
    decline,
    mark_opened,
)
from referral.referrals.actions.hand_over import Shown
from referral.referrals.actions.law import LP
from referral.referrals.actions.moves import Proxy
from referral.referrals.actions.questions import ask, reply
from referral.referrals.actions.reading import Parts, read
from referral.referrals.actions.send import Request, send
from referral.referrals.actions.serve import Begun, Result, complete, confirm, start
from referral.referrals.actions.village import Told, hand_over_report
from referral.referrals.actions.withdraw import mark_mistake, plan, recall

__all__ = [
    "LP",
    "Begun",
    "Parts",
    "Promised",
    "Proxy",
    "Refusal",
    "Request",
    "Result",
    "Shown",
    "Told",
    "accept",
    "ask",
    "claim",
    "complete",
    "confirm",
    "decline",
    "hand_over_report",
    "mark_mistake",
    "mark_opened",
    "plan",
    "read",
    "recall",
    "reply",
    "send",
    "start",
]
