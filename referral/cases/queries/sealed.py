"""The sealed parts of a case as they are opened: only what the actor's grants hold is selected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
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
from referral.people.models import Person
from referral.policy import AccessGrant, Actor, Compartment

MOST_NAMES = 300


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
    models = [model for model in COMPARTMENTS if model.BIT & held]
    if not models:
        return {}
    this = sa.select(sa.literal(case_id, sa.Uuid()).label("id")).subquery("this")
    joined: sa.FromClause = this
    for model in models:
        joined = joined.outerjoin(model, model.case_id == this.c.id)
    blobs = [model.sealed for model in models]
    row = db.session.execute(sa.select(*blobs).select_from(joined)).one()
    return {
        model.BIT: vault.unseal(case_id, model.__tablename__, case_id, blob)
        for model, blob in zip(models, row, strict=True)
        if blob is not None
    }


def open_words(case_id: UUID, actor: Actor) -> tuple[Words, ...]:
    """Contacts and notes, the newest first; each note has a key of its own."""
    rows = [
        *db.session.execute(_said(Contact, Contact.with_whom, Contact.safe, case_id, actor)),
        *db.session.execute(_said(CaseNote, CaseNote.kind, sa.null(), case_id, actor)),
    ]
    vault.load(*(row.id for row in rows if row.safe is None))
    opened = (_opened(case_id, row) for row in rows)
    return tuple(sorted(opened, key=lambda words: words.at, reverse=True))


def _said(
    model: type[Contact | CaseNote], about: Any, safe: Any, case_id: UUID, actor: Actor
) -> sa.Select[Any]:
    return (
        sa.select(
            model.id, model.at, about.label("about"), safe.label("safe"), Person.name, model.sealed
        )
        .join(Person, Person.id == model.by_person_id)
        .where(model.case_id == case_id, model.visible_to(actor))
        .order_by(model.at.desc())
        .limit(50)
    )


def _opened(case_id: UUID, row: Any) -> Words:
    contact = isinstance(row.about, ContactWith)
    table, key = ("contact", case_id) if contact else ("case_note", row.id)
    about = row.about if contact else NoteKind(row.about)
    doc = vault.unseal(key, table, row.id, row.sealed)
    return Words(row.at, about, row.name, row.safe, doc["words"])


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
