"""Two files that may be of one child: found by name and age, decided by people, never merged."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.policy import Actor, Compartment, granted


class Sameness(StrEnum):
    """Whether two files are of one child."""

    MAYBE = "maybe"
    SAME = "same"
    OTHER = "other"


class SameChild(db.Base):
    """A pair of files of one unit; who decided, and when, as long as it holds."""

    __tablename__ = "same_child"
    __table_args__ = (
        sa.CheckConstraint("one_id < other_id", name="once"),
        sa.CheckConstraint(
            "num_nonnulls(decided_at, decided_by_id) = CASE answer WHEN 'maybe' THEN 0 ELSE 2 END",
            name="decided",
        ),
        sa.Index("ix_same_child_other", "other_id"),
    )

    one_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    other_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)
    found_at: Mapped[datetime]
    answer: Mapped[Sameness] = mapped_column(default=Sameness.MAYBE)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who sees both shells and holds the identity of one."""
        shells = (granted(one, actor, Compartment.SHELL) for one in (cls.one_id, cls.other_id))
        names = (granted(one, actor, Compartment.IDENTITY) for one in (cls.one_id, cls.other_id))
        return sa.and_(*shells) & sa.or_(*names)
