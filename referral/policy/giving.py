"""A grant is given, and its end is drawn nearer: nothing else ever happens to one."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.policy.grants import AccessGrant
from referral.policy.parts import BY_BASIS, Basis, Compartment


def grant(  # noqa: PLR0913 - the sides of a grant
    case_id: UUID,
    *,
    basis: Basis,
    to: UUID | None = None,
    unit: UUID | None = None,
    share: Compartment | None = None,
    basis_id: UUID | None = None,
    since: datetime | None = None,
    until: datetime = db.FAR,
) -> None:
    """Let one person or one unit see; ``share`` is needed where the basis has no fixed part."""
    row = {
        "case_id": case_id,
        "person_id": to,
        "unit_id": unit,
        "compartments": int(BY_BASIS[basis] if share is None else share),
        "basis": int(basis),
        "basis_id": basis_id,
        "since": since or db.now(),
        "until": until,
    }
    db.session.execute(sa.insert(AccessGrant).inline(), row)


def end_all(person_id: UUID, *, because: str) -> None:
    """End whatever this person sees of the cases that the actor holds."""
    db.session.execute(
        sa.update(AccessGrant)
        .where(AccessGrant.person_id == person_id, AccessGrant.until > db.now())
        .values(until=db.now(), ended_because=because)
        .execution_options(synchronize_session=False)
    )


def end(  # noqa: PLR0913 - the sides of a grant
    case_id: UUID,
    *,
    because: str,
    bases: Iterable[Basis],
    basis_id: UUID | None = None,
    to: UUID | None = None,
    at: datetime | None = None,
    lasting: bool = False,
) -> None:
    """End live grants of these bases, now or later; of one person, or only ``lasting`` ones."""
    moment = at or db.now()
    where = [AccessGrant.case_id == case_id, AccessGrant.until > moment]
    where.append(AccessGrant.basis.in_([int(b) for b in bases]))
    if basis_id is not None:
        where.append(AccessGrant.basis_id == basis_id)
    if to is not None:
        where.append(AccessGrant.person_id == to)
    if lasting:
        where.append(AccessGrant.until == db.FAR)
    db.session.execute(
        sa.update(AccessGrant)
        .where(*where)
        .values(until=moment, ended_because=because)
        .execution_options(synchronize_session=False)
    )
