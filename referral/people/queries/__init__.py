"""Reads of people: the actor that an account makes, colleagues, own sessions."""

from referral.people.queries.accounts import has_password, invited, listed, own, sessions
from referral.people.queries.actors import (
    actor,
    demo_account,
    demo_accounts_exist,
    demo_cast,
    people_of,
)
from referral.people.queries.roles import ROLES

__all__ = [
    "ROLES",
    "actor",
    "demo_account",
    "demo_accounts_exist",
    "demo_cast",
    "has_password",
    "invited",
    "listed",
    "own",
    "people_of",
    "sessions",
]
