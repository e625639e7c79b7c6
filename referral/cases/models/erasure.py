"""Erasure: asked by one, decided by another, held for a day, then the keys are destroyed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.i18n import _l
from referral.policy import Actor, Compartment, granted
from referral.reminders.models import watched_with

HOLD = timedelta(hours=24)
"""So long both see it, and either may stop it."""
BACKUPS = timedelta(days=30)
"""So long backups of keys are kept; then nothing of it is left anywhere."""


class Scope(StrEnum):
    """How much is destroyed."""

    ONLINE = "online"
    """Addresses and accounts (D6), with the texts of what was sent to Komdigi."""
    CASE = "case"


class Ground(StrEnum):
    """Why; a code, for words about a child would outlive it."""

    PROMISED = "promised"
    """The date has come by which online evidence goes."""
    WISH = "wish"
    WRONG_PERSON = "wrong_person"
    RETENTION = "retention"


GROUNDS = {
    Ground.PROMISED: Scope.ONLINE,
    Ground.WISH: Scope.CASE,
    Ground.WRONG_PERSON: Scope.CASE,
    Ground.RETENTION: Scope.CASE,
}
"""How much goes on which ground."""
ERASURE_WORDS: Mapping[type[Enum], Mapping[Any, str]] = {
    Scope: {Scope.ONLINE: _l("Bukti daring"), Scope.CASE: _l("Seluruh isi kasus")},
    Ground: {
        Ground.PROMISED: _l("Masa simpan bukti daring habis"),
        Ground.WISH: _l("Anak atau keluarga yang aman memintanya"),
        Ground.WRONG_PERSON: _l("Salah orang"),
        Ground.RETENTION: _l("Masa simpan berkas habis"),
    },
}
RETAINED = 10 * 12
"""So many months a closed file is kept at least (domain.md 5), unless on another ground."""


class Erasure(db.Base):
    """One erasure of one case: who asked, decided, stopped it, and when the keys were destroyed.

    It names nobody's words, so it stays: the proof that it was done.
    """

    __tablename__ = "erasure"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(decided_at, decided_by_id) <> 1", name="decided"),
        sa.CheckConstraint("decided_by_id <> asked_by_id", name="other_person"),
        sa.CheckConstraint(
            "done_at IS NULL OR (stopped_at IS NULL AND done_at >= decided_at"
            " + interval '24 hours')",
            name="held",
        ),
        sa.Index(
            "uq_erasure_live", "case_id", "scope", unique=True,
            postgresql_where=sa.text("stopped_at IS NULL"),
        ),
        sa.Index(
            "ix_erasure_held", "decided_at",
            postgresql_where=sa.text(
                "decided_at IS NOT NULL AND stopped_at IS NULL AND done_at IS NULL"
            ),
        ),
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    scope: Mapped[Scope]
    ground: Mapped[Ground]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    """None where the worker found that something keeps it after all."""
    done_at: Mapped[datetime | None]

    @property
    def waits(self) -> bool:
        """Whether nobody has decided on it yet."""
        return self.decided_at is None and self.stopped_at is None

    @property
    def held(self) -> bool:
        """Whether it is decided and may still be stopped."""
        return self.decided_at is not None and self.stopped_at is None and self.done_at is None

    @property
    def goes_at(self) -> datetime | None:
        """From when on it is carried out."""
        return self.decided_at and self.decided_at + HOLD

    @property
    def gone_at(self) -> datetime | None:
        """When no backup holds its keys any more."""
        return self.done_at and self.done_at + BACKUPS

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the shell."""
        return granted(cls.case_id, actor, Compartment.SHELL, watched=watched_with(cls, actor))
