"""Every sealed cell holds what was last written to it; an erased one keeps its dead blob."""

from collections.abc import Iterator

import sqlalchemy as sa

from referral import db, vault


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
        if issubclass(mapper.class_, vault.Sealed):
            name = mapper.class_.__tablename__
            row = "id" if "id" in mapper.columns else "case_id"
            yield f"SELECT '{name}:' || {row} AS cell, sealed FROM {name}"  # noqa: S608 - our own
