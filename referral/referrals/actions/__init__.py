"""The verbs of a referral: each one fact, one transaction, and a word to the other side."""

from referral.referrals.actions.answer import accept, claim, decline, mark_opened
from referral.referrals.actions.questions import ask, reply
from referral.referrals.actions.reading import Opened, read
from referral.referrals.actions.send import send
from referral.referrals.actions.serve import complete, confirm, start
from referral.referrals.actions.village import hand_over_report
from referral.referrals.actions.withdraw import mark_mistake, plan, recall
from referral.referrals.models import (
    LP,
    Begun,
    Promised,
    Proxy,
    Refusal,
    Request,
    Result,
    Shown,
    Told,
)

__all__ = [
    "LP",
    "Begun",
    "Opened",
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
