"""What loading a file did: compared with what was there, row by row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from referral import db

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Tally:
    """How many rows a file added, changed and took away; a second load of it does none of it."""

    added: int = 0
    changed: int = 0
    removed: int = 0


def bring_up(model: type[db.Base], wanted: Iterable[Row], *key: str) -> Tally:
    """Add the rows that are new by their primary key, change those that differ, leave the rest."""
    rows = db.session.execute(sa.select(model.__table__)).mappings()
    there = {tuple(row[name] for name in key): row for row in rows}
    new: list[Row] = []
    other: list[Row] = []
    for row in wanted:
        known = there.get(tuple(row[name] for name in key))
        if known is None:
            new.append(row)
        elif any(known[column] != value for column, value in row.items()):
            other.append(row)
    if new:
        db.session.execute(sa.insert(model), new)
    if other:
        db.session.execute(sa.update(model), other)
    return Tally(len(new), len(other))
