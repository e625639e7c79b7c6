"""Keys and sealing: one data key per case and per referral, one blob per compartment row."""

import hmac
import json
import os
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Mapped, mapped_column

from referral import audit, db
from referral.keyfile import KeyFile

FORMAT = b"\x01"
STEP = 256
"""Plain text is padded to this many bytes: a length can name a child."""

_keys: dict[str, Any] = {}


class DataKey(db.Base):
    """The wrapped key of one case or one referral, in a schema of its own."""

    __tablename__ = "data_key"
    __table_args__ = {"schema": "keys"}

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    wrapped: Mapped[bytes]
    kek_id: Mapped[int] = mapped_column(sa.SmallInteger)


def install(file: KeyFile) -> None:
    """Take the KEK ring, its primary, and the separate roots; raises ``KeyFileError``."""
    keys = file.read()
    _keys["file"] = file
    _keys["kek"] = {int(i): b64decode(k) for i, k in keys["kek"].items()}
    _keys["primary"] = int(keys["primary"])
    for root in ("person", "index", "pepper"):
        _keys[root] = b64decode(keys[root])


def pepper() -> bytes:
    """The password pepper, never stored beside the hashes."""
    root: bytes = _keys["pepper"]
    return root


def new_key(id: UUID, case_id: UUID) -> None:
    """Make the data key of a case or referral, wrapped under the primary KEK."""
    plain, kek_id = os.urandom(32), _keys["primary"]
    wrapped = _encrypt(_keys["kek"][kek_id], plain, _aad("data_key", id, case_id))
    row = {"id": id, "case_id": case_id, "wrapped": wrapped, "kek_id": kek_id}
    db.session.execute(sa.insert(DataKey).inline(), row)
    _cache()[id] = plain


def seal(key_id: UUID, label: str, row_id: UUID, doc: Mapping[str, Any]) -> bytes:
    """Encrypt a document under a data key, bound to its table, row and key; the audit is told."""
    blob = _encrypt(_sub_key(key_id, label), _pad(doc), _aad(label, row_id, key_id))
    audit.sealed(label, row_id, blob)
    return blob


def unseal(key_id: UUID, label: str, row_id: UUID, blob: bytes) -> dict[str, Any]:
    """Decrypt; raises ``InvalidTag`` for a blob of another row, table or key."""
    return _unpad(_decrypt(_sub_key(key_id, label), blob, _aad(label, row_id, key_id)))


def seal_person(person_id: UUID, label: str, doc: Mapping[str, Any]) -> bytes:
    """Encrypt what belongs to a member of staff: address, one-time-code secret."""
    return _encrypt(_person_key(label), _pad(doc), _aad(label, person_id, person_id))


def unseal_person(person_id: UUID, label: str, blob: bytes) -> dict[str, Any]:
    """The reverse of ``seal_person``."""
    return _unpad(_decrypt(_person_key(label), blob, _aad(label, person_id, person_id)))


class Sealed:
    """Mixin: one encrypted blob in a row; opened and sealed by name, never by loading."""

    __tablename__: str
    sealed: Mapped[bytes]

    def key_id(self) -> UUID:
        """Which data key seals this row: the case's unless the model says otherwise."""
        key: UUID = self.case_id  # type: ignore[attr-defined]
        return key

    def row_id(self) -> UUID:
        """What the blob is bound to."""
        row: UUID = getattr(self, "id", None) or self.case_id  # type: ignore[attr-defined]
        return row

    def put(self, doc: Mapping[str, Any]) -> None:
        """Replace the sealed document."""
        self.sealed = seal(self.key_id(), self.__tablename__, self.row_id(), doc)

    def take_out(self) -> dict[str, Any]:
        """The document in clear; the caller has audited the reading."""
        return unseal(self.key_id(), self.__tablename__, self.row_id(), self.sealed)


def unlike_written() -> str | None:
    """The first cell that does not hold what was last written to it, as the owner's role.

    It opens nothing: digests of what is stored stand against those in the audit.
    """
    found: str | None = db.session.scalar(
        sa.text(_UNLIKE.format(cells=" UNION ALL ".join(_cells())))
    )
    return found


_UNLIKE = """
WITH told AS (
    SELECT DISTINCT ON (cell) split_part(d, '=', 1) AS cell, split_part(d, '=', 2) AS digest
    FROM audit_entry e, regexp_split_to_table(e.digests, ' ') d
    WHERE e.digests IS NOT NULL ORDER BY cell, e.id DESC)
SELECT cell FROM ({cells}) stored LEFT JOIN told USING (cell)
WHERE told.digest IS DISTINCT FROM left(encode(sha256(stored.sealed), 'hex'), 32)
ORDER BY cell LIMIT 1"""


