"""Proving who one is: password, then one-time code, with waits that rise but lock nobody out.

Guesses from browsers that the account does not know wait 1, 2, 4 … 60 seconds after one another
and end after a hundred; a browser that signed in before has ten wrong guesses an hour of its own,
so that hostile guessing elsewhere never keeps the owner out (OWASP device cookies).
"""

from uuid import UUID

import sqlalchemy as sa

from referral import db, vault
from referral.audit import By, action
from referral.directory.queries.duty import today
from referral.people.actions.codes import step_of
from referral.people.actions.passwords import matches
from referral.people.models import Credential, Device, Person, token_hash


def prove_password(
    username: str, password: str, device: str, *, by: By | None = None
) -> UUID | None:
    """Whose password this is; None is the only answer to everything else, and as slow."""
    person = db.session.scalar(_active().where(Person.username == username))
    stored = db.session.get(Credential, person.id) if person else None
    admitted = person is not None and stored is not None and _admit(person.id, device)
    right = matches(stored.password_hash if stored else None, password)
    if person is None or not admitted:
        return None
    if not right:
        _failed(person, by=by)
        return None
    _withdraw(person.id, device)
    return person.id


def prove_code(person_id: UUID, code: str, device: str) -> bool:
    """Whether this is the account's present one-time code; it counts once."""
    person = db.session.scalar(_active().where(Person.id == person_id))
    if person is None or not _admit(person_id, device):
        return False
    if not _use_code(person_id, code):
        _failed(person)
        return False
    with db.transaction():
        for lane in _lanes(person_id, device):
            lane.guessed_right()
    return True


@action("sign_in.failed")
def _failed(person: Person, *, by: By | None = None) -> Person:  # noqa: ARG001
    return person


def _active() -> sa.Select[Person]:
    until = Person.mandate_until
    return sa.select(Person).where(Person.active, until.is_(None) | (until >= today()))


def _lanes(person_id: UUID, device: str) -> list[Device | Credential]:
    """The browser's own lane where the account knows it, then the one of all others; locked."""
    known = (
        sa.select(Device)
        .where(Device.token_hash == token_hash(device), Device.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    others = (
        sa.select(Credential)
        .where(Credential.person_id == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return [*db.session.scalars(known), *db.session.scalars(others)]


def _admit(person_id: UUID, device: str) -> bool:
    """Count the guess before it is checked: many at once pass one by one."""
    with db.transaction():
        for lane in _lanes(person_id, device):
            if lane.admits():
                lane.guess_failed()
                return True
    return False


def _withdraw(person_id: UUID, device: str) -> None:
    """A right password is no wrong guess; the row ends only with the code."""
    with db.transaction():
        _lanes(person_id, device)[0].guess_withdrawn()


def _use_code(person_id: UUID, code: str) -> bool:
    stored = db.session.get(Credential, person_id)
    if stored is None or stored.totp is None:
        return False
    secret = vault.unseal_person(person_id, "totp", stored.totp)["secret"]
    step = step_of(secret, code, db.now(), stored.totp_step)
    if step is None:
        return False
    with db.transaction():
        taken = db.session.execute(
            sa.update(Credential)
            .where(Credential.person_id == person_id, Credential.totp_step < step)
            .values(totp_step=step)
            .returning(Credential.person_id)
        ).first()
    return taken is not None
