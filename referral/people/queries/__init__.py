"""Reads of people: the actor that an account makes, colleagues, own sessions."""

from referral.people.queries.actors import actor, demo_accounts_exist, demo_cast, people_of
from referral.people.queries.accounts import listed, own, sessions

__all__ = [
    "actor",
    "demo_accounts_exist",
    "demo_cast",
    "listed",
    "own",
    "people_of",
    "sessions",
]