def _cells() -> Iterator[str]:
    for mapper in db.Base.registry.mappers:
        if issubclass(mapper.class_, Sealed):
            name = mapper.class_.__tablename__
            row = "id" if "id" in mapper.columns else "case_id"
            yield f"SELECT '{name}:' || {row} AS cell, sealed FROM {name}"  # noqa: S608 - our own


def _cache() -> dict[UUID, bytes]:
    keys: dict[UUID, bytes] = db.session.info.setdefault("keys", {})
    return keys


_WANTED = sa.select(DataKey.__table__).where(
    DataKey.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid())))
)


def load(*ids: UUID) -> None:
    """Unwrap several data keys by one query, for this session only."""
    wanted = [i for i in ids if i not in _cache()]
    if not wanted:
        return
    for row in db.session.execute(_WANTED, {"ids": wanted}):
        _cache()[row.id] = unwrap(row.id, row.case_id, row.wrapped, row.kek_id)


def unwrap(id: UUID, case_id: UUID, wrapped: bytes, kek_id: int) -> bytes:
    """A data key in clear; raises ``InvalidTag`` where this key file did not wrap it."""
    if kek_id not in _keys["kek"]:
        install(_keys["file"])  # rotated since this process began
    try:
        kek = _keys["kek"][kek_id]
    except KeyError:
        raise InvalidTag from None
    return _decrypt(kek, wrapped, _aad("data_key", id, case_id))


def rotate() -> int:
    """Begin a new primary KEK, as the owner's role; its number.

    An unfinished rotation is gone on with instead: then no KEK is added.
    """
    primary: int = _keys["primary"]
    old = sa.select(DataKey.id).where(DataKey.kek_id != primary).limit(1)
    if db.session.scalar(old) is None:
        primary = _keys["file"].add_kek()
        install(_keys["file"])
    return primary


def rewrap(limit: int = 5000) -> int:
    """Wrap so many data keys of former KEKs under the primary one; how many there were.

    One transaction: what a killed run has not reached is wrapped as before and opens as before.
    """
    with db.transaction():
        primary = _keys["primary"]
        rows = db.session.execute(_FORMER, {"primary": primary, "limit": limit}).all()
        wrapped = [_rewrapped(row, _keys["kek"][primary]) for row in rows]
        found = {"ids": [row.id for row in rows], "wrapped": wrapped, "primary": primary}
        if rows:
            db.session.execute(_REWRAP, found)
    return len(rows)


_FORMER = sa.text(
    "SELECT id, case_id, wrapped, kek_id FROM keys.data_key WHERE kek_id <> :primary"
    " LIMIT :limit FOR UPDATE"
)
_REWRAP = sa.text(
    "UPDATE keys.data_key k SET wrapped = n.wrapped, kek_id = :primary"
    " FROM unnest(CAST(:ids AS uuid[]), CAST(:wrapped AS bytea[])) AS n (id, wrapped)"
    " WHERE k.id = n.id"
)


def _rewrapped(row: Any, kek: bytes) -> bytes:
    plain = unwrap(row.id, row.case_id, row.wrapped, row.kek_id)
    return _encrypt(kek, plain, _aad("data_key", row.id, row.case_id))


def _sub_key(key_id: UUID, label: str) -> bytes:
    load(key_id)
    try:
        return hmac.digest(_cache()[key_id], b"sub:" + label.encode() + b"\x01", "sha256")
    except KeyError:
        raise InvalidTag from None


def _person_key(label: str) -> bytes:
    return hmac.digest(_keys["person"], b"sub:" + label.encode() + b"\x01", "sha256")


def _aad(label: str, row: UUID, key: UUID) -> bytes:
    parts = (FORMAT, label.encode(), row.bytes, key.bytes)
    return b"".join(len(p).to_bytes(2, "big") + p for p in parts)


def _encrypt(key: bytes, plain: bytes, aad: bytes) -> bytes:
    nonce = os.urandom(12)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, plain, aad)


def _decrypt(key: bytes, blob: bytes, aad: bytes) -> bytes:
    if blob[:1] != FORMAT:
        raise InvalidTag
    return AESGCM(key).decrypt(blob[1:13], blob[13:], aad)


def _pad(doc: Mapping[str, Any]) -> bytes:
    text = json.dumps(doc, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * (-len(text) % STEP)


def _unpad(plain: bytes) -> dict[str, Any]:
    doc: dict[str, Any] = json.loads(plain)
    return doc
