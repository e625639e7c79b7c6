"""Reads for the report form: the opener's own village, the villages that fit what was typed."""

import sqlalchemy as sa

from referral import db
from referral.directory import queries as directory
from referral.directory.models import Area, AreaServed
from referral.directory.queries.places import VILLAGE, fold_place
from referral.policy import Actor

OFFERED = 12
_VILLAGES_SERVED = (
    sa.select(Area)
    .join(AreaServed, AreaServed.area_code == Area.code)
    .where(AreaServed.unit_id == sa.bindparam("unit", type_=sa.Uuid()), Area.level == VILLAGE)
    .limit(2)
)


def home_village(actor: Actor) -> Area | None:
    """The one village that the opener's unit serves, where it serves no other."""
    found = list(db.session.scalars(_VILLAGES_SERVED, {"unit": actor.unit_id}))
    return found[0] if len(found) == 1 else None


def chosen(code: str, words: str) -> Area | None:
    """The village of a code, unless the words beside it have since become another place's."""
    found = directory.village(code) if code else None
    if found is None:
        return None
    known = f"{fold_place(found.path)} {found.folded}"
    typed = (fold_place(word) for word in words.split())
    return found if all(word in known for word in typed) else None
