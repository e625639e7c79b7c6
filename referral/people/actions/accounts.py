"""Accounts: invited with a spoken code, activated by their owner, suspended, begun anew."""

import hmac
from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_urlsafe
from uuid import UUID

import sqlalchemy as sa

from referral import db, vault
from referral.audit import By, action
from referral.errors import Missing, Refused
from referral.people.actions.codes import secret_of, spoken, step_of
from referral.people.actions.passwords import new_hash
from referral.people.models import Credential, Device, Invitation, Person, SignIn, token_hash
from referral.policy import Role

LASTS = timedelta(hours=48)


@dataclass(frozen=True)
class NewPerson:
    """Whom to invite."""

    username: str
    name: str
    role: Role
    unit_id: UUID
    mandate_until: date | None = None
    mail: str | None = None


@dataclass(frozen=True)
class Invited:
    """What the inviter hands over: the token by link, the code by voice."""

    token: str
    code: str


@dataclass(frozen=True)
class Proofs:
    """What somebody sets at activation: password, the set-up's nonce, and the code it gives."""

    password: str
    nonce: str
    code: str


def invite(new: NewPerson, *, by: By | None = None) -> Invited:
    """Make an account that nobody can use yet, and a way in for 48 hours."""
    token = token_urlsafe(32)
    _invite(new, token_hash(token), by=by)
    return Invited(token, spoken(token_hash(token)))


def may_invite(new: NewPerson) -> None:
    """Refuse a name that is taken."""
    if db.session.scalar(sa.select(Person.id).where(Person.username == new.username)):
        raise Refused("person.username_taken")


@action("person.invited")
def _invite(new: NewPerson, hashed: bytes, *, by: By | None) -> Person:  # noqa: ARG001
    may_invite(new)
    person = Person(
        username=new.username,
        name=new.name,
        role=new.role,
        unit_id=new.unit_id,
        mandate_until=new.mandate_until,
        active=False,
    )
    db.session.add(person)
    db.session.flush()
    if new.mail:
        person.write_to(new.mail)
    _way_in(person.id, hashed)
    return person


def reset(person: Person, *, by: By | None = None) -> Invited:
    """Close an account's ways in and give its owner a new one; two people asked for it."""
    token = token_urlsafe(32)
    _reset(person, token_hash(token), by=by)
    return Invited(token, spoken(token_hash(token)))


@action("person.reset")
def _reset(person: Person, hashed: bytes, *, by: By | None) -> Person:  # noqa: ARG001
    _close(person.id)
    credential = db.session.get(Credential, person.id)
    if credential is not None:
        credential.password_hash = credential.totp = None
    person.active = False
    _way_in(person.id, hashed)
    return person


@action("person.suspended")
def suspend(person: Person, *, by: By | None = None) -> Person:  # noqa: ARG001
    """End an account's sessions, devices and invitations, now."""
    _close(person.id)
    person.active = False
    return person


def spoken_code_fits(token: str, code: str) -> bool:
    """Whether an open invitation's spoken code is this; five wrong ones end it.

    Raises ``Missing`` where there is no such invitation, or no longer.
    """
    with db.transaction():
        invitation = open_invitation(token_hash(token))
        fits = hmac.compare_digest(spoken(invitation.token_hash).encode(), code.encode())
        invitation.failures += not fits
    return fits


def open_invitation(hashed: bytes) -> Invitation:
    """Locked until the transaction ends; raises ``Missing``."""
    found = db.session.scalar(
        sa.select(Invitation)
        .where(Invitation.token_hash == hashed)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None or not found.is_open():
        raise Missing
    return found


@action("person.activated")
def activate(hashed: bytes, proofs: Proofs, *, by: By | None = None) -> Person:  # noqa: ARG001
    """Set password and second factor and open the account; the invitation is used up.

    Raises ``Refused('code.wrong')`` where the code is not of this set-up.
    """
    invitation = open_invitation(hashed)
    person = db.session.get_one(Person, invitation.person_id)
    invitation.used_at = db.now()
    person.active = True
    set_password(person.id, proofs.password)
    set_factor(person.id, proofs.nonce, proofs.code)
    return person


def set_password(person_id: UUID, password: str) -> None:
    """Part of an action: replace the password."""
    credential = _credential(person_id)
    credential.password_hash, credential.changed_at = new_hash(password), db.now()
    credential.guessed_right()


def set_factor(person_id: UUID, nonce: str, code: str) -> None:
    """Part of an action: replace the second factor, proved by its first code."""
    step = step_of(secret_of(nonce), code, db.now())
    if step is None:
        raise Refused("code.wrong")
    credential = _credential(person_id)
    credential.totp = vault.seal_person(person_id, "totp", {"secret": secret_of(nonce)})
    credential.totp_step, credential.changed_at = step, db.now()


def _credential(person_id: UUID) -> Credential:
    found = db.session.get(Credential, person_id)
    if found is None:
        found = Credential(person_id=person_id, changed_at=db.now())
        db.session.add(found)
    return found


def _way_in(person_id: UUID, hashed: bytes) -> None:
    until = db.now() + LASTS
    db.session.add(Invitation(token_hash=hashed, person_id=person_id, until=until))


def _close(person_id: UUID) -> None:
    for model in (SignIn, Device):
        db.session.execute(sa.delete(model).where(model.person_id == person_id))
    db.session.execute(
        sa.update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None))
        .values(used_at=db.now())
    )
