"""Reads of cases: one case with what surrounds it, its sealed parts, lists, names."""

from referral.cases.queries.around import (
    RECOMPUTED,
    VILLAGE_REPORT,
    CasePage,
    Move,
    Promise,
    case_page,
    caseloads,
    moves,
    promises,
    referrals,
    siblings,
)
from referral.cases.queries.closing import asked_by, live_referrals
from referral.cases.queries.lists import Page, Scope, Wanted, numbered, page, scope_of
from referral.cases.queries.names import alike, fold_name
from referral.cases.queries.sealed import (
    MOST_NAMES,
    Opened,
    Words,
    names,
    note_keys,
    open_parts,
    open_words,
    sealed_words,
)

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
    "note_keys",
    "numbered",
    "open_parts",
    "open_words",
    "page",
    "promises",
    "referrals",
    "scope_of",
    "sealed_words",
    "siblings",
]
