"""Reads of referrals: one referral as each side sees it, its trail, the lists, who is told."""

from referral.referrals.queries.lists import Box, Line, Page, Place, page
from referral.referrals.queries.people import (
    desk_people,
    district_of,
    district_supervisors,
    manages,
    name_of,
    sender_of,
    sender_people,
    workers,
)
from referral.referrals.queries.record import Sight, lock, needs_of, sight
from referral.referrals.queries.trail import (
    Mover,
    Opening,
    Told,
    Words,
    asked_at,
    last_move,
    moves,
    opened_by,
    promises,
    texts,
    with_words,
)

__all__ = [
    "Box",
    "Line",
    "Mover",
    "Opening",
    "Page",
    "Place",
    "Sight",
    "Told",
    "Words",
    "asked_at",
    "desk_people",
    "district_of",
    "district_supervisors",
    "last_move",
    "lock",
    "manages",
    "moves",
    "name_of",
    "needs_of",
    "opened_by",
    "page",
    "promises",
    "sender_of",
    "sender_people",
    "sight",
    "texts",
    "with_words",
    "workers",
]
