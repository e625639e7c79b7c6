"""What loading a file did: compared with what was there, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from referral import db

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tally:
    """How many rows a file added and changed; a second load of the same file does neither."""

    added: int = 0
    changed: int = 0


def bring_up(model: type[db.Base], wanted: Iterable[Row], key: str) -> Tally:
    """Add the rows that are new by their key column, change those that differ, leave the rest."""
    table = sa.inspect(model).local_table
    there = {row[key]: row for row in db.session.execute(sa.select(table)).mappings()}
    new, other = [], []
    for row in wanted:
        known = there.get(row[key])
        if known is None:
            new.append(dict(row))
        elif any(known[column] != value for column, value in row.items()):
            other.append({"old": known[key], **row})
    if new:
        db.session.execute(sa.insert(table), new)
    if other:
        columns = {name: sa.bindparam(name) for name in other[0] if name not in {"old", key}}
        change = sa.update(table).where(table.c[key] == sa.bindparam("old")).values(columns)
        db.session.connection().execute(change, other)
    return Tally(len(new), len(other))
