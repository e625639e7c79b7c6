"""What a unit and its people are called to whoever asks: some learn a neutral name only."""

from typing import Any

import sqlalchemy as sa

from referral.directory.models import Unit
from referral.policy import Actor, AgencyKind

VILLAGE_GROUPS = (AgencyKind.PATBM, AgencyKind.SHELTER)
UNTOLD = (AgencyKind.SCHOOL, AgencyKind.DUKCAPIL)
"""Who helps without learning which office asks: its name alone would tell what happened."""


def shown_as(unit: Any, name: Any = None) -> sa.ColumnElement[str]:
    """How a unit is named to whoever asks; ``name`` is of its desk, if asked.

    A village group's own name would name the village; a school and Dukcapil read of every
    other unit its neutral name only.
    """
    hidden = unit.kind.in_(VILLAGE_GROUPS) | _untold(unit)
    return sa.case((hidden, unit.neutral_name), else_=unit.name if name is None else name)


def person_as(person: Any, unit: Any) -> sa.ColumnElement[str | None]:
    """The name of somebody of that unit; None for whoever learns only the unit's neutral name."""
    return sa.case((_untold(unit), sa.null()), else_=person.name)


def _untold(unit: Any) -> sa.ColumnElement[bool]:
    """Whether the acting person's own unit may not learn which this one is."""
    here, own = sa.func.app_unit(), sa.alias(Unit.__table__).c
    kept = sa.exists().where(own.id == here, own.kind.in_(UNTOLD))
    return kept & (unit.id != here)


def hides(unit: Unit, actor: Actor) -> bool:
    """The same for a unit in hand: whether this person learns its neutral name and phone only."""
    return actor.unit_kind in UNTOLD and unit.id != actor.unit_id
