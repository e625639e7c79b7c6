"""The children in one's own cases, by what they may be found: names, telephone, age; in clear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy, vault
from referral.cases.models import Identity
from referral.policy import Actor, Compartment

MOST_NAMES = 5000


@dataclass(frozen=True)
class Known:
    """A child as the actor's grants open it."""

    case_id: UUID
    names: tuple[str, ...]
    """The name, and the others by which people call the child."""
    phone: str
    """Of the safe contact."""
    born_on: date | None
    age: int | None
    """At the first telling."""


Held = Sequence[sa.Row[UUID, bytes]]
"""Cases with their sealed identities."""


def held(actor: Actor) -> Held:
    """The newest cases that are the actor's own, each with its sealed identity."""
    return db.session.execute(_own(), policy.asked_by(actor)).all()


def known(rows: Held) -> list[Known]:
    """The children of these cases, in clear; the caller writes it down.

    Never one whose key was destroyed, or whose grant has ended since the rows were read.
    """
    vault.load(*(row.case_id for row in rows))
    return [_open(case_id, blob) for case_id, blob in rows if vault.exists(case_id)]


def _open(case_id: UUID, blob: bytes) -> Known:
    doc = vault.unseal(case_id, Identity.__tablename__, case_id, blob)
    born = doc.get("born_on")
    return Known(
        case_id,
        (doc["name"], *doc.get("aliases", ())),
        doc["safe_contact"]["number"],
        date.fromisoformat(born) if born else None,
        doc["age"],
    )


@cache
def _own() -> sa.Select[UUID, bytes]:
    held = policy.own(Compartment.SHELL | Compartment.IDENTITY, MOST_NAMES)
    return sa.select(Identity.case_id, Identity.sealed).where(Identity.case_id.in_(held))
