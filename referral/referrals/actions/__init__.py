"""The verbs of a referral: each one fact, one transaction, and a word to the other side."""

from referral.referrals.actions.answer import accept, claim, decline, mark_opened
from referral.referrals.actions.companion import accompany, end_company
from referral.referrals.actions.consent import decide_withdrawal, renew
from referral.referrals.actions.consent import withdraw as withdraw_consent
from referral.referrals.actions.desks import lawful, way_to
from referral.referrals.actions.draft import hand_back, put_aside, typed
from referral.referrals.actions.excluding import ask_lift, decide_lift, dismiss_hint, exclude, leads
from referral.referrals.actions.forward import forward
from referral.referrals.actions.hurry import hurry
from referral.referrals.actions.lapse import end_lapsed
from referral.referrals.actions.progress import hold, progress, resume
from referral.referrals.actions.questions import ask, reply
from referral.referrals.actions.reading import Opened, read, safe_hours
from referral.referrals.actions.relay import relieve
from referral.referrals.actions.send import send
from referral.referrals.actions.serve import complete, confirm, fail, reopen, start
from referral.referrals.actions.thread import note
from referral.referrals.actions.village import hand_over_report
from referral.referrals.actions.waiting import keep, waitlist
from referral.referrals.actions.withdraw import mark_mistake, plan, recall, sign_off, void
from referral.referrals.models import (
    LP,
    Begun,
    Consented,
    Drafted,
    Failure,
    Hold,
    News,
    Onward,
    Promised,
    Proxy,
    Refusal,
    Request,
    Result,
    Shown,
    Told,
    Waiting,
    Withdrawal,
)

__all__ = [
    "LP",
    "Begun",
    "Consented",
    "Drafted",
    "Failure",
    "Hold",
    "News",
    "Onward",
    "Opened",
    "Promised",
    "Proxy",
    "Refusal",
    "Request",
    "Result",
    "Shown",
    "Told",
    "Waiting",
    "Withdrawal",
    "accept",
    "accompany",
    "ask",
    "ask_lift",
    "claim",
    "complete",
    "confirm",
    "decide_lift",
    "decide_withdrawal",
    "decline",
    "dismiss_hint",
    "end_company",
    "end_lapsed",
    "exclude",
    "fail",
    "forward",
    "hand_back",
    "hand_over_report",
    "hold",
    "hurry",
    "keep",
    "lawful",
    "leads",
    "mark_mistake",
    "mark_opened",
    "note",
    "plan",
    "progress",
    "put_aside",
    "read",
    "recall",
    "relieve",
    "renew",
    "reopen",
    "reply",
    "resume",
    "safe_hours",
    "send",
    "sign_off",
    "start",
    "typed",
    "void",
    "waitlist",
    "way_to",
    "withdraw_consent",
]
