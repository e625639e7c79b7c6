"""Rotation: a new primary KEK, and every data key wrapped under it, beside a running service."""

from typing import Any

import sqlalchemy as sa

from referral import db, vault
from referral.keyfile import KeyFile


def rotate(file: KeyFile) -> int:
    """Begin a new primary KEK, as the owner's role; its number.

    An unfinished rotation is gone on with instead: then no KEK is added.
    """
    primary = vault.primary()
    old = sa.select(vault.DataKey.id).where(vault.DataKey.kek_id != primary).limit(1)
    if db.session.scalar(old) is None:
        primary = file.add_kek()
        vault.install(file)
    return primary


def rewrap(limit: int = 5000) -> int:
    """Wrap so many data keys of former KEKs under the primary one; how many there were.

    One transaction: what a killed run has not reached is wrapped as before and opens as before.
    """
    with db.transaction():
        primary = vault.primary()
        rows = db.session.execute(_FORMER, {"primary": primary, "limit": limit}).all()
        wrapped = [_rewrapped(row) for row in rows]
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


def _rewrapped(row: Any) -> bytes:
    return vault.wrap(row.id, row.case_id, vault.unwrap(*row))
