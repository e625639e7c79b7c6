"""Facts of reminders: the promise with a date, its open ladder, the last sign of each task."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from referral import db
from referral.i18n import _l
from referral.policy import Actor, Compartment, granted
from referral.reminders.limits import Kind

PROMISES: dict[Kind, str] = {
    Kind.SEND: _l("Laporan dikirim"),
    Kind.ACKNOWLEDGE: _l("Tanda terima"),
    Kind.TRIAGE: _l("Kepastian risiko"),
    Kind.FIRST_CONTACT: _l("Kontak aman pertama dengan anak"),
    Kind.RE_CONTACT: _l("Kontak aman lagi dengan anak: risiko menjadi tinggi"),
    Kind.POLICE_REPORT: _l("Laporan polisi"),
    Kind.ANSWER: _l("Jawaban atas rujukan"),
    Kind.FIRST_SERVICE: _l("Layanan pertama"),
    Kind.CONFIRM: _l("Konfirmasi hasil dengan anak"),
    Kind.RE_PLAN: _l("Rencana pengganti"),
}
"""What people read for each kind of promise."""


class FollowUp(db.Base):
    """A promise with a date: what, who owes it, since when, target, limit, done when."""

    __tablename__ = "follow_up"
    __table_args__ = (
        sa.Index("ix_follow_up_case", "case_id", "due_at"),
        sa.Index("ix_follow_up_referral", "referral_id"),
        sa.Index(
            "ix_follow_up_unit",
            "owner_unit_id",
            "due_at",
            "id",
            postgresql_where=sa.text("done_at IS NULL"),
        ),
        sa.Index(
            "ix_follow_up_person",
            "owner_person_id",
            "due_at",
            "id",
            postgresql_where=sa.text("done_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    referral_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))
    kind: Mapped[Kind]
    owner_unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    owner_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    sender_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    """Who waits for it; his supervisor hears at 125 %."""
    started_at: Mapped[datetime]
    target_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    late_because: Mapped[str | None]
    nudged_at: Mapped[datetime | None]
    """When a supervisor last reminded by hand."""
    ladder: Mapped["Ladder | None"] = relationship(
        back_populates="follow_up", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the shell, or as a party of its referral; police also see the police report's."""
        from_case = granted(
            cls.case_id, actor, Compartment.SHELL, basis_id=cls.referral_id, district=_district(cls)
        )
        police = granted(cls.case_id, actor, Compartment.LAW) & (cls.kind == Kind.POLICE_REPORT)
        return from_case | police


def _district(model: Any) -> sa.ScalarSelect[Any]:
    case = sa.table("case_file", sa.column("id"), sa.column("district_code"))
    return sa.select(case.c.district_code).where(case.c.id == model.case_id).scalar_subquery()


class Ladder(db.Base):
    """The rungs of an open follow-up as absolute times; the row goes when the follow-up closes."""

    __tablename__ = "ladder"
    __table_args__ = (
        sa.Index("ix_ladder_next", "next_at", "follow_up_id"),
        {"postgresql_with": {"fillfactor": "85"}},
    )

    follow_up_id: Mapped[int] = mapped_column(
        sa.BigInteger, sa.ForeignKey("follow_up.id"), primary_key=True, autoincrement=False
    )
    case_id: Mapped[UUID]
    referral_id: Mapped[UUID | None]
    kind: Mapped[Kind]
    person_id: Mapped[UUID | None]
    unit_id: Mapped[UUID]
    sender_id: Mapped[UUID | None]
    rung: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    """How many rungs have been told or skipped."""
    next_at: Mapped[datetime]
    rungs: Mapped[list[datetime]] = mapped_column(ARRAY(sa.DateTime(timezone=True)))
    audiences: Mapped[list[int]] = mapped_column(ARRAY(sa.Integer))
    follow_up: Mapped[FollowUp] = relationship(back_populates="ladder", lazy="raise")


class Heartbeat(db.Base):
    """When a periodic task last came round."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
