"""The chain: sealing entries, signing how far it has come, and finding any later change."""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import sqlalchemy as sa
from cryptography.exceptions import InvalidSignature

from referral import db
from referral.audit.entries import (
    BODY,
    AuditCheck,
    AuditCheckpoint,
    AuditEntry,
    link,
    mac_of,
    signer,
)

EVERY, AT_LEAST = 1000, timedelta(minutes=5)
"""After so many rows, or so much time, where something was chained: a signed checkpoint."""
TWO_WITA = timedelta(hours=18)
"""When a night's verification begins, as a time of the UTC day."""
E, CHECKPOINT = AuditEntry.__table__, AuditCheckpoint.__table__
_SEAL = sa.text("UPDATE audit_entry SET place = :place, chain = :chain WHERE id = :entry")


class Head(NamedTuple):
    """How many rows are chained, and the last link; ``ROWS:HEAD`` to be kept elsewhere."""

    rows: int = 0
    link: bytes = b""

    def __str__(self) -> str:
        return f"{self.rows}:{self.link.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Raises ValueError where it is none."""
        rows, _colon, head = text.partition(":")
        return cls(int(rows), bytes.fromhex(head))


BEGINNING = Head()


@dataclass(frozen=True)
class Verdict:
    """What a verification read, how far the chain reaches, and the first bad row, if any."""

    rows: int
    head: Head
    bad: str = ""


def seal(limit: int = EVERY) -> int:
    """Give unsealed entries their place and chain them to the last; how many were sealed.

    One sealer at a time; a second one finds the lock taken and seals nothing.
    """
    with db.transaction():
        if not db.session.scalar(sa.text("SELECT pg_try_advisory_xact_lock(7315)")):
            return 0
        newest = sa.select(E.c.place, E.c.chain).where(E.c.place.is_not(None))
        last = db.session.execute(newest.order_by(E.c.place.desc()).limit(1)).first()
        head = Head(*last) if last else BEGINNING
        sealed = []
        for entry in _unsealed(limit):
            head = Head(head.rows + 1, link(head.link, head.rows + 1, entry.mac))
            sealed.append({"entry": entry.id, "place": head.rows, "chain": head.link})
        if sealed:
            db.session.connection().execute(_SEAL, sealed)
        _sign(head)
    return len(sealed)


def _unsealed(limit: int) -> Sequence[Any]:
    waiting = sa.select(E.c.id, E.c.mac).where(E.c.place.is_(None))
    return db.session.execute(waiting.order_by(E.c.id).limit(limit)).all()


def _sign(head: Head) -> None:
    """Sign the head, where enough has been chained since the last checkpoint."""
    c, now = CHECKPOINT.c, db.now()
    newest = sa.select(c.rows, c.at).order_by(c.rows.desc()).limit(1)
    last = db.session.execute(newest).first()
    rows, at = last or (0, None)
    new = head.rows - rows
    if new >= EVERY or (new > 0 and (at is None or now - at >= AT_LEAST)):
        signature = signer().sign(_signed(head, now))
        row = {"rows": head.rows, "head": head.link, "at": now, "signature": signature}
        db.session.execute(sa.insert(AuditCheckpoint).inline(), row)


def _signed(head: Head, at: datetime) -> bytes:
    return f"sipakainge checkpoint {head} {at.timestamp():.6f}".encode()


def verify(start: Head = BEGINNING) -> Verdict:
    """Check every entry, the chain and the signed checkpoints; or only what came after a head.

    A head that was kept elsewhere also shows what whoever holds all keys has rewritten.
    """
    kept = sa.select(E.c.chain).where(E.c.place == start.rows)
    if start.rows and db.session.scalar(kept) != start.link:
        return Verdict(0, start, f"row {start.rows} of the chain is not the one kept elsewhere")
    heads, forged = _checkpoints()
    if forged:
        return Verdict(0, start, f"checkpoint {forged} does not bear this installation's signature")
    with after(start) as rows:
        return walk(rows, heads, start)


def check_nightly() -> Verdict | None:
    """Verify all once a night, from 02.00 WITA on, and keep what was found; None where it is done.

    One at a time; a second one finds the lock taken.
    """
    with db.transaction():
        if not db.session.scalar(sa.text("SELECT pg_try_advisory_xact_lock(7316)")):
            return None
        last = db.session.scalar(sa.select(sa.func.max(AuditCheck.at)))
        if last is not None and _night(last) >= _night(db.now()):
            return None
        found = verify()
        row = {"at": db.now(), "rows": found.rows, "bad": found.bad}
        db.session.execute(sa.insert(AuditCheck).inline(), row)
    return found


def _night(at: datetime) -> date:
    return (at.astimezone(UTC) - TWO_WITA).date()


def after(start: Head = BEGINNING) -> sa.Result[Any]:
    """The entries after a head, in the order of the chain, the unsealed ones last.

    Each row is its id, MAC, place and link, and the body that the MAC stands for.
    """
    query = (
        sa.select(E.c.id, E.c.mac, E.c.place, E.c.chain, BODY)
        .where(sa.or_(E.c.place > start.rows, E.c.place.is_(None)))
        .order_by(E.c.place)
    )
    return db.session.execute(query, execution_options={"yield_per": 5000})


def walk(rows: Iterable[Any], heads: Mapping[int, bytes], start: Head = BEGINNING) -> Verdict:
    """Go along such rows, and past the signed heads by their count."""
    read, place, chain, bad = 0, start.rows, start.link, ""
    for entry, mac, own_place, own_link, body in rows:
        read += 1
        if not hmac.compare_digest(mac_of(body), mac):
            bad = f"row {entry} is not what was written"
        if own_place is not None:
            if own_place != place + 1:
                bad = _missing(place + 1)
            place, chain = place + 1, link(chain, place + 1, mac)
            if not bad and (own_link != chain or heads.get(place, chain) != chain):
                bad = f"row {entry} is not where it was chained"
        if bad:
            break
    if not bad and place < max(heads, default=0):
        bad = _missing(place + 1)
    return Verdict(read, Head(place, chain), bad)


def _missing(place: int) -> str:
    return f"row {place} of the chain is missing"


def _checkpoints() -> tuple[dict[int, bytes], int]:
    """The signed heads by their count of rows, and the first whose signature is wrong, or 0."""
    key = signer().public_key()
    heads: dict[int, bytes] = {}
    for row in db.session.execute(sa.select(CHECKPOINT).order_by(CHECKPOINT.c.rows)):
        try:
            key.verify(row.signature, _signed(Head(row.rows, row.head), row.at))
        except InvalidSignature:
            return heads, row.rows
        heads[row.rows] = row.head
    return heads, 0
