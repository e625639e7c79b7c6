"""Reads of the directory: places, the desks that answer for them, and who is on duty there."""

from referral.directory.queries.desks import (
    desk,
    desk_for,
    desks,
    offers,
    serves,
    unit,
    unit_by_code,
)
from referral.directory.queries.duty import away, heads, on_duty, staff, turns
from referral.directory.queries.places import (
    above,
    area,
    district_of,
    districts,
    fold_place,
    village,
    villages,
)

__all__ = [
    "above",
    "area",
    "away",
    "desk",
    "desk_for",
    "desks",
    "district_of",
    "districts",
    "fold_place",
    "heads",
    "offers",
    "on_duty",
    "serves",
    "staff",
    "turns",
    "unit",
    "unit_by_code",
    "village",
    "villages",
]
