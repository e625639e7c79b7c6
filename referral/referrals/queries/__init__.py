"""Reads of referrals: one referral as each side sees it, its trail, the lists, who is told."""

from referral.referrals.queries.lists import Box, Line, Page, Place, page
from referral.referrals.queries.people import (
    desk_people,
    district_of,
    district_supervisors,
    manages,
    name_of,
    sender_people,
    workers,
)
from referral.referrals.queries.record import Sight, lock, sight
from referral.referrals.queries.trail import (
    Mover,
    Opening,
    Told,
    asked_at,
    events,
    last_move,
    opened_by,
    promises,
    texts,
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
    "asked_at",
    "desk_people",
    "district_of",
    "district_supervisors",
    "events",
    "last_move",
    "lock",
    "manages",
    "name_of",
    "opened_by",
    "page",
    "promises",
    "sender_people",
    "sight",
    "texts",
    "workers",
]
