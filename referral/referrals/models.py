"""Facts of a referral: parties, need, times, law, the share list, and its sealed words."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from referral import db
from referral.directory.models import Service
from referral.lifecycle import Lifecycle
from referral.policy import AccessGrant, Actor, Basis, Compartment, granted
from referral.reminders.limits import Urgency
from referral.vault import Sealed


class Status(StrEnum):
    """Where a referral stands: who must act next."""

    DRAFT = "draft"
    SENT = "sent"
    NEEDS_INFO = "needs_info"
    ACCEPTED = "accepted"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    RECALLED = "recalled"


class Step(StrEnum):
    """What moves a referral."""

    SEND = "send"
    ASK = "ask"
    REPLY = "reply"
    ACCEPT = "accept"
    DECLINE = "decline"
    START = "start"
    COMPLETE = "complete"
    CONFIRM = "confirm"
    RECALL = "recall"


S = Status
LIVE = frozenset({S.DRAFT, S.SENT, S.NEEDS_INFO, S.ACCEPTED, S.IN_SERVICE})
DESK_STEPS = frozenset({Step.ASK, Step.ACCEPT, Step.DECLINE, Step.START, Step.COMPLETE})


class Kind(StrEnum):
    """What is handed over."""

    VILLAGE_REPORT = "village_report"
    REFERRAL = "referral"
    LEGAL_REPORT = "legal_report"


class LawfulBasis(StrEnum):
    """On what ground data may be shared (UU 27/2022 art. 20)."""

    CONSENT = "consent"
    LEGAL_DUTY = "legal_duty"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"


class DeclineReason(StrEnum):
    """Why a desk says no."""

    NO_CAPACITY = "no_capacity"
    WAITING_LIST = "waiting_list"
    OUTSIDE_AREA = "outside_area"
    OUTSIDE_MANDATE = "outside_mandate"
    NOT_ELIGIBLE = "not_eligible"
    REFUSED_BY_FAMILY = "refused_by_family"
    NO_CONTACT = "no_contact"
    CONFLICT = "conflict"
    OTHER_FIRST = "other_first"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    UNSAFE = "unsafe"
    OTHER = "other"


class SaidBy(StrEnum):
    """Whose no it is."""

    PROVIDER = "provider"
    CHILD = "child"
    GUARDIAN = "guardian"


class Outcome(StrEnum):
    """What came of it."""

    HELPED = "helped"
    PARTLY = "partly"
    CONTINUES = "continues"
    NO_CONTACT = "no_contact"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    MOVED = "moved"
    NOT_WANTED = "not_wanted"
    HANDED_OVER = "handed_over"
    SAFE_HOUSE = "safe_house"
    DIED = "died"
    OTHER = "other"


class Helped(StrEnum):
    """What the child says of it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Referral(db.Base, Lifecycle):
    """One child's need handed from one unit's desk to another's."""

    __tablename__ = "referral"
    STEPS: ClassVar[Mapping[StrEnum, tuple[frozenset[StrEnum], StrEnum]]] = {
        Step.SEND: (frozenset({S.DRAFT}), S.SENT),
        Step.ASK: (frozenset({S.SENT}), S.NEEDS_INFO),
        Step.REPLY: (frozenset({S.NEEDS_INFO}), S.SENT),
        Step.ACCEPT: (frozenset({S.SENT}), S.ACCEPTED),
        Step.DECLINE: (frozenset({S.SENT, S.NEEDS_INFO}), S.DECLINED),
        Step.START: (frozenset({S.ACCEPTED}), S.IN_SERVICE),
        Step.COMPLETE: (frozenset({S.IN_SERVICE}), S.COMPLETED),
        Step.CONFIRM: (frozenset({S.COMPLETED}), S.CONFIRMED),
        Step.RECALL: (LIVE, S.RECALLED),
    }
    __table_args__ = (
        sa.CheckConstraint("(status = 'declined') = (decline_reason IS NOT NULL)", name="declined"),
        sa.CheckConstraint("(status = 'sent') = (answer_by IS NOT NULL)", name="answer_by"),
        sa.CheckConstraint("(status = 'draft') = (sent_at IS NULL)", name="sent"),
        sa.Index(
            "ix_referral_desk",
            "to_unit_id",
            "answer_by",
            "id",
            postgresql_where=sa.text("answer_by IS NOT NULL"),
        ),
        sa.Index("ix_referral_to", "to_unit_id", "status_since"),
        sa.Index("ix_referral_from", "from_unit_id", "status_since"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), index=True)
    kind: Mapped[Kind]
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    service: Mapped[Service]
    urgency: Mapped[Urgency]
    from_unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    sender_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    to_unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    share: Mapped[int]
    """The share list as compartment bits: what acceptance opens."""
    basis: Mapped[LawfulBasis]
    consent_how: Mapped[str | None]
    consent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    claimed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    answer_left: Mapped[int | None]
    """Seconds of the answer's time that were left when the desk asked back."""
    asked: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    answered_at: Mapped[datetime | None]
    worker_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    first_service_by: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None]
    declined_by: Mapped[SaidBy | None]
    outcome: Mapped[Outcome | None]
    helped: Mapped[Helped | None]
    from_unit: Mapped[Any] = relationship("Unit", foreign_keys=[from_unit_id], lazy="raise")
    to_unit: Mapped[Any] = relationship("Unit", foreign_keys=[to_unit_id], lazy="raise")

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who sees the case's referrals, and who holds a grant on this very one."""
        case = sa.table("case_file", sa.column("id"), sa.column("district_code"))
        district = (
            sa.select(case.c.district_code).where(case.c.id == cls.case_id).scalar_subquery()
        )
        return granted(
            cls.case_id, actor, Compartment.REFERRALS, basis_id=cls.id, district=district
        )


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
        g = AccessGrant.__table__
        live = (
            sa.select(sa.literal(1))
            .select_from(g)
            .where(
                g.c.case_id == cls.case_id,
                g.c.basis_id == cls.referral_id,
                g.c.basis.in_([int(Basis.PREVIEW), int(Basis.REFERRAL), int(Basis.INTAKE_CLAIM)]),
                g.c.until > db.now(),
                (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
            )
            .correlate_except(g)
            .exists()
        )
        return granted(cls.case_id, actor, Compartment.REFERRALS) | (
            live & granted(cls.case_id, actor, Compartment.NONE, basis_id=cls.referral_id)
        )


class ReferralEvent(db.Base):
    """One move of a referral, append-only; ``proxy`` where the sender wrote down a desk's answer."""

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

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the referral."""
        return granted(cls.case_id, actor, Compartment.REFERRALS, basis_id=cls.referral_id)


class TextKind(StrEnum):
    """Which words these are."""

    SUMMARY = "summary"
    """The safe summary of at most 300 characters, part of the preview."""
    REASON = "reason"
    """Why, safety details, safe contact: after acceptance."""
    QUESTION = "question"
    REPLY = "reply"
    DECLINE = "decline"
    SERVICE = "service"
    OUTCOME = "outcome"
    CONFIRM = "confirm"
    RECALL = "recall"
    PROXY = "proxy"
    """Who answered for the desk by letter or phone."""


class ReferralText(Sealed, db.Base):
    """Words on a referral, sealed under the referral's own key."""

    __tablename__ = "referral_text"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    referral_id: Mapped[UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"))
    kind: Mapped[TextKind]
    at: Mapped[datetime]
    by_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))

    def key_id(self) -> UUID:
        """The referral's."""
        return self.referral_id

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """With the referral; its reason only once accepted."""
        party = granted(cls.case_id, actor, Compartment.REFERRALS, basis_id=cls.referral_id)
        accepted = granted(cls.case_id, actor, Compartment.IDENTITY | Compartment.STORY)
        return party & ((cls.kind != TextKind.REASON) | accepted)
