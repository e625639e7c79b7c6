"""Entries: who did or opened what, each with its own MAC; and what later vouches for them."""

import hmac
from base64 import b64decode
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Mapped, mapped_column

from referral import db

AN_HOUR = timedelta(hours=1)
_keys: dict[str, bytes] = {}


class By(Protocol):
    """Who acts: anything with a person's and a unit's id."""

    @property
    def id(self) -> UUID: ...
    @property
    def unit_id(self) -> UUID: ...


class AuditEntry(db.Base):
    """Who did or opened what; ids only. The sealer adds place and chain within a second."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_unsealed", "id", postgresql_where=sa.text("place IS NULL")),
        sa.Index("ix_audit_entry_case", "case_id", "id"),
        sa.Index("ix_audit_entry_at", "at", "id"),
        sa.Index("ix_audit_entry_person", "person_id", "at"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    act: Mapped[str]
    about_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    compartments: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None]
    digests: Mapped[str | None]
    mac: Mapped[bytes]
    place: Mapped[int | None] = mapped_column(sa.BigInteger, unique=True)
    chain: Mapped[bytes | None]


class AuditCheckpoint(db.Base):
    """Signed: so many rows were chained, and this was the head of the chain."""

    __tablename__ = "audit_checkpoint"

    rows: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True, autoincrement=False)
    head: Mapped[bytes]
    at: Mapped[datetime]
    signature: Mapped[bytes]


class AuditCheck(db.Base):
    """What a nightly verification found; ``bad`` is empty where all is as it was written."""

    __tablename__ = "audit_check"

    at: Mapped[datetime] = mapped_column(primary_key=True)
    rows: Mapped[int] = mapped_column(sa.BigInteger)
    bad: Mapped[str]


def install(keys: Mapping[str, Any]) -> None:
    """Take the audit's two roots of the parsed key file."""
    for root in ("audit", "checkpoint"):
        _keys[root] = b64decode(keys[root])


def signer() -> Ed25519PrivateKey:
    """Who signs checkpoints."""
    return Ed25519PrivateKey.from_private_bytes(_keys["checkpoint"])


def pseudonyms() -> bytes:
    """What turns a person's id into a name that only says: the same one again."""
    return hmac.digest(_keys["audit"], b"pseudonyms", "sha256")


def sealed(label: str, row_id: UUID, blob: bytes) -> None:
    """The next entry of this transaction tells by its digest what a cell holds from now on."""
    told = db.session.info.setdefault("digests", {})
    told[f"{label}:{row_id}"] = sha256(blob).hexdigest()[:32]


def write(
    act: str,
    *,
    by: By | None,
    about: object = None,
    compartments: int = 0,
    note: str | None = None,
) -> None:
    """Add one entry to the running transaction; ``note`` is a code, never words about a child."""
    row = _row(act, by, about, compartments, note)
    db.session.execute(sa.insert(AuditEntry).inline(), row)


_WRITE_COUNTING = sa.text("""
    WITH put AS (
        INSERT INTO audit_entry
            (at, person_id, unit_id, act, about_id, case_id, compartments, note, digests, mac)
        VALUES (:at, :person_id, :unit_id, :act, :about_id, :case_id, :compartments, :note,
            :digests, :mac))
    SELECT count(DISTINCT case_id) FROM audit_entry
    WHERE person_id = :person_id AND at > :since AND compartments & :bit <> 0
        AND case_id <> :case_id""")


def write_counting(act: str, *, by: By, about: object, compartments: int, bit: int) -> int:
    """The same; of how many cases this person has opened that part in an hour, with this one.

    One statement, and one range of an index.
    """
    row = _row(act, by, about, compartments, None)
    facts = {**row, "since": row["at"] - AN_HOUR, "bit": int(bit)}
    return 1 + int(db.session.scalar(_WRITE_COUNTING, facts) or 0)


def _row(act: str, by: By | None, about: object, parts: int, note: str | None) -> dict[str, Any]:
    row = {
        "at": db.now(),
        "person_id": by.id if by else None,
        "unit_id": by.unit_id if by else None,
        "act": act,
        "about_id": id_of(about),
        "case_id": getattr(about, "case_id", None),
        "compartments": int(parts),
        "note": note,
        "digests": _digests(),
    }
    return {**row, "mac": mac_of(body_of(row.values()))}


def _digests() -> str | None:
    told = db.session.info.pop("digests", {})
    return " ".join(f"{cell}={digest}" for cell, digest in told.items()) or None


def id_of(about: object) -> UUID | None:
    """What an entry is about."""
    ids = (getattr(about, "id", None), getattr(about, "case_id", None))
    return next((found for found in ids if isinstance(found, UUID)), None)


def body_of(fields: Iterable[Any]) -> str:
    """What the MAC stands for: an entry's fields as text; ``BODY`` is the same in the database."""
    at, *others = fields
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return SEPARATOR.join([moment, *map(str, others)])


SEPARATOR = "\x1f"
_E = AuditEntry.__table__.c
BODY = sa.func.concat_ws(
    SEPARATOR,
    sa.func.to_char(sa.func.timezone("UTC", _E.at), 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
    *(
        sa.func.coalesce(sa.cast(column, sa.Text), "None")
        for column in (
            _E.person_id, _E.unit_id, _E.act, _E.about_id, _E.case_id, _E.compartments, _E.note,
            _E.digests,
        )
    ),
)  # fmt: skip


def mac_of(body: str) -> bytes:
    """The MAC of an entry."""
    return hmac.digest(_keys["audit"], body.encode(), "sha256")


def link(chain: bytes, place: int, mac: bytes) -> bytes:
    """The next head of the chain."""
    return hmac.digest(_keys["audit"], chain + place.to_bytes(8, "big") + mac, "sha256")
