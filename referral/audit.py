"""Audit: one fact, one transaction, one entry; and the receipt that makes repeats harmless."""

import functools
import hmac
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.errors import Refused, Repeated

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
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    unit_id: Mapped[UUID | None]
    act: Mapped[str]
    about_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    compartments: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None]
    mac: Mapped[bytes]
    place: Mapped[int | None] = mapped_column(sa.BigInteger, unique=True)
    chain: Mapped[bytes | None]


class FormReceipt(db.Base):
    """One rendered form's one effect: the key it carried and the record it made."""

    __tablename__ = "form_receipt"

    key: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID | None]
    digest: Mapped[bytes]
    about_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(index=True)


def install(keys: Mapping[str, Any]) -> None:
    """Take the audit root of the parsed key file."""
    _keys["audit"] = b64decode(keys["audit"])


_SEAL = sa.text("UPDATE audit_entry SET place = :place, chain = :chain WHERE id = :entry")
P = ParamSpec("P")
R = TypeVar("R")


def action(act: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Wrap a domain verb: one transaction and one audit entry; an error undoes all.

    The verb takes ``by=`` (who acts; None for the system) and returns the record it is about.
    Actions that call actions join the outermost transaction. Raises ``Repeated`` where the form
    being answered had its effect already.
    """

    def wrap(verb: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(verb)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: By | None = kwargs.get("by")  # type: ignore[assignment]
            with db.transaction() as outermost:
                form = _claim_form(by) if outermost else None
                record = verb(*args, **kwargs)
                db.session.flush()
                write(act, by=by, about=record)
                if form is not None:
                    _settle_form(form, record)
            return record

        return run

    return wrap


def write(
    act: str,
    *,
    by: By | None,
    about: object = None,
    compartments: int = 0,
    note: str | None = None,
) -> None:
    """Add one entry to the running transaction; ``note`` is a code, never words about a child."""
    row = {
        "at": db.now(),
        "person_id": by.id if by else None,
        "unit_id": by.unit_id if by else None,
        "act": act,
        "about_id": _id_of(about),
        "case_id": getattr(about, "case_id", None),
        "compartments": int(compartments),
        "note": note,
    }
    row["mac"] = _mac(row)
    db.session.execute(sa.insert(AuditEntry).inline(), row)


def seal(limit: int = 1000) -> int:
    """Give unsealed entries their place and chain them to the last; how many were sealed.

    One sealer at a time; a second one finds the lock taken and seals nothing.
    """
    with db.transaction():
        if not db.session.scalar(sa.text("SELECT pg_try_advisory_xact_lock(7315)")):
            return 0
        last = db.session.execute(
            sa.select(AuditEntry.place, AuditEntry.chain)
            .where(AuditEntry.place.is_not(None))
            .order_by(AuditEntry.place.desc())
            .limit(1)
        ).first()
        place, chain = (last.place, last.chain) if last else (0, b"")
        sealed = []
        for entry in _unsealed(limit):
            place += 1
            chain = _link(chain, place, entry.mac)
            sealed.append({"entry": entry.id, "place": place, "chain": chain})
        if sealed:
            db.session.connection().execute(_SEAL, sealed)
    return len(sealed)


def _unsealed(limit: int) -> Sequence[Any]:
    return db.session.execute(
        sa.select(AuditEntry.id, AuditEntry.mac)
        .where(AuditEntry.place.is_(None))
        .order_by(AuditEntry.id)
        .limit(limit)
    ).all()


def verify() -> tuple[int, int | None]:
    """Check every entry and the chain: how many rows, and the id of the first bad one or None."""
    table = AuditEntry.__table__
    query = sa.select(table).order_by(table.c.place.asc().nulls_last(), table.c.id)
    count, chain = 0, b""
    with db.session.execute(query, execution_options={"yield_per": 5000}) as rows:
        for row in rows.mappings():
            count += 1
            sound = hmac.compare_digest(_mac(row), row["mac"])
            if row["place"] is not None:
                chain = _link(chain, count, row["mac"])
                sound = sound and row["place"] == count and chain == row["chain"]
            if not sound:
                return count, row["id"]
    return count, None


def _id_of(about: object) -> UUID | None:
    ids = (getattr(about, "id", None), getattr(about, "case_id", None))
    return next((found for found in ids if isinstance(found, UUID)), None)


def _mac(row: Mapping[Any, Any]) -> bytes:
    names = ("person_id", "unit_id", "act", "about_id", "case_id", "compartments", "note")
    body = "\x1f".join([row["at"].astimezone(UTC).isoformat(), *(str(row[name]) for name in names)])
    return hmac.digest(_keys["audit"], body.encode(), "sha256")


def _link(chain: bytes | None, place: int, mac: bytes) -> bytes:
    return hmac.digest(_keys["audit"], (chain or b"") + place.to_bytes(8, "big") + mac, "sha256")


def answering(key: UUID, digest: bytes) -> None:
    """The request answers a rendered form with this key; its body has this digest."""
    db.session.info["form"] = (key, digest)


def _claim_form(by: By | None) -> UUID | None:
    """Take the form's key for this transaction; a parallel repeat waits here for the first."""
    form = db.session.info.pop("form", None)
    if form is None:
        return None
    key, digest = form
    row = {"key": key, "person_id": by.id if by else None, "digest": digest, "at": db.now()}
    taken = db.session.execute(
        pg.insert(FormReceipt).values(row).on_conflict_do_nothing().returning(FormReceipt.key)
    ).first()
    if taken is None:
        first = db.session.execute(
            sa.select(FormReceipt.digest, FormReceipt.about_id).where(FormReceipt.key == key)
        ).one_or_none()
        if first is None or first.digest != digest:
            raise Refused("form.used")
        raise Repeated(first.about_id)
    return key


def _settle_form(key: UUID, record: object) -> None:
    db.session.execute(
        sa.update(FormReceipt)
        .where(FormReceipt.key == key)
        .values(about_id=_id_of(record))
        .execution_options(synchronize_session=False)
    )
