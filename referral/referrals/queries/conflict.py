"""From whom a case is hidden, and whom one may hide it from: names and units, nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.cases.models import CaseFile
from referral.cases.queries import READERS, open_accounts
from referral.directory import queries as directory
from referral.directory.models import Unit
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import Conflict, Exclusion, ExclusionHint, Match, hidden_from
from referral.reminders.models import FollowUp

OFFERED = 10
_ADDED, _ASKER = aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Account:
    """Somebody who could come across the case."""

    id: UUID
    name: str
    unit_id: UUID
    unit: str

    @property
    def label(self) -> str:
        """As a list shows it."""
        return f"{self.name} · {self.unit}"


@dataclass(frozen=True)
class ShutOut:
    """Somebody from whom the case is hidden: why, since when, by whom; who asks to lift it."""

    id: UUID
    name: str
    unit: str
    reason: Conflict
    since: datetime
    by: str
    lift_asked_at: datetime | None
    lift_asked_by_id: UUID | None
    lift_asked_by: str | None
    lift_note_id: UUID | None


def shut_out(case_id: UUID) -> list[ShutOut]:
    """The newest first."""
    x = Exclusion
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(
            x.person_id, Person.name, Unit.name, x.reason, x.since, _ADDED.name,
            x.lift_asked_at, x.lift_asked_by_id, _ASKER.name, x.lift_note_id,
        )
        .join(Person, Person.id == x.person_id)
        .join(Unit, Unit.id == Person.unit_id)
        .join(_ADDED, _ADDED.id == x.by_person_id)
        .outerjoin(_ASKER, _ASKER.id == x.lift_asked_by_id)
        .where(x.case_id == case_id)
        .order_by(x.since.desc(), Person.name)
    )  # fmt: skip
    return [ShutOut(*row) for row in db.session.execute(query)]


def accounts(case: CaseFile, text: str) -> tuple[list[Account], int]:
    """Whom one may still hide it from, by words of names and units: the first; how many in all."""
    query = open_accounts(case)
    for word in text.split():
        query = query.where(sa.func.concat_ws(" ", Person.name, Unit.name).icontains(word))
    if not text:
        return [], 0
    counted = query.add_columns(sa.func.count().over()).limit(OFFERED)
    rows = db.session.execute(counted).all()
    return [Account(*row[:4]) for row in rows], rows[0][4] if rows else 0


def account(case: CaseFile, id: UUID) -> Account | None:
    """The same by its id."""
    return next(iter(_accounts(open_accounts(case).where(Person.id == id))), None)


def hint(case: CaseFile, person_id: UUID) -> Match:
    """By what the system proposes this account; raises Missing where it does not."""
    query = sa.select(ExclusionHint.match).where(
        ExclusionHint.case_id == case.id,
        ExclusionHint.person_id == person_id,
        ExclusionHint.settled_at.is_(None),
    )
    found = db.session.scalar(query)
    if found is None:
        raise Missing
    return found


def _accounts(query: sa.Select[UUID, str, UUID, str]) -> list[Account]:
    return [Account(*row) for row in db.session.execute(query)]


def left_at(case: CaseFile, unit_id: UUID, but: UUID) -> list[UUID]:
    """Who of a unit may still see the case without this person, its heads first."""
    gone = {*hidden_from(case.id), but}
    heads = directory.heads(unit_id)
    staff = [member.id for member in directory.staff([unit_id], READERS)]
    return [one for one in dict.fromkeys((*heads, *staff)) if one not in gone]


def owes(case_id: UUID, unit_id: UUID) -> bool:
    """Whether the unit owes something on the case."""
    owed = sa.select(FollowUp.id).where(
        FollowUp.case_id == case_id,
        FollowUp.owner_unit_id == unit_id,
        FollowUp.done_at.is_(None),
    )
    return db.session.scalar(owed.limit(1)) is not None
