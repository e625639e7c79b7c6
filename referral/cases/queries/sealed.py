"""The sealed parts of a case as they are opened: only what the actor's grants hold is selected."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, vault
from referral.cases.models import COMPARTMENTS, CaseNote, CaseRecord, Contact, Goal, GoalState
from referral.cases.queries.around import CASE_ID
from referral.policy import Compartment

CONTACT, NOTE, RECORD = Contact.__table__, CaseNote.__table__, CaseRecord.__table__
TOLD = sa.table(
    "referral_text",
    sa.column("id", sa.Uuid()),
    sa.column("case_id", sa.Uuid()),
    sa.column("referral_id", sa.Uuid()),
    sa.column("sealed", sa.LargeBinary()),
)
"""What receivers told, of the slice above, by its name; row-level security decides which rows."""
WANTED = sa.bindparam("wanted", type_=sa.ARRAY(sa.Uuid()))


@dataclass(frozen=True)
class Opened:
    """What one reading opened: ``mask`` says which compartments really held something."""

    mask: Compartment = Compartment.NONE
    parts: Mapping[Compartment, Mapping[str, Any]] = field(default_factory=dict)
    words: Mapping[UUID, Mapping[str, str]] = field(default_factory=dict)
    """The words of contacts, notes, records and results, by their ids."""
    goals: tuple["Aimed", ...] = ()
    erased: Mapping[Compartment, datetime] = field(default_factory=dict)
    """Which parts were destroyed, and when."""


@dataclass(frozen=True)
class Aimed:
    """A goal of the plan, opened."""

    id: UUID
    due_on: date
    state: GoalState
    words: str
    owner: str


def keys_of(case_id: UUID, held: Compartment) -> set[UUID]:
    """The keys that the held compartments need."""
    return {model.key_of(case_id) for model in _held(held)}


def erased_parts(case_id: UUID, held: Compartment) -> dict[Compartment, datetime]:
    """Which of the held compartments were destroyed, and when."""
    found = {model.BIT: vault.erased(model.key_of(case_id)) for model in _held(held)}
    return {part: at for part, at in found.items() if at is not None}


def open_parts(case_id: UUID, held: Compartment) -> dict[Compartment, Mapping[str, Any]]:
    """The documents of the held compartments that exist, by one query; none that was erased."""
    for part in erased_parts(case_id, held):
        held &= ~part
    models = _held(held)
    if not models:
        return {}
    row = db.session.execute(_blobs(held), {"this": case_id}).one()
    return {
        model.BIT: vault.unseal(model.key_of(case_id), model.__tablename__, case_id, blob)
        for model, blob in zip(models, row, strict=True)
        if blob is not None
    }


def _held(held: Compartment) -> list[Any]:
    return [model for model in COMPARTMENTS if model.BIT & held]


@cache
def _blobs(held: Compartment) -> sa.Select[*tuple[Any, ...]]:
    """Built once for each set of compartments that grants hold."""
    this = sa.select(CASE_ID.label("id")).subquery("this")
    joined: sa.FromClause = this
    for model in _held(held):
        joined = joined.outerjoin(model, model.case_id == this.c.id)
    return sa.select(*(model.sealed for model in _held(held))).select_from(joined)


def sealed_words(ids: Collection[UUID], case_id: UUID) -> list[sa.Row[Any]]:
    """These contacts, notes, records and results as stored, as far as the actor holds them."""
    if not ids:
        return []
    return list(db.session.execute(_words(), {"this": case_id, "wanted": list(ids)}))


@cache
def _words() -> sa.CompoundSelect[Any]:
    story = sa.literal(int(Compartment.STORY), sa.Integer())
    referrals = sa.literal(int(Compartment.REFERRALS), sa.Integer())
    return sa.union_all(
        _said(CONTACT, story, CASE_ID),
        _said(NOTE, story, NOTE.c.id),
        _said(RECORD, RECORD.c.part, CASE_ID),
        _said(TOLD, referrals, TOLD.c.referral_id),
    )


def _said(table: sa.FromClause, part: Any, key: Any) -> sa.Select[Any]:
    t, origin = table.c, sa.literal(table.description)
    return sa.select(
        t.id, t.sealed, part.label("part"), key.label("key_id"), origin.label("origin")
    ).where(t.case_id == CASE_ID, t.id == sa.any_(WANTED))


def open_words(rows: Iterable[sa.Row[Any]]) -> dict[UUID, Mapping[str, str]]:
    """The same in clear, once their keys are there; those that were erased are left out."""
    return {
        row.id: vault.unseal(row.key_id, row.origin, row.id, row.sealed)
        for row in rows
        if not vault.erased(row.key_id)
    }


_GOALS = (
    sa.select(Goal.id, Goal.due_on, Goal.state, Goal.sealed)
    .where(Goal.case_id == CASE_ID)
    .order_by(Goal.state != GoalState.OPEN, Goal.due_on)
)


def open_goals_of(case_id: UUID) -> tuple[Aimed, ...]:
    """The goals of the plan, the nearest date first; for holders of the story."""
    if vault.erased(case_id):
        return ()
    rows = db.session.execute(_GOALS, {"this": case_id})
    return tuple(
        Aimed(key, due, state, **vault.unseal(case_id, "case_goal", key, blob))
        for key, due, state, blob in rows
    )
