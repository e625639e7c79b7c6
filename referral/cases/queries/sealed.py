"""The sealed parts of a case as they are opened: only what the actor's grants hold is selected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, vault
from referral.cases.models import (
    COMPARTMENTS,
    CaseNote,
    Contact,
    ContactWith,
    Identity,
    NoteKind,
)
from referral.cases.queries.around import CASE_ID
from referral.people.models import Person
from referral.policy import AccessGrant, Actor, Compartment

MOST_NAMES = 300
CONTACT, NOTE, PERSON = Contact.__table__, CaseNote.__table__, Person.__table__


@dataclass(frozen=True)
class Words:
    """Sealed words of a contact or a note, opened."""

    at: datetime
    about: StrEnum
    by: str
    safe: bool | None
    words: str


@dataclass(frozen=True)
class Opened:
    """What one reading opened: ``mask`` says which compartments really held something."""

    mask: Compartment = Compartment.NONE
    parts: Mapping[Compartment, Mapping[str, Any]] = field(default_factory=dict)
    words: tuple[Words, ...] = ()


def open_parts(case_id: UUID, held: Compartment) -> dict[Compartment, Mapping[str, Any]]:
    """The documents of the held compartments that exist, by one query."""
    models = _held(held)
    if not models:
        return {}
    row = db.session.execute(_blobs(held), {"this": case_id}).one()
    return {
        model.BIT: vault.unseal(case_id, model.__tablename__, case_id, blob)
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


def sealed_words(case_id: UUID) -> list[sa.Row[Any]]:
    """Contacts and notes as they are stored, the newest first; for holders of the story."""
    return list(db.session.execute(_words(), {"this": case_id}))


@cache
def _words() -> sa.Select[*tuple[Any, ...]]:
    both = sa.union_all(
        _said(CONTACT, CONTACT.c.with_whom, CONTACT.c.safe),
        _said(NOTE, NOTE.c.kind, sa.null()),
    ).subquery("said")
    return (
        sa.select(both, PERSON.c.name)
        .join(PERSON, PERSON.c.id == both.c.by_person_id)
        .order_by(both.c.at.desc())
    )


def open_words(case_id: UUID, rows: Iterable[sa.Row[Any]]) -> tuple[Words, ...]:
    """The same in clear; a contact is under the case's key, each note under its own."""
    return tuple(
        Words(
            row.at,
            (ContactWith if row.origin == CONTACT.description else NoteKind)(row.about),
            row.name,
            row.safe,
            vault.unseal(
                case_id if row.origin == CONTACT.description else row.id,
                row.origin,
                row.id,
                row.sealed,
            )["words"],
        )
        for row in rows
    )


def note_keys(rows: Iterable[sa.Row[Any]]) -> list[UUID]:
    """The keys that the notes among the rows need."""
    return [row.id for row in rows if row.origin == NOTE.description]


def _said(table: sa.FromClause, about: Any, safe: Any) -> sa.Select[Any]:
    t = table.c
    return (
        sa.select(
            t.id, t.at, sa.cast(about, sa.Text).label("about"),
            sa.cast(safe, sa.Boolean).label("safe"), t.by_person_id, t.sealed,
            sa.literal(table.description).label("origin"),
        )
        .where(t.case_id == CASE_ID)
        .order_by(t.at.desc())
        .limit(50)
    )  # fmt: skip


def names(actor: Actor) -> Iterable[tuple[UUID, str]]:
    """The names of the cases that are the actor's own, the newest of them, in clear."""
    g = AccessGrant.__table__
    both = int(Compartment.SHELL | Compartment.IDENTITY)
    held = (
        sa.select(g.c.case_id)
        .where(
            g.c.person_id == actor.id,
            g.c.until > db.now(),
            g.c.compartments.op("&")(both) == both,
        )
        .order_by(g.c.id.desc())
        .limit(MOST_NAMES)
        .subquery("held")
    )
    rows = db.session.execute(
        sa.select(Identity.case_id, Identity.sealed)
        .join(held, held.c.case_id == Identity.case_id)
        .where(Identity.visible_to(actor))
    ).all()
    vault.load(*(row.case_id for row in rows))
    for row in rows:
        doc = vault.unseal(row.case_id, "case_identity", row.case_id, row.sealed)
        yield row.case_id, doc["name"]
