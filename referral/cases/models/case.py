"""The shell of a case, that runs the work and names nobody; and the incident it belongs to."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.cases.models.codes import AgeBand, Channel, Sex, Status, Step
from referral.lifecycle import Lifecycle
from referral.policy import Actor, Compartment, Watched, granted
from referral.reminders.clocks import on_wall

WEDDING_NEAR = timedelta(days=14)


def high_from(wedding_on: date) -> datetime:
    """When a wedding on that day makes the risk High."""
    return on_wall(wedding_on - WEDDING_NEAR, time())


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
        sa.Index("ix_case_file_high", "high_at", postgresql_where=sa.text("high_at IS NOT NULL")),
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
        *(
            sa.Index(
                f"ix_case_file_ended_{name}",
                column,
                "closed_at",
                "id",
                postgresql_where=sa.text("closed_at IS NOT NULL"),
            )
            for name, column in (("unit", "unit_id"), ("district", "district_code"))
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    number: Mapped[str] = mapped_column(unique=True)
    status: Mapped[Status] = mapped_column(default=Status.DRAFT)
    risk: Mapped[int] = mapped_column(sa.SmallInteger)
    risk_confirmed_at: Mapped[datetime | None]
    district_code: Mapped[str] = mapped_column(sa.Text(collation="C"), sa.ForeignKey("area.code"))
    area_code: Mapped[str] = mapped_column(sa.Text(collation="C"), sa.ForeignKey("area.code"))
    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    manager_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    legal_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    """A colleague who accompanies it at law, and is reminded of that beside the manager."""
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
    high_at: Mapped[datetime | None]
    """When an armed rule makes the risk High: 00.00 WITA of the day 14 days before a wedding.

    A closed case keeps it, and the rule acts where the case begins again."""
    closed_at: Mapped[datetime | None]
    closing_reason: Mapped[str | None]
    provinces_at: Mapped[datetime | None]
    """When help across provinces was asked for."""
    above_at: Mapped[datetime | None]
    """Since when it lies above the district, for an official is feared: the district's supervisors
    do not see it; None also where the province has opened it to them."""
    simfoni_number: Mapped[str | None]
    """Its number in the national register, which every service step is entered into."""
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
        return granted(
            cls.id, actor, Compartment.SHELL, watched=Watched(cls.district_code, cls.above_at)
        )


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
