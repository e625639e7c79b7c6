"""How many children were reported where: what camat, kades and lurah may be told (domain.md 4.5).

Nobody is found out by subtraction: a figure under five is not shown, as many others are hidden
beside it as that takes, and only quarters that have ended are counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.cases.models.told import ClosingReason
from referral.directory.models import Area
from referral.policy import WHOEVER, Actor, asked_by
from referral.reminders.clocks import WITA, on_wall

LEAST = 5
"""A smaller figure could name a child."""
QUARTERS = 8
"""So many are offered, the last that has ended first."""
CODE = {2: 5, 3: 8, 4: 13}
"""How long the code of an area of that level is."""
NOT_COUNTED = (ClosingReason.MISTAKEN, ClosingReason.DUPLICATE)


@dataclass(frozen=True)
class Quarter:
    """Three months of a year, in WITA."""

    year: int
    number: int

    @property
    def code(self) -> str:
        """As an address names it: ``2026-3``."""
        return f"{self.year}-{self.number}"

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return on_wall(date(self.year, 3 * self.number - 2, 1), time())

    @property
    def before(self) -> "Quarter":
        """The one before it."""
        first = self.number == 1
        return Quarter(self.year - first, 4 if first else self.number - 1)

    @property
    def until(self) -> datetime:
        """The first moment after it."""
        last = self.number == 4  # noqa: PLR2004
        return Quarter(self.year + last, 1 if last else self.number + 1).since


@dataclass(frozen=True)
class Figure:
    """One area, and how many; None where that could name a child."""

    area: Area
    n: int | None


def quarters() -> list[Quarter]:
    """The last that have ended, the newest first."""
    today = db.now().astimezone(WITA).date()
    found = [Quarter(today.year, (today.month + 2) // 3).before]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return found


def figures(parent: Area, quarter: Quarter, actor: Actor) -> list[Figure]:
    """The areas inside ``parent`` by name, as far as the actor watches over them."""
    level = parent.level + 1
    asked = {
        **asked_by(actor),
        "since": quarter.since,
        "until": quarter.until,
        "inside": f"{parent.code}.%",
    }
    place = sa.func.left(CaseFile.area_code, CODE[level]).label("place")
    counted: dict[str, int] = dict(
        db.session.execute(
            sa.select(place, sa.func.count())
            .where(
                CaseFile.area_code.like(sa.bindparam("inside")),
                CaseFile.opened_at >= sa.bindparam("since"),
                CaseFile.opened_at < sa.bindparam("until"),
                CaseFile.closing_reason.is_(None) | CaseFile.closing_reason.not_in(NOT_COUNTED),
                sa.func.app_counted(CaseFile.id),
                CaseFile.visible_to(WHOEVER),
            )
            .group_by(place),
            asked,
        ).all()
    )
    inside = sa.select(Area).where(Area.level == level, Area.code.like(asked["inside"]))
    areas = db.session.scalars(inside.order_by(Area.name)).all()
    shown = safe({area.code: counted.get(area.code, 0) for area in areas})
    return [Figure(area, shown.get(area.code)) for area in areas]


def safe(counts: Mapping[str, int]) -> dict[str, int]:
    """Those that may be shown beside the sum of all.

    What is hidden is never one area alone, and together it is nobody or five at least.
    """
    shown = {place: n for place, n in counts.items() if n >= LEAST}
    while shown and len(shown) < len(counts):
        rest = sum(counts.values()) - sum(shown.values())
        if len(counts) - len(shown) > 1 and not 0 < rest < LEAST:
            break
        del shown[min(shown, key=lambda place: (shown[place], place))]
    return shown
