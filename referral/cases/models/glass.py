"""Break-glass: somebody opened a case that nobody had opened to him, for an hour, with a reason."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db, vault
from referral.i18n import _l
from referral.policy import Actor, Compartment, granted
from referral.reminders.models import watched_with
from referral.vault import Sealed

REVIEW = "break_glass_review"
PARTS: dict[Compartment, str] = {
    Compartment.IDENTITY: _l("Identitas dan cara aman menghubungi"),
    Compartment.STORY: _l("Cerita dan tanda bahaya"),
    Compartment.HEALTH: _l("Kesehatan"),
    Compartment.ALLEGED: _l("Terlapor"),
    Compartment.ONLINE: _l("Jejak daring"),
    Compartment.PLACE: _l("Tempat aman"),
    Compartment.REPORTER: _l("Orang yang memberi tahu"),
    Compartment.LAW: _l("Jalur hukum"),
}
"""What people read for each part of a case that one may be shown."""


class GlassReason(StrEnum):
    """Why a case must be opened now; the words say more."""

    DANGER = "danger"
    NOBODY = "nobody"
    EMERGENCY = "emergency"
    COMPLAINT = "complaint"


GLASS_REASONS: dict[GlassReason, str] = {
    GlassReason.DANGER: _l("Anak dalam bahaya sekarang"),
    GlassReason.NOBODY: _l("Manajer kasus dan kepala unit tidak dapat dihubungi"),
    GlassReason.EMERGENCY: _l("Polisi atau rumah sakit perlu keterangan segera"),
    GlassReason.COMPLAINT: _l("Ada pengaduan tentang penanganan kasus ini"),
}


FEWEST = 20
"""So many letters at least say why."""


@dataclass(frozen=True)
class Need:
    """Which parts must be opened, and why."""

    parts: Compartment
    reason: GlassReason
    words: str


class BreakGlass(Sealed, db.Base):
    """Who broke the glass of which case: parts, reason, until when; and how it was judged.

    The words are sealed under a key of their own; so are those of the review.
    """

    __tablename__ = "break_glass"
    __table_args__ = (
        sa.CheckConstraint("reviewed_by_id <> person_id", name="other_person"),
        sa.CheckConstraint(
            "num_nonnulls(reviewed_at, reviewed_by_id, fair, review) IN (0, 4)", name="review"
        ),
        sa.CheckConstraint("until <= at + interval '60 minutes'", name="hour"),
        sa.Index("ix_break_glass_case", "case_id", "at"),
        sa.Index("ix_break_glass_person", "person_id", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    compartments: Mapped[int]
    reason: Mapped[GlassReason]
    at: Mapped[datetime]
    until: Mapped[datetime]
    reviewed_at: Mapped[datetime | None]
    reviewed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    fair: Mapped[bool | None]
    review: Mapped[bytes | None]

    def key_id(self) -> UUID:
        """Its own."""
        return self.id

    def judge(self, *, fair: bool, words: str, by: UUID) -> None:
        """Somebody of another level has looked at it."""
        self.fair, self.reviewed_at, self.reviewed_by_id = fair, db.now(), by
        self.review = vault.seal(self.id, REVIEW, self.id, {"words": words})

    def explained(self) -> str:
        """Why it was broken; nothing once its key is erased."""
        return "" if vault.erased(self.id) else str(self.take_out()["words"])

    def judgement(self) -> str:
        """The words of the review; nothing once its key is erased."""
        if self.review is None or vault.erased(self.id):
            return ""
        said: str = vault.unseal(self.id, REVIEW, self.id, self.review)["words"]
        return said

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who reads the case's trail of reads, the district's supervisors, and who broke it."""
        any_part = Compartment(sum(Compartment))
        own = granted(cls.case_id, actor, any_part) & (cls.person_id == actor.id)
        return own | granted(
            cls.case_id, actor, Compartment.AUDIT, watched=watched_with(cls, actor)
        )


def parts_of(mask: int) -> list[Any]:
    """The parts of a mask in words."""
    return [words for part, words in PARTS.items() if part & mask]
