"""Verbs of the directory: loading its files, and the rota of a desk."""

from referral.directory.actions.agencies import load_agencies
from referral.directory.actions.areas import load_areas
from referral.directory.actions.calendars import load_holidays

__all__ = ["load_agencies", "load_areas", "load_holidays"]
