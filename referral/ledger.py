"""The ledger of erased keys: what stands in it never opens anything again."""

from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import audit, db


class ErasedKey(db.Base):
    """The ledger: a key that two people destroyed and that never comes back; append-only."""

    __tablename__ = "erased_key"
    __table_args__ = {"schema": "keys"}

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    scope: Mapped[str]
    ground: Mapped[str]
    asked_by_id: Mapped[UUID]
    decided_by_id: Mapped[UUID]
    at: Mapped[datetime]


def remember(rows: list[dict[str, str]]) -> int:
    """Take rows of a ledger that was kept elsewhere, as the owner's role; how many were new."""
    if not rows:
        return 0
    with db.transaction():
        new: Any = db.session.execute(_LEARN, rows)
        return int(new.rowcount)


_LEARN = sa.text(
    "INSERT INTO keys.erased_key (id, case_id, scope, ground, asked_by_id, decided_by_id, at)"
    " VALUES (CAST(:id AS uuid), CAST(:case_id AS uuid), :scope, :ground,"
    " CAST(:asked_by_id AS uuid), CAST(:decided_by_id AS uuid), CAST(:at AS timestamptz))"
    " ON CONFLICT DO NOTHING"
)


def bury() -> int:
    """Destroy again what stands in the ledger and is back in the key table; how many keys."""
    with db.transaction():
        found = int(db.session.scalar(sa.select(sa.func.app_bury())) or 0)
        if found:
            audit.write("keys.buried", by=None, note=str(found))
    return found
