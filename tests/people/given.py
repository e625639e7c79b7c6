"""Real accounts, with password and authenticator app, made as an invitation makes them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import SystemRandom
from typing import Any
from uuid import UUID

import pyotp
from flask import Flask
from werkzeug.test import TestResponse

from referral import db
from referral.directory.queries import unit_by_code
from referral.people import actions
from referral.people.models import token_hash
from referral.policy import Role
from tests.pages import Browser

PASSWORD = "kuda jembatan ungu pelita"
NONCE = "a nonce of this test"


@dataclass(frozen=True)
class Account:
    """What its owner knows."""

    id: UUID
    username: str
    password: str = PASSWORD

    def code(self, ahead: int = 1) -> str:
        """What the app shows now, or so many steps later; the one of now opened the account."""
        moment = db.now() + timedelta(seconds=30 * ahead)
        return pyotp.TOTP(actions.secret_of(NONCE)).at(moment)


def account(
    username: str = "nia",
    role: Role = Role.PROVIDER,
    unit: str = "uptd-ppa-maros",
    until: date | None = None,
) -> Account:
    """An account in use; ``until``: its mandate's last day."""
    found = unit_by_code(unit)
    assert found
    new = actions.NewPerson(username, "Nia Contoh", role, found.id, mandate_until=until)
    invited = actions.invite(new)
    code = pyotp.TOTP(actions.secret_of(NONCE)).at(db.now())
    proofs = actions.Proofs(PASSWORD, NONCE, code)
    person = actions.activate(token_hash(invited.token), proofs)
    return Account(person.id, username)


def newcomer(username: str, role: Role = Role.PROVIDER, unit: str = "uptd-ppa-maros") -> Account:
    """One more account, made while nobody acts, as a command makes it."""
    db.session.commit()
    db.acting(None, None)
    return account(username, role, unit)


def browser(app: Flask) -> Browser:
    """A browser in a network of its own."""
    made = app.test_client()
    assert isinstance(made, Browser)
    address = SystemRandom().randbytes(3)
    made.environ_base["REMOTE_ADDR"] = ".".join(["10", *map(str, address)])
    return made


def password_step(at: Browser, username: str, password: str, **fields: Any) -> TestResponse:
    """Open the door's page and send name and password."""
    at.get("/sign-in")
    return at.send("/sign-in", username=username, password=password, **fields)


def enter(at: Browser, who: Account, code: str, **fields: Any) -> TestResponse:
    """Both steps."""
    first = password_step(at, who.username, who.password, **fields)
    assert first.status_code == 303, first.text
    at.get("/sign-in/code")
    return at.send("/sign-in/code", code=code)


def is_in(at: Browser) -> bool:
    """Whether this browser is signed in."""
    return at.get("/account").status_code == 200
