"""The verbs of a case: each one fact, one transaction, and a word to whom it concerns."""

from referral.cases.actions.closure import approve, ask_closure, mistaken, refuse, reopen
from referral.cases.actions.news import add_news, mark_mistake
from referral.cases.actions.reading import read, search
from referral.cases.actions.risk import confirm_risk
from referral.cases.actions.work import CROWDED, Made, add_contact, assign, record_lp

__all__ = [
    "CROWDED",
    "Made",
    "add_contact",
    "add_news",
    "approve",
    "ask_closure",
    "assign",
    "confirm_risk",
    "mark_mistake",
    "mistaken",
    "read",
    "record_lp",
    "refuse",
    "reopen",
    "search",
]
