"""Verbs of the directory: loading its files, and the rota of a desk."""

from referral.directory.actions.agencies import load_agencies
from referral.directory.actions.areas import load_areas
from referral.directory.actions.calendars import (
    end_leave,
    load_holidays,
    load_leave,
    plan_leave,
)
from referral.directory.actions.rota import (
    change_desk,
    come_back,
    end_turn,
    go_away,
    put_on_duty,
    relieve,
)
from referral.directory.actions.routes import load_routes
from referral.directory.actions.standing import cover, uncover

__all__ = [
    "change_desk",
    "come_back",
    "cover",
    "end_leave",
    "end_turn",
    "go_away",
    "load_agencies",
    "load_areas",
    "load_holidays",
    "load_leave",
    "load_routes",
    "plan_leave",
    "put_on_duty",
    "relieve",
    "uncover",
]
