"""Keys and sealing: one data key per case and per referral, one blob per compartment row."""

import hmac
import json
import os
from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from hashlib import md5
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Mapped, mapped_column

from referral import audit, db
from referral.errors import Refused
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


def online_key(case_id: UUID) -> UUID:
    """The key of the addresses and accounts of a case: theirs alone, so that they can go alone."""
    return UUID(md5(f"online {case_id}".encode(), usedforsecurity=False).hexdigest())


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
    """Make a data key of a case, wrapped under the primary KEK; refused where it was erased."""
    plain = os.urandom(32)
    wrapped = wrap(id, case_id, plain)
    row = {"id": id, "case_id": case_id, "wrapped": wrapped, "kek_id": primary()}
    made: Any = db.session.execute(_NEW, row)
    if not made.rowcount:
        raise Refused("case.erased")
    _cache()[id] = plain


_NEW = sa.text(
    "INSERT INTO keys.data_key (id, case_id, wrapped, kek_id)"
    " SELECT :id, :case_id, :wrapped, :kek_id WHERE NOT EXISTS (SELECT FROM keys.erased_key"
    " WHERE id = :id OR (case_id = :case_id AND scope = 'case'))"
).bindparams(sa.bindparam("id", type_=sa.Uuid()), sa.bindparam("case_id", type_=sa.Uuid()))


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


def _cache() -> dict[UUID, bytes | datetime]:
    keys: dict[UUID, bytes | datetime] = db.session.info.setdefault("keys", {})
    return keys


_WANTED = sa.text(
    "SELECT id, case_id, wrapped, kek_id, NULL AS erased_at FROM keys.data_key WHERE id = ANY(:ids)"
    " UNION ALL SELECT id, case_id, NULL, NULL, at FROM keys.erased_key WHERE id = ANY(:ids)"
    " ORDER BY erased_at NULLS FIRST"
).bindparams(sa.bindparam("ids", type_=sa.ARRAY(sa.Uuid())))
"""The ledger has the last word: a key that stands in it opens nothing, also where it is back."""


def load(*ids: UUID) -> None:
    """Unwrap several data keys by one query, for this session only."""
    keys = _cache()
    wanted = [i for i in ids if i not in keys]
    if not wanted:
        return
    for row in db.session.execute(_WANTED, {"ids": wanted}):
        plain = row.erased_at or unwrap(row.id, row.case_id, row.wrapped, row.kek_id)
        keys[row.id] = plain


def exists(key_id: UUID) -> bool:
    """Whether this key was ever made and is not erased, as far as the actor sees it."""
    load(key_id)
    return isinstance(_cache().get(key_id), bytes)


def erased(key_id: UUID) -> datetime | None:
    """When this key, which was loaded, was destroyed: what it sealed is no more."""
    found = _cache().get(key_id)
    return found if isinstance(found, datetime) else None


def unwrap(id: UUID, case_id: UUID, wrapped: bytes, kek_id: int) -> bytes:
    """A data key in clear; raises ``InvalidTag`` where this key file did not wrap it."""
    if kek_id not in _keys["kek"]:
        install(_keys["file"])  # rotated since this process began
    try:
        kek = _keys["kek"][kek_id]
    except KeyError:
        raise InvalidTag from None
    return _decrypt(kek, wrapped, _aad("data_key", id, case_id))


def primary() -> int:
    """The number of the KEK that wraps what is new."""
    number: int = _keys["primary"]
    return number


def wrap(id: UUID, case_id: UUID, plain: bytes) -> bytes:
    """A data key under the primary KEK."""
    return _encrypt(_keys["kek"][primary()], plain, _aad("data_key", id, case_id))


def _sub_key(key_id: UUID, label: str) -> bytes:
    load(key_id)
    if erased(key_id):
        raise Refused("case.erased")
    try:
        key: Any = _cache()[key_id]
    except KeyError:
        raise InvalidTag from None
    return hmac.digest(key, b"sub:" + label.encode() + b"\x01", "sha256")


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
