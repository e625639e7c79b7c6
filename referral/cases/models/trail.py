"""What is written on a case as it goes: law line, events, notes, contacts."""

from datetime import datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.cases.models.codes import ContactWith, NoteKind
from referral.policy import Actor, Compartment, granted
from referral.vault import Sealed


class LawLine(db.Base):
    """Where the law stands: police report number and time."""

    __tablename__ = "law_line"

    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    lp_number: Mapped[str]
    lp_at: Mapped[datetime]
    recorded_by: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    version: Mapped[int] = mapped_column(default=1)

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
    by_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    """None where a rule acted."""
    detail: Mapped[str | None]
    """A code or the number of a letter: risk level, closing reason, LP; never words."""
    about_id: Mapped[UUID | None]
    """The sealed words of this step: a contact, a note or a record."""

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the services part."""
        return granted(cls.case_id, actor, Compartment.SERVICES)


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
        """Who works with the child, and who wrote it as long as he holds the story."""
        works = granted(cls.case_id, actor, Compartment.SERVICES)
        story = granted(cls.case_id, actor, Compartment.STORY)
        return story & (works | (cls.by_person_id == actor.id))


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
        """Who works with the child: holders of the story and of what is done."""
        both = (Compartment.STORY, Compartment.SERVICES)
        return sa.and_(*(granted(cls.case_id, actor, part) for part in both))
