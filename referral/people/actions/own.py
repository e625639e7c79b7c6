"""One's own account: language, password, second factor."""

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.people.actions.accounts import set_factor, set_password
from referral.people.models import Device, Person, SignIn
from referral.policy import Actor


@action("person.language_chosen")
def choose_language(code: str, *, by: Actor) -> Person:
    person = db.session.get_one(Person, by.id)
    person.language = code
    return person


@action("person.password_changed")
def change_password(password: str, keep: bytes, *, by: Actor) -> Person:
    """Replace the password; other sessions and known browsers end, this session stays."""
    set_password(by.id, password)
    return _elsewhere_ended(keep, by)


@action("person.factor_changed")
def change_factor(nonce: str, code: str, keep: bytes, *, by: Actor) -> Person:
    """Replace the second factor; raises ``Refused('code.wrong')``."""
    set_factor(by.id, nonce, code)
    return _elsewhere_ended(keep, by)


def _elsewhere_ended(keep: bytes, by: Actor) -> Person:
    db.session.execute(
        sa.delete(SignIn).where(SignIn.person_id == by.id, SignIn.token_hash != keep)
    )
    db.session.execute(sa.delete(Device).where(Device.person_id == by.id))
    return db.session.get_one(Person, by.id)
