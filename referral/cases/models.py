"""Facts of a case: the shell that runs the work, and sealed compartments, each its own table."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.lifecycle import Lifecycle
from referral.policy import Actor, Compartment, granted
from referral.vault import Sealed


class Status(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    REPORTED = "reported"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


class Step(StrEnum):
    """What moves a case."""

    SAVE = "save"
    ACCEPT = "accept"
    ASK_CLOSURE = "ask_closure"
    APPROVE = "approve"
    REFUSE = "refuse"
    REOPEN = "reopen"
    MISTAKEN = "mistaken"


class Sex(StrEnum):
    """As SIMFONI counts, and not known."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """What a receiver sees before accepting."""

    A0_5 = "0-5"
    A6_12 = "6-12"
    A13_15 = "13-15"
    A16_17 = "16-17"
    UNKNOWN = "unknown"


class Channel(StrEnum):
    """How the report came (domain.md 3.9)."""

    PATBM = "patbm"
    SHELTER = "shelter"
    WALK_IN = "walk_in"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    CALL_112 = "call_112"
    SAPA_129 = "sapa_129"
    POLICE = "police"
    HOSPITAL = "hospital"
    SCHOOL = "school"


class CaseFile(db.Base, Lifecycle):
    """One child's file: number, status, risk, district, dates, codes; nothing that names."""

    __tablename__ = "case_file"
    STEPS: ClassVar[Mapping[StrEnum, tuple[frozenset[StrEnum], StrEnum]]] = {
        Step.SAVE: (frozenset({Status.DRAFT}), Status.REPORTED),
        Step.ACCEPT: (frozenset({Status.REPORTED}), Status.OPEN),
        Step.ASK_CLOSURE: (frozenset({Status.OPEN}), Status.CLOSING),
        Step.APPROVE: (frozenset({Status.CLOSING}), Status.CLOSED),
        Step.REFUSE: (frozenset({Status.CLOSING}), Status.OPEN),
        Step.REOPEN: (frozenset({Status.CLOSED}), Status.OPEN),
        Step.MISTAKEN: (frozenset({Status.REPORTED, Status.OPEN}), Status.CLOSED),
    }
    __table_args__ = (
        sa.CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        sa.CheckConstraint("risk BETWEEN 1 AND 3", name="risk"),
        *(
            sa.Index(
                f"ix_case_file_{name}", *columns, postgresql_where=sa.text("closed_at IS NULL")
            )
            for name, columns in {
                "manager": ("manager_id", "next_due_at", "id"),
                "unit": ("unit_id", "next_due_at", "id"),
                "district": ("district_code", "risk", "next_due_at", "id"),
                "province": ("risk", "next_due_at", "id"),
            }.items()
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    risk: Mapped[int] = mapped_column(sa.SmallInteger)
    risk_confirmed_at: Mapped[datetime | None]
    district_code: Mapped[str] = mapped_column(
        sa.Text(collation="C"), sa.ForeignKey("area.code")
    )
    area_code: Mapped[str] = mapped_column(sa.Text(collation="C"), sa.ForeignKey("area.code"))
    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    manager_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    opener_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), index=True)
    channel: Mapped[Channel]
    sex: Mapped[Sex]
    age_band: Mapped[AgeBand]
    sexual: Mapped[bool]
    """Whether the police clock of UU 12/2022 art. 41 runs."""
    reported_at: Mapped[datetime]
    """When it was first told to anyone."""
    opened_at: Mapped[datetime]
    """When the server received it."""
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[str | None]
    next_due_at: Mapped[datetime] = mapped_column(
        default=db.FAR, server_default=sa.text("'9999-12-31 00:00+00'")
    )

    @property
    def case_id(self) -> UUID:
        """Its own id, so that audit and sealing treat it like its parts."""
        return self.id

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the shell and the district's supervisors."""
        return granted(cls.id, actor, Compartment.SHELL, district=cls.district_code)


class Incident(db.Base):
    """One event or complaint; several children's files may belong to it."""

    __tablename__ = "incident"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reported_at: Mapped[datetime]
    told_by: Mapped[str]
    area_code: Mapped[str] = mapped_column(sa.Text(collation="C"), sa.ForeignKey("area.code"))


class CaseIncident(db.Base):
    """Which files belong to which incident."""

    __tablename__ = "case_incident"

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    incident_id: Mapped[UUID] = mapped_column(sa.ForeignKey("incident.id"), primary_key=True)


class _Compartment(Sealed):
    """A sealed part of a case; its bit decides who may open it."""

    BIT: ClassVar[Compartment]

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    version: Mapped[int] = mapped_column(default=1)

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
    """Addresses, accounts, platforms; never an image."""

    __tablename__ = "case_online"
    BIT: ClassVar = Compartment.ONLINE


class Place(_Compartment, db.Base):
    """Where the child is safe."""

    __tablename__ = "case_place"
    BIT: ClassVar = Compartment.PLACE


class Reporter(_Compartment, db.Base):
    """Who told: aunts and neighbours are at risk too."""

    __tablename__ = "case_reporter"
    BIT: ClassVar = Compartment.REPORTER


COMPARTMENTS = (Identity, Story, Health, Alleged, Online, Place, Reporter)


class LawLine(db.Base):
    """Where the law stands: police report number and time."""

    __tablename__ = "law_line"

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    lp_number: Mapped[str]
    lp_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the law line."""
        return granted(cls.case_id, actor, Compartment.LAW)


class CaseEvent(db.Base):
    """What happened to the file, append-only: the timeline without words."""

    __tablename__ = "case_event"
    __table_args__ = (sa.Index("ix_case_event_case", "case_id", "at"),)

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    at: Mapped[datetime]
    act: Mapped[str]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    detail: Mapped[str | None]
    """A code: risk level, closing reason; never words."""

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the services part."""
        return granted(cls.case_id, actor, Compartment.SERVICES)


class NoteKind(StrEnum):
    """What a note is."""

    NEWS = "news"
    MISTAKE = "mistake"
    CLOSING = "closing"
    RISK = "risk"


class CaseNote(Sealed, db.Base):
    """Words on a case under a key of their own: an opener may add them and not read others'."""

    __tablename__ = "case_note"
    __table_args__ = (sa.Index("ix_case_note_case", "case_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    kind: Mapped[NoteKind]
    at: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    def key_id(self) -> UUID:
        """Its own."""
        return self.id

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the story."""
        return granted(cls.case_id, actor, Compartment.STORY)


class ContactWith(StrEnum):
    """With whom a contact was; only the child's closes the first contact."""

    CHILD = "child"
    CAREGIVER = "caregiver"
    CAREGIVER_FOR_CHILD = "caregiver_for_child"
    """The caregiver because the child cannot be reached, with the reason in the words."""
    REPORTER = "reporter"
    OTHER = "other"


class Contact(Sealed, db.Base):
    """One contact: when, with whom, was it safe, and the words sealed."""

    __tablename__ = "contact"
    __table_args__ = (sa.Index("ix_contact_case", "case_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    at: Mapped[datetime]
    with_whom: Mapped[ContactWith]
    safe: Mapped[bool]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the story."""
        return granted(cls.case_id, actor, Compartment.STORY)
