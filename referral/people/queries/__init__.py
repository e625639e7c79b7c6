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
from referral.people.queries.reads import (
    Alerted,
    above,
    alerted,
    auditors,
    lifted,
    stopped_until,
)
from referral.people.queries.roles import ROLES

__all__ = [
    "ROLES",
    "Alerted",
    "above",
    "actor",
    "administrators",
    "alerted",
    "auditors",
    "demo_account",
    "demo_accounts_exist",
    "demo_cast",
    "has_password",
    "invited",
    "lifted",
    "listed",
    "named",
    "own",
    "people_of",
    "sessions",
    "stopped_until",
]
