"""Reads of the directory: places, the desks that answer for them, and who is on duty there."""

from referral.directory.queries.desks import (
    answers_for,
    any_unit,
    desk,
    desk_for,
    desks,
    district,
    kind,
    near,
    offers,
    place,
    unit,
    unit_by_code,
)
from referral.directory.queries.duty import (
    heads,
    may_lead,
    may_plan,
    on_duty,
    staff,
    stand_ins,
    today,
    watches,
)
from referral.directory.queries.leave import leave
from referral.directory.queries.naming import hides
from referral.directory.queries.places import (
    above,
    area,
    area_names,
    district_of,
    districts,
    fold_place,
    village,
    villages,
)
from referral.directory.queries.routes import Routes, routes

__all__ = [
    "Routes",
    "above",
    "answers_for",
    "any_unit",
    "area",
    "area_names",
    "desk",
    "desk_for",
    "desks",
    "district",
    "district_of",
    "districts",
    "fold_place",
    "heads",
    "hides",
    "kind",
    "leave",
    "may_lead",
    "may_plan",
    "near",
    "offers",
    "on_duty",
    "place",
    "routes",
    "staff",
    "stand_ins",
    "today",
    "unit",
    "unit_by_code",
    "village",
    "villages",
    "watches",
]
