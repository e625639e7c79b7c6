"""Reads of people: the actor that an account makes, colleagues, own sessions."""

from referral.people.queries.accounts import (
    administrators,
    has_password,
    invited,
    listed,
    named,
    own,
    sessions,
)
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
    "administrators",
    "demo_account",
    "demo_accounts_exist",
    "demo_cast",
    "has_password",
    "invited",
    "listed",
    "named",
    "own",
    "people_of",
    "sessions",
]
