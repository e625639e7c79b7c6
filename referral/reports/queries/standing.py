"""For whom somebody works today: himself, and whom he stands in for."""

from typing import Any

import sqlalchemy as sa

from referral.directory.models import Absence
from referral.policy import ASKED_AT, WHOEVER


def mine(person: Any) -> sa.ColumnElement[bool]:
    """Whether it is of the one who asks, or of somebody away whom he stands in for."""
    away = sa.select(Absence.person_id).where(
        Absence.stand_in_id == WHOEVER.id, Absence.since <= ASKED_AT, Absence.until > ASKED_AT
    )
    me: Any = WHOEVER.id
    people = sa.func.array(sa.union_all(sa.select(me), away).scalar_subquery())
    return person == sa.any_(people)
