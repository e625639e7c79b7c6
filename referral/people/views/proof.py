"""Proving again who one is, before a step that is dangerous in the wrong hands."""

from referral.people import actions, queries
from referral.people.views.door import TRIES, device
from referral.web import current_actor, limiter


def asked_again() -> bool:
    """Whether this account has a password to ask for; an invented one of the demo has none."""
    return queries.has_password(current_actor.id)


def proves(password: str) -> bool:
    """Whether this is the password of who is signed in; guesses count as at the door."""
    name, by = current_actor.username, current_actor
    with limiter.limit(TRIES):
        return actions.prove_password(name, password, device(), by=by) == by.id
