"""Facts of the directory: where, which agency, which unit, which desk, who is on duty."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from referral import db
from referral.policy import AgencyKind


class Service(StrEnum):
    """What an agency offers a child; local detail codes of domain.md 3.7."""

    COMPLAINT = "complaint"
    POLICE_REPORT = "police_report"
    PROTECTION = "protection"
    TREATMENT = "treatment"
    FORENSIC_EXAM = "forensic_exam"
    COUNSELLING = "counselling"
    SOCIAL_CARE = "social_care"
    SHELTER = "shelter"
    SOCIAL_AID = "social_aid"
    SCHOOLING = "schooling"
    LEGAL_AID = "legal_aid"
    FAMILY_COUNSELLING = "family_counselling"
    DOCUMENTS = "documents"
    MARRIAGE = "marriage"
    """Refusing or hearing the marriage of a child."""
    WITNESS_PROTECTION = "witness_protection"
    RESTITUTION = "restitution"
    TAKEDOWN = "takedown"
    CARE_HOME = "care_home"
    MEDIATION = "mediation"


class Way(StrEnum):
    """How one kind of agency hands a child's need to another."""

    REFER = "R"
    LEGAL = "L"
    """As a legal report or letter: it is not taken back."""
    CONSULT = "C"
    """They may only be asked for advice."""
    NONE = "-"


class Area(db.Base):
    """One area by its Kemendagri code: province, district, subdistrict or village."""

    __tablename__ = "area"
    __table_args__ = (
        sa.Index("ix_area_level_folded", "level", "folded"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name="level"),
    )

    code: Mapped[str] = mapped_column(sa.Text(collation="C"), primary_key=True)
    name: Mapped[str]
    level: Mapped[int] = mapped_column(sa.SmallInteger)
    path: Mapped[str]
    """The name with its parents, as a person reads it: 'Mallari, Kec. Awangpone, Kab. Bone'."""
    folded: Mapped[str]
    """Name and aliases folded for search: lower case, no marks, no apostrophes."""


class Agency(db.Base):
    """An organisation."""

    __tablename__ = "agency"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AgencyKind]
    name: Mapped[str]


class Unit(db.Base):
    """A team of an agency; its desk receives what is addressed to it."""

    __tablename__ = "unit"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[AgencyKind]
    name: Mapped[str]
    neutral_name: Mapped[str]
    """What a shared phone may show."""
    district_code: Mapped[str | None] = mapped_column(
        sa.Text(collation="C"), sa.ForeignKey("area.code")
    )
    desk: Mapped["Desk"] = relationship(back_populates="unit", uselist=False, lazy="raise")


class AreaServed(db.Base):
    """A unit answers for this area and all below it."""

    __tablename__ = "area_served"

    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    area_code: Mapped[str] = mapped_column(
        sa.Text(collation="C"), sa.ForeignKey("area.code"), primary_key=True
    )


class ServiceOffered(db.Base):
    """A unit offers this service."""

    __tablename__ = "service_offered"

    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    service: Mapped[Service] = mapped_column(primary_key=True)


class Condition(StrEnum):
    """What must be so for a way to be open; checked at sending."""

    EMERGENCY = "emergency"
    """The hand-over is darurat."""
    DANGER = "danger"
    """It is darurat, or the risk is high."""
    LOW_RISK = "low_risk"
    OTHER_DISTRICT = "other_district"
    """The desk is of another kabupaten or kota than the sender."""
    POLICE_REQUEST = "police_request"


class Route(db.Base):
    """Who may hand over to whom since that day (domain.md 1.3); a newer row takes over."""

    __tablename__ = "referral_route"

    from_kind: Mapped[str] = mapped_column(primary_key=True)
    to_kind: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    """Empty: every service that has no row of its own."""
    since: Mapped[date] = mapped_column(primary_key=True)
    way: Mapped[Way]
    when: Mapped[Condition | None]
    needs: Mapped[str]
    """What nobody can check, or by which other way, in words."""


class Desk(db.Base):
    """A unit on duty: the address of every hand-over, with a phone and a deputy."""

    __tablename__ = "desk"

    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    name: Mapped[str]
    phone: Mapped[str]
    deputy_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    approves: Mapped[bool] = mapped_column(default=False)
    """Its head looks at what the unit sends before it goes out."""
    unit: Mapped[Unit] = relationship(back_populates="desk", lazy="raise")

    @property
    def number(self) -> str:
        """The phone as people write it here: ``0411-555-0101`` for ``+624115550101``."""
        own = "0" + self.phone.removeprefix("+62")
        return f"{own[:4]}-{own[4:-4]}-{own[-4:]}" if self.phone[:3] == "+62" else self.phone


class Duty(db.Base):
    """A turn of the rota: this person answers for the unit's desk from then until then."""

    __tablename__ = "duty"
    __table_args__ = (
        sa.Index("ix_duty_unit", "unit_id", "until"),
        sa.CheckConstraint("since < until", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]


class Absence(db.Base):
    """A person is away until then; reminders go to the stand-in, else to the desk's deputy."""

    __tablename__ = "absence"
    __table_args__ = (
        sa.Index("ix_absence_person", "person_id", "until"),
        sa.CheckConstraint("since < until", name="order"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    stand_in_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))


class Holiday(db.Base):
    """A day on which offices are closed, from the yearly joint decree."""

    __tablename__ = "holiday"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str]
    name: Mapped[str]
    provisional: Mapped[bool] = mapped_column(default=False)


class Leave(db.Base):
    """A day on which one unit's office is closed beside the decreed ones."""

    __tablename__ = "unit_leave"
    __table_args__ = (sa.UniqueConstraint("unit_id", "day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    day: Mapped[date]
    name: Mapped[str]


class CalendarChange(db.Base):
    """Working days of a unit, or of all, became others: open promises are to be counted anew."""

    __tablename__ = "calendar_change"

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    unit_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("unit.id"))
    at: Mapped[datetime]
    after_id: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """Promises up to this one are counted already."""
    settled_at: Mapped[datetime | None]
