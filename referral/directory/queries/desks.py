"""Which desk answers for a place, and what it offers."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from referral import db
from referral.directory.models import AreaServed, Desk, Service, ServiceOffered, Unit
from referral.directory.queries.places import above
from referral.policy import AgencyKind


def _serving(code: str) -> sa.ColumnElement[bool]:
    """Serves the area, one above it, or a part of it."""
    return AreaServed.area_code.in_(above(code)) | AreaServed.area_code.startswith(f"{code}.")


def _with_desk() -> sa.Select[Unit]:
    return (
        sa.select(Unit).join(Unit.desk).options(contains_eager(Unit.desk).contains_eager(Desk.unit))
    )


def desk_for(kind: AgencyKind, area_code: str) -> UUID | None:
    """The unit of that kind whose desk answers for an area: the whole of it, the nearest first.

    A district without its own UPTD is answered for by the province's.
    """
    whole = AreaServed.area_code.in_(above(area_code))
    found = db.session.scalar(
        sa.select(Unit.id)
        .join(Unit.desk)
        .join(AreaServed, AreaServed.unit_id == Unit.id)
        .where(Unit.kind == kind, _serving(area_code))
        .order_by(whole.desc(), sa.func.length(AreaServed.area_code).desc(), Unit.code)
        .limit(1)
    )
    if found is None and kind is AgencyKind.UPTD:
        return desk_for(AgencyKind.UPT_PROVINCE, area_code)
    return found


def desks(kind: AgencyKind | None = None, area_code: str | None = None) -> list[Unit]:
    """The units that have a desk, ``unit.desk`` loaded; those that serve the area or part of it."""
    query = _with_desk().order_by(Unit.kind, Unit.name)
    if kind is not None:
        query = query.where(Unit.kind == kind)
    if area_code is not None:
        serving = sa.select(AreaServed.unit_id).where(_serving(area_code))
        query = query.where(Unit.id.in_(serving))
    return list(db.session.scalars(query))


def serves(unit_id: UUID, area_code: str) -> bool:
    """Whether the unit answers for the area or a part of it."""
    query = sa.select(sa.literal(1)).where(AreaServed.unit_id == unit_id, _serving(area_code))
    return db.session.scalar(query.limit(1)) is not None


def unit(id: UUID) -> Unit | None:
    """A unit with ``unit.desk`` loaded, None where it has no desk."""
    return db.session.scalar(
        sa.select(Unit)
        .outerjoin(Unit.desk)
        .where(Unit.id == id)
        .options(contains_eager(Unit.desk).contains_eager(Desk.unit))
    )


def district(unit_id: UUID) -> str | None:
    """Where a unit is: a kabupaten or kota, or the whole province."""
    return db.session.scalar(sa.select(Unit.district_code).where(Unit.id == unit_id))


def unit_by_code(code: str) -> Unit | None:
    """A unit by its code, without its desk."""
    return db.session.scalar(sa.select(Unit).where(Unit.code == code))


def desk(unit_id: UUID) -> Desk | None:
    """The unit's desk with ``desk.unit`` loaded."""
    found = unit(unit_id)
    return found.desk if found else None


def offers(unit_ids: Collection[UUID]) -> dict[UUID, list[Service]]:
    """What each unit offers."""
    offered: dict[UUID, list[Service]] = {unit_id: [] for unit_id in unit_ids}
    rows = db.session.execute(
        sa.select(ServiceOffered.unit_id, ServiceOffered.service)
        .where(ServiceOffered.unit_id.in_(offered))
        .order_by(ServiceOffered.service)
    )
    for row in rows:
        offered[row.unit_id].append(row.service)
    return offered
