"""The referral: parties, need, times, law, the share list; and its one table of steps."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.directory.models import Service
from referral.errors import Refused
from referral.lifecycle import Lifecycle
from referral.policy import Actor, Compartment, granted
from referral.referrals.models.codes import (
    LIVE,
    SHARED,
    TRANSFER_STEPS,
    VILLAGE_STEPS,
    ConsentHow,
    DeclineReason,
    FailReason,
    Helped,
    Kind,
    LawfulBasis,
    Outcome,
    S,
    SaidBy,
    Status,
    Step,
)
from referral.reminders.clocks import Clock
from referral.reminders.limits import Urgency
from referral.reminders.models import watched_with

NEVER: dict[StrEnum, str] = {
    Step.RECALL: "referral.no_recall",
    Step.WAITLIST: "waitlist.darurat",
}
"""What is said where a hand-over never knows the step."""

SOON = timedelta(days=14)
"""So long before a consent ends its sender is told on the referral's page."""


class Referral(db.Base, Lifecycle):
    """One child's need handed from one unit's desk to another's."""

    __tablename__ = "referral"
    STEPS: ClassVar[Mapping[StrEnum, tuple[frozenset[StrEnum], StrEnum]]] = {
        Step.SEND: (frozenset({S.DRAFT}), S.SENT),
        Step.ASK: (frozenset({S.SENT}), S.NEEDS_INFO),
        Step.REPLY: (frozenset({S.NEEDS_INFO}), S.SENT),
        Step.ACCEPT: (frozenset({S.SENT, S.WAITLISTED}), S.ACCEPTED),
        Step.WAITLIST: (frozenset({S.SENT}), S.WAITLISTED),
        Step.DECLINE: (frozenset({S.SENT, S.NEEDS_INFO, S.WAITLISTED}), S.DECLINED),
        Step.FORWARD: (frozenset({S.SENT, S.NEEDS_INFO, S.WAITLISTED}), S.FORWARDED),
        Step.START: (frozenset({S.ACCEPTED}), S.IN_SERVICE),
        Step.COMPLETE: (frozenset({S.IN_SERVICE}), S.COMPLETED),
        Step.FAIL: (frozenset({S.ACCEPTED, S.IN_SERVICE}), S.FAILED),
        Step.CONFIRM: (frozenset({S.COMPLETED}), S.CONFIRMED),
        Step.REOPEN: (frozenset({S.COMPLETED}), S.IN_SERVICE),
        Step.RECALL: (LIVE, S.RECALLED),
        Step.VOID: (frozenset(S) - {S.CONFIRMED, S.VOID}, S.VOID),
    }
    __table_args__ = (
        sa.CheckConstraint("status <> 'declined' OR decline_reason IS NOT NULL", name="declined"),
        sa.CheckConstraint(
            "sent_at IS NULL OR (basis = 'consent') = (consent_id IS NOT NULL)", name="consent"
        ),
        sa.CheckConstraint("status <> 'failed' OR fail_reason IS NOT NULL", name="failed"),
        sa.CheckConstraint("status <> 'waitlisted' OR expected_at IS NOT NULL", name="waitlisted"),
        sa.CheckConstraint("(status = 'sent') = (answer_by IS NOT NULL)", name="answer_by"),
        sa.CheckConstraint(
            "CASE WHEN status = 'draft' THEN sent_at IS NULL"
            " ELSE sent_at IS NOT NULL OR status IN ('recalled', 'void') END",
            name="sent",
        ),
        sa.Index(
            "ix_referral_desk",
            "to_unit_id",
            "answer_by",
            "id",
            postgresql_where=sa.text("answer_by IS NOT NULL"),
        ),
        sa.Index(
            "ix_referral_parent", "parent_id", postgresql_where=sa.text("parent_id IS NOT NULL")
        ),
        sa.Index("ix_referral_first", "first_id", postgresql_where=sa.text("first_id IS NOT NULL")),
        sa.Index("ix_referral_to", "to_unit_id", "status_since"),
        sa.Index("ix_referral_from", "from_unit_id", "status_since"),
        sa.Index(
            "ix_referral_waiting",
            "from_unit_id",
            "status_since",
            postgresql_where=sa.text("status IN ('sent', 'needs_info', 'waitlisted')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    parent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))
    """The one that was forwarded as this one."""
    first_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("referral.id"))
    """The one that the sender wrote, before all forwarding: its reason opens with this one."""
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
    consent_how: Mapped[ConsentHow | None]
    consent_contact: Mapped[bool | None]
    """Whether the desk may reach the child itself; None where no consent was asked."""
    consent_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("consent.id"))
    consent_until: Mapped[datetime | None]
    """Until when what is shared may be seen, where it rests on consent."""
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    claimed_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None]
    answer_by: Mapped[datetime | None]
    """While the desk owes an answer; far away where no clock runs for it."""
    asked: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    paused: Mapped[timedelta] = mapped_column(default=timedelta(0))
    """How long the desk's questions have stopped the answer's clock."""
    answered_at: Mapped[datetime | None]
    expected_at: Mapped[datetime | None]
    """When the waiting list is expected to have a place."""
    held_until: Mapped[datetime | None]
    """The desk waits until then, with a reason."""
    worker_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    first_service_amount: Mapped[int | None] = mapped_column(sa.SmallInteger)
    first_service_clock: Mapped[Clock | None]
    """From acceptance, as the limits say of this child's risk, which the desk does not see."""
    first_service_by: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    decline_reason: Mapped[DeclineReason | None]
    declined_by: Mapped[SaidBy | None]
    fail_reason: Mapped[FailReason | None]
    outcome: Mapped[Outcome | None]
    helped: Mapped[Helped | None]

    @property
    def moves_the_case(self) -> bool:
        """Whether accepting it makes the receiving unit the owner of the case."""
        return self.kind in (Kind.VILLAGE_REPORT, Kind.TRANSFER)

    @property
    def within(self) -> bool:
        """Whether one asks a colleague of one's own unit, as its psychologist or lawyer."""
        return self.kind is Kind.REFERRAL and self.from_unit_id == self.to_unit_id

    @property
    def limited_to(self) -> datetime | None:
        """Until when the desk owes an answer; None where it owes none, or no clock runs."""
        return None if self.answer_by == db.FAR else self.answer_by

    @property
    def lapsed(self) -> bool:
        """Its consent ran out while the desk serves, which sees no more until it is renewed."""
        until = self.consent_until
        return self.status in SHARED and until is not None and until <= db.now()

    @property
    def lapses_soon(self) -> bool:
        """Its consent runs out within two weeks, and the desk still sees what it needs."""
        until, now = self.consent_until, db.now()
        return self.status in SHARED and until is not None and now < until <= now + SOON

    @property
    def recallable(self) -> bool:
        """What the law obliges to tell is not taken back; it can only be marked a mistake."""
        if self.kind is Kind.TRANSFER or self.sent_at is None:
            return True
        if self.kind is Kind.LEGAL_REPORT:  # a letter that rests on consent ends with it
            return self.basis is LawfulBasis.CONSENT and self.service is not Service.POLICE_REPORT
        return self.kind is Kind.REFERRAL and self.basis is not LawfulBasis.LEGAL_DUTY

    def open_steps(self) -> list[StrEnum]:
        """Those of the table that this kind of hand-over knows."""
        return [step for step in super().open_steps() if self.knows(step)]

    def take(self, step: StrEnum) -> None:
        """Move; raises ``Refused`` for a step that is not open, or never is for this kind."""
        if not self.knows(step):
            raise Refused(NEVER.get(step, "step.not_open"), step=step.value)
        super().take(step)

    def knows(self, step: StrEnum) -> bool:
        """Whether this kind of hand-over has the step at all."""
        if self.kind is Kind.VILLAGE_REPORT:
            return step in VILLAGE_STEPS
        if self.kind is Kind.TRANSFER:
            passed = self.status is Status.ACCEPTED
            return step in TRANSFER_STEPS and not (step in (Step.RECALL, Step.VOID) and passed)
        if step is Step.WAITLIST:
            return self.urgency is not Urgency.DARURAT
        return step is not Step.RECALL or self.recallable

    @classmethod
    def visible_to(cls, actor: Actor) -> sa.ColumnElement[bool]:
        """Who sees the case's referrals, and who holds a grant on this very one.

        What was never sent only the unit that wrote it.
        """
        seen = granted(
            cls.case_id,
            actor,
            Compartment.REFERRALS,
            basis_id=cls.id,
            watched=watched_with(cls, actor),
        )
        return seen & (cls.sent_at.is_not(None) | (cls.from_unit_id == actor.unit_id))
