"""Whoever stands in for an absent case manager sees the cases meanwhile, and may work on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sa

from referral import audit, db, policy
from referral.directory.models import Absence
from referral.directory.queries import staff
from referral.policy import BY_BASIS, MANAGERS, AccessGrant, Actor, Basis


@dataclass(frozen=True)
class _Opened:
    """For the audit: to whom which case was opened."""

    id: UUID
    case_id: UUID


def let_in(absence: Absence, by: Actor) -> None:
    """Open what the absent person manages to the stand-in, while the absence lasts.

    Only somebody of their own unit opens anything: the administrator has no case. A case that is
    hidden from him stays as it is.
    """
    g = AccessGrant
    managed = sa.select(g.case_id).where(
        g.person_id == absence.person_id,
        g.basis == int(Basis.ASSIGNMENT),
        g.until == db.FAR,
    )
    _open(absence, db.session.scalars(managed).all(), by)


def cover(case_id: UUID, manager_id: UUID, by: Actor) -> None:
    """A case that comes to somebody who is away, or will be, is open to his stand-in too."""
    for absence in _absences(manager_id):
        _open(absence, [case_id], by)


def uncover(case_id: UUID, manager_id: UUID) -> None:
    """He manages it no more: nobody stands in for him on it."""
    for absence in _absences(manager_id):
        policy.end(case_id, because="reassigned", bases=[Basis.ASSIGNMENT], basis_id=absence.id)


def _absences(person_id: UUID) -> list[Absence]:
    query = sa.select(Absence).where(
        Absence.person_id == person_id,
        Absence.until > db.now(),
        Absence.stand_in_id.is_not(None),
    )
    return list(db.session.scalars(query))


def _open(absence: Absence, cases: Iterable[UUID], by: Actor) -> None:
    """As much as the stand-in's own role may see of a case in hand."""
    other = next((one for one in staff([by.unit_id]) if one.id == absence.stand_in_id), None)
    if other is None:
        return
    basis = Basis.ASSIGNMENT if other.role in MANAGERS else Basis.INTAKE_CLAIM
    for case_id in cases:
        policy.grant(
            case_id,
            basis=Basis.ASSIGNMENT,
            to=other.id,
            share=BY_BASIS[basis],
            basis_id=absence.id,
            since=max(absence.since, db.now()),
            until=absence.until,
        )
        audit.write("case.stood_in", by=by, about=_Opened(other.id, case_id))
