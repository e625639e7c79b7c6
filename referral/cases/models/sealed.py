"""The sealed compartments of a case, each its own table with its own visibility."""

from typing import ClassVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.policy import Actor, Compartment, granted
from referral.vault import Sealed, online_key


class _Compartment(Sealed):
    """A sealed part of a case; its bit decides who may open it."""

    BIT: ClassVar[Compartment]

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def key_of(cls, case_id: UUID) -> UUID:
        """Which data key seals this part of a case."""
        return case_id

    def key_id(self) -> UUID:
        """The same for this row."""
        return self.key_of(self.case_id)

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of this very bit; the area never opens a compartment."""
        return granted(cls.case_id, actor, cls.BIT)


class Identity(_Compartment, db.Base):
    """Name, aliases, birth, address, safe contact of the child."""

    __tablename__ = "case_identity"
    BIT: ClassVar = Compartment.IDENTITY


class Story(_Compartment, db.Base):
    """Signs, what happened, wishes, reasons of the risk."""

    __tablename__ = "case_story"
    BIT: ClassVar = Compartment.STORY


class Health(_Compartment, db.Base):
    """Health and psychological notes."""

    __tablename__ = "case_health"
    BIT: ClassVar = Compartment.HEALTH


class Alleged(_Compartment, db.Base):
    """The alleged perpetrator, as far as told."""

    __tablename__ = "case_alleged"
    BIT: ClassVar = Compartment.ALLEGED


class Online(_Compartment, db.Base):
    """Addresses, accounts, platforms, never an image; under a key of its own (D6)."""

    __tablename__ = "case_online"
    BIT: ClassVar = Compartment.ONLINE

    @classmethod
    def key_of(cls, case_id: UUID) -> UUID:
        """Its own: it is destroyed before the rest of the case is."""
        return online_key(case_id)


class Place(_Compartment, db.Base):
    """Where the child is safe."""

    __tablename__ = "case_place"
    BIT: ClassVar = Compartment.PLACE


class Reporter(_Compartment, db.Base):
    """Who told: aunts and neighbours are at risk too."""

    __tablename__ = "case_reporter"
    BIT: ClassVar = Compartment.REPORTER


COMPARTMENTS = (Identity, Story, Health, Alleged, Online, Place, Reporter)
