"""Exclusions: from whom a case stays hidden, whatever grants say (conflict of interest)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db


class Conflict(StrEnum):
    """Why somebody may not see a case; a code, for words would tell the story."""

    RELATIVE = "relative"
    EMPLOYER = "employer"
    OFFICIAL = "official"
    ALLEGED = "alleged"


class Match(StrEnum):
    """What an account has in common with whom the report fears or keeps it from."""

    NAME = "name"
    PHONE = "phone"
    UNIT = "unit"
    VILLAGE = "village"
    """The feared person is an official, and the account is of the child's village."""
    KIN = "kin"
    KEPT_FROM = "kept_from"


class ExclusionHint(db.Base):
    """The system's word that an account may be whom the child fears; settled by who leads."""

    __tablename__ = "exclusion_hint"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    match: Mapped[Match]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]

    __table_args__ = (sa.Index("ix_exclusion_hint_case", "case_id"),)


class Exclusion(db.Base):
    """A person whom this case must stay hidden from; two people lift it: one asks, a head agrees.

    Lifted, the row is gone; the trail and the audit keep what was.
    """

    __tablename__ = "exclusion"
    __table_args__ = (
        sa.CheckConstraint(
            "num_nonnulls(lift_asked_at, lift_asked_by_id, lift_note_id) IN (0, 3)", name="lift"
        ),
        sa.Index("ix_exclusion_case", "case_id"),
    )

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    reason: Mapped[Conflict]
    since: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    lift_asked_at: Mapped[datetime | None]
    lift_asked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    lift_note_id: Mapped[UUID | None]
    """The sealed words of the asking."""

    def ask_lift(self, at: datetime | None, by: UUID | None, note: UUID | None) -> None:
        """Somebody asks that it be lifted; None where the head says no."""
        self.lift_asked_at, self.lift_asked_by_id, self.lift_note_id = at, by, note


def hidden_from(case_id: UUID) -> set[UUID]:
    """The people from whom this case is hidden."""
    query = sa.select(Exclusion.person_id).where(Exclusion.case_id == case_id)
    return set(db.session.scalars(query))


def hidden_cases(person_id: UUID) -> set[UUID]:
    """The cases that are hidden from this person."""
    query = sa.select(Exclusion.case_id).where(Exclusion.person_id == person_id)
    return set(db.session.scalars(query))
