"""Loading areas: each gets the path that people read and the keys that searches find it by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from referral import db
from referral.audit import By, action
from referral.directory.actions.tally import Tally, bring_up
from referral.directory.models import Area
from referral.directory.queries import above, fold_place

if TYPE_CHECKING:
    from referral.directory.forms.areas import AreaRow

SUBDISTRICT = 3


@dataclass(frozen=True)
class _Known:
    code: str
    name: str
    keys: str
    """Its own names, folded."""

    @property
    def level(self) -> int:
        return self.code.count(".") + 1

    @property
    def title(self) -> str:
        if self.level == SUBDISTRICT:
            return f"Kec. {self.name}"
        return self.name.replace("Kabupaten ", "Kab. ")


@action("areas.loaded")
def load_areas(rows: "Iterable[AreaRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new areas, change known ones; those below a renamed area get their new path too."""
    known = _stored()
    for row in rows:
        names = dict.fromkeys(fold_place(name) for name in (row.name, *row.aliases))
        known[row.code] = _Known(row.code, row.name, " ".join(filter(None, names)))
    return bring_up(Area, (_row(known, code) for code in sorted(known)), "code")


def _stored() -> dict[str, _Known]:
    stored = {area.code: area for area in db.session.scalars(sa.select(Area))}
    known = {}
    for code, area in stored.items():
        parent = code.rpartition(".")[0]
        tail = f" {stored[parent].folded}" if "." in parent else ""
        known[code] = _Known(code, area.name, area.folded.removesuffix(tail))
    return known


def _row(known: dict[str, _Known], code: str) -> dict[str, object]:
    """A province stands above everything here, so paths and keys below it leave it out."""
    line = [known[c] for c in above(code) if "." in c or c == code]
    return {
        "code": code,
        "name": line[0].name,
        "level": line[0].level,
        "path": ", ".join(area.title for area in line),
        "folded": " ".join(area.keys for area in line),
    }
