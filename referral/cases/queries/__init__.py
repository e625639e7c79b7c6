"""Reads of cases: one case with what surrounds it, its sealed parts, lists, names."""

from referral.cases.queries.around import (
    RECOMPUTED,
    VILLAGE_REPORT,
    CasePage,
    Move,
    Promise,
    asked_by,
    case_page,
    caseloads,
    live_referrals,
    moves,
    promises,
    referrals,
    siblings,
)
from referral.cases.queries.lists import Page, Scope, Wanted, numbered, page, scope_of
from referral.cases.queries.names import alike, fold_name
from referral.cases.queries.sealed import MOST_NAMES, Opened, Words, names, open_parts, open_words

__all__ = [
    "MOST_NAMES",
    "RECOMPUTED",
    "VILLAGE_REPORT",
    "CasePage",
    "Move",
    "Opened",
    "Page",
    "Promise",
    "Scope",
    "Wanted",
    "Words",
    "alike",
    "asked_by",
    "case_page",
    "caseloads",
    "fold_name",
    "live_referrals",
    "moves",
    "names",
    "numbered",
    "open_parts",
    "open_words",
    "page",
    "promises",
    "referrals",
    "scope_of",
    "siblings",
]
