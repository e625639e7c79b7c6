"""What is done on an open case: records of steps, the plan, its goals."""

from datetime import date, datetime
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.cases.models.steps import PART, Agreed, GoalState, RecordKind
from referral.policy import Actor, Compartment, granted
from referral.vault import Sealed


class CaseRecord(Sealed, db.Base):
    """A step on record: what, when, by whom; its words sealed in the part where they belong."""

    __tablename__ = "case_record"
    __table_args__ = (sa.Index("ix_case_record_case", "case_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    kind: Mapped[RecordKind]
    part: Mapped[int]
    """The compartment that opens it, as ``PART`` says."""
    at: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who works on the case and holds the part that the record belongs to."""
        parts = (
            granted(cls.case_id, actor, part) & (cls.part == int(part))
            for part in sorted(set(PART.values()))
        )
        return granted(cls.case_id, actor, Compartment.SERVICES) & sa.or_(*parts)


class Plan(db.Base):
    """The plan as it was put before the head; whoever wrote it never approves it."""

    __tablename__ = "case_plan"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(approved_at, approved_by_id) <> 1", name="approved"),
        sa.CheckConstraint("approved_by_id <> by_person_id", name="four_eyes"),
        sa.Index("ix_case_plan_case", "case_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    at: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    agreed: Mapped[Agreed]
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    returned_at: Mapped[datetime | None]

    @property
    def waits(self) -> bool:
        """Whether the head has not decided yet."""
        return self.approved_at is None and self.returned_at is None

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Holders of the services part."""
        return granted(cls.case_id, actor, Compartment.SERVICES)


class Goal(Sealed, db.Base):
    """One goal of the plan: what and whose, sealed; until when and how it stands."""

    __tablename__ = "case_goal"
    __table_args__ = (sa.Index("ix_case_goal_case", "case_id", "due_on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    due_on: Mapped[date]
    state: Mapped[GoalState]

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who works on the case and holds its story."""
        works = granted(cls.case_id, actor, Compartment.SERVICES)
        return works & granted(cls.case_id, actor, Compartment.STORY)
