"""What goes with a referral: the preview copied at sending, its moves, its sealed words."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.policy import AccessGrant, Actor, Basis, Compartment, granted
from referral.referrals.models.codes import Fact
from referral.referrals.models.said import TextKind
from referral.reminders.models import watched_with
from referral.vault import Sealed

BEFORE_SENDING = (Fact.DRAFTED.value, Fact.ASKED_HEAD.value, Fact.HANDED_BACK.value)
"""What a unit does by itself with what it has not sent."""
_OPEN = (Basis.INTAKE_CLAIM, Basis.PREVIEW, Basis.REFERRAL)


def _team(table: Any, actor: Actor) -> sa.ColumnElement[bool]:
    return granted(table.case_id, actor, Compartment.REFERRALS)


def _desk(table: Any, actor: Actor, *bases: Basis) -> sa.ColumnElement[bool]:
    """The receiving side, for as long as more than the residue is left to it."""
    g = AccessGrant.__table__
    live = (
        sa.select(sa.literal(1))
        .select_from(g)
        .where(
            g.c.case_id == table.case_id,
            g.c.basis_id == table.referral_id,
            g.c.basis.in_([int(basis) for basis in bases]),
            g.c.since <= db.now(),
            g.c.until > db.now(),
            (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
        )
        .correlate_except(g)
        .exists()
    )
    return live & granted(table.case_id, actor, Compartment.NONE, basis_id=table.referral_id)


class ReferralPreview(db.Base):
    """What a desk may see before it accepts, copied at sending: nothing that names."""

    __tablename__ = "referral_preview"

    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    age_band: Mapped[str]
    sex: Mapped[str]
    district_code: Mapped[str]
    needs: Mapped[str | None]
    """Language and accommodation codes."""
    staff_safety: Mapped[bool]
    contact_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """The sender's side, and the desk while its preview or its share lasts."""
        return _team(cls, actor) | _desk(cls, actor, *_OPEN)


class ReferralEvent(db.Base):
    """One move of a referral, append-only; ``proxy`` where the sender wrote it for the desk."""

    __tablename__ = "referral_event"
    __table_args__ = (
        sa.Index("ix_referral_event_case", "case_id", "at"),
        sa.Index("ix_referral_event_referral", "referral_id", "id"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"))
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    step: Mapped[str]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    by_unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    proxy: Mapped[bool] = mapped_column(default=False)
    letter_number: Mapped[str | None]
    text_id: Mapped[UUID | None]
    """The sealed words of this step, where they tell what came of it."""

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the referral; how it was written, the unit that wrote it.

        That a head stood for its ground only those who see the case's referrals.
        """
        ours = granted(cls.case_id, actor, Compartment.REFERRALS, watched=watched_with(cls, actor))
        party = granted(cls.case_id, actor, Compartment.NONE, basis_id=cls.referral_id)
        seen = ours | (party & (cls.step != Fact.SIGNED.value))
        return seen & (cls.step.not_in(BEFORE_SENDING) | (cls.by_unit_id == actor.unit_id))


class ReferralText(Sealed, db.Base):
    """Words on a referral, sealed under the referral's own key."""

    __tablename__ = "referral_text"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    kind: Mapped[TextKind]
    at: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    only_unit_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("unit.id"))
    """For this unit alone; None for both sides."""

    def key_id(self) -> UUID:
        """The referral's."""
        return self.referral_id

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the preview; its reason only once accepted, and never for a mere duty desk."""
        plain = cls.kind.not_in([TextKind.REASON, TextKind.DRAFT])
        whole = granted(cls.case_id, actor, Compartment.IDENTITY | Compartment.STORY)
        ours = cls.only_unit_id.is_(None) | (cls.only_unit_id == actor.unit_id)
        return ours & (
            (_team(cls, actor) & (plain | whole))
            | (_desk(cls, actor, *_OPEN) & plain)
            | _desk(cls, actor, Basis.REFERRAL)
        )
