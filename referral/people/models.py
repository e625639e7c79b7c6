"""Facts of people: the account, its credentials apart, its sessions."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from referral import db, vault
from referral.policy import Role


class Person(db.Base):
    """Someone who signs in: one role, one unit, a mandate that may end."""

    __tablename__ = "person"
    __table_args__ = (sa.Index("ix_person_unit_role", "unit_id", "role"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role]
    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"))
    supervisor_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    language: Mapped[str] = mapped_column(default="id")
    active: Mapped[bool] = mapped_column(default=True)
    demo: Mapped[bool] = mapped_column(default=False)
    mandate_until: Mapped[date | None]
    mail_on: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[bytes | None]
    unit: Mapped[Any] = relationship("Unit", lazy="raise")

    def address(self) -> str | None:
        """The e-mail address, unsealed at the moment of sending."""
        if self.contact is None:
            return None
        mail: str | None = vault.unseal_person(self.id, "contact", self.contact).get("mail")
        return mail

    def write_to(self, mail: str) -> None:
        """Seal an e-mail address and switch mail on."""
        self.contact = vault.seal_person(self.id, "contact", {"mail": mail})
        self.mail_on = True


GUESSES, OWN_GUESSES, SPOKEN_GUESSES = 100, 10, 5


def token_hash(token: str) -> bytes:
    """How a session, device or invitation token stands in the database."""
    return sha256(token.encode()).digest()


class Guessed:
    """Mixin: wrong guesses in a row."""

    failures: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    failed_at: Mapped[datetime | None]

    def guess_failed(self) -> None:
        """One more wrong guess."""
        self.failures, self.failed_at = min(self.failures + 1, 1000), db.now()

    def guess_withdrawn(self) -> None:
        """The last guess was none."""
        self.failures, self.failed_at = max(self.failures - 1, 0), None

    def guessed_right(self) -> None:
        """The row of wrong guesses ends."""
        self.failures, self.failed_at = 0, None


class Credential(Guessed, db.Base):
    """What proves a person; the guesses are those from browsers it does not know."""

    __tablename__ = "credential"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str | None]
    totp: Mapped[bytes | None]
    totp_step: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    """The last 30-second step used: a code works once."""
    changed_at: Mapped[datetime]

    def admits(self) -> bool:
        """Whether one more guess counts now: after 1, 2, 4 … 60 seconds, a hundred times."""
        if self.failed_at is None:
            return True
        wait = timedelta(seconds=min(2 ** (self.failures - 1), 60))
        return self.failures < GUESSES and self.failed_at + wait <= db.now()


class SignIn(db.Base):
    """A server-side session, known by the hash of its token."""

    __tablename__ = "session"
    __table_args__ = (sa.Index("ix_session_person", "person_id"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime]
    seen_at: Mapped[datetime]
    until: Mapped[datetime]


class Device(Guessed, db.Base):
    """A browser that this person has signed in with: others' guesses do not make it wait."""

    __tablename__ = "device"
    __table_args__ = (sa.Index("ix_device_person", "person_id"),)

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    since: Mapped[datetime]

    def admits(self) -> bool:
        """Whether one more guess counts now: ten wrong ones an hour."""
        if self.failed_at is not None and self.failed_at + timedelta(hours=1) <= db.now():
            self.guessed_right()
        return self.failures < OWN_GUESSES


class Invitation(db.Base):
    """A single-use way in for an account, known by the hash of its token; its code is spoken."""

    __tablename__ = "invitation"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    """Wrong spoken codes: the fifth ends the invitation."""

    def is_open(self) -> bool:
        """Whether it still lets somebody in."""
        return self.used_at is None and self.until > db.now() and self.failures < SPOKEN_GUESSES


class ReadAlert(db.Base):
    """Somebody opened many children's identities in an hour; a head may lift the stop for a day."""

    __tablename__ = "read_alert"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "hour"),
        sa.CheckConstraint("lifted_by_id <> person_id", name="other_person"),
        sa.CheckConstraint(
            "num_nonnulls(lifted_at, lifted_until, lifted_by_id, words) IN (0, 4)", name="lift"
        ),
        sa.CheckConstraint("lifted_until <= lifted_at + interval '24 hours'", name="day"),
        sa.Index("ix_read_alert_at", "at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    hour: Mapped[datetime]
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_until: Mapped[datetime | None]
    lifted_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    words: Mapped[bytes | None]

    def lift(self, words: str, *, by: UUID) -> None:
        """For a day, with the reason sealed."""
        self.lifted_at, self.lifted_until = db.now(), db.now() + timedelta(days=1)
        self.lifted_by_id = by
        self.words = vault.seal_person(self.person_id, self.__tablename__, {"words": words})

    def said(self) -> str:
        """The reason in clear."""
        if self.words is None:
            return ""
        doc = vault.unseal_person(self.person_id, self.__tablename__, self.words)
        return str(doc["words"])
