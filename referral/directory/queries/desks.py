"""Which desk answers for a place, and what it offers."""

from collections.abc import Collection
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager

from referral import db
from referral.directory.models import AreaServed, Desk, Service, ServiceOffered, Unit
from referral.directory.queries.places import above
from referral.policy import AgencyKind

_CODES = sa.bindparam("codes", type_=sa.ARRAY(sa.Text(collation="C")))
_WITHIN = sa.bindparam("within", type_=sa.Text())
_SERVING = (AreaServed.area_code == sa.any_(_CODES)) | AreaServed.area_code.startswith(_WITHIN)
"""Serves the area, one above it, or a part of it."""


_NEAR: sa.ColumnElement[bool] = Unit.id == sa.any_(
    sa.func.array(sa.select(AreaServed.unit_id).where(_SERVING).scalar_subquery())
)
_ALSO = Unit.kind == sa.any_(sa.bindparam("also", type_=sa.ARRAY(sa.Text())))
_OFFERING = (ServiceOffered.unit_id == Unit.id) & (
    ServiceOffered.service == sa.bindparam("service")
)


def place(code: str) -> dict[str, object]:
    """An area as queries of who serves it ask for it."""
    return {"codes": list(above(code)), "within": f"{code}."}


def _with_desk() -> sa.Select[Unit]:
    return (
        sa.select(Unit).join(Unit.desk).options(contains_eager(Unit.desk).contains_eager(Desk.unit))
    )


def desk_for(kind: AgencyKind, area_code: str) -> UUID | None:
    """The unit of that kind whose desk answers for an area: the whole of it, the nearest first.

    A district without its own UPTD is answered for by the province's.
    """
    found: UUID | None = db.session.scalar(_desk_for(), {**place(area_code), "kind": kind})
    if found is None and kind is AgencyKind.UPTD:
        return desk_for(AgencyKind.UPT_PROVINCE, area_code)
    return found


@cache
def _desk_for() -> sa.Select[UUID]:
    return (
        sa.select(Unit.id)
        .join(Unit.desk)
        .join(AreaServed, AreaServed.unit_id == Unit.id)
        .where(Unit.kind == sa.bindparam("kind"), _SERVING)
        .order_by(
            (AreaServed.area_code == sa.any_(_CODES)).desc(),
            sa.func.length(AreaServed.area_code).desc(),
            Unit.code,
        )
        .limit(1)
    )


def desks(
    area_code: str | None = None,
    *,
    also: Collection[AgencyKind] = (),
    service: Service | None = None,
) -> list[Unit]:
    """The units that have a desk, ``unit.desk`` loaded; those that serve the area or part of it.

    After them those of the kinds ``also``, wherever they are. With a ``service`` who offers it.
    """
    if area_code is None:
        return list(db.session.scalars(_desks()))
    asked = {**place(area_code), "also": list(also), "service": service}
    return list(db.session.scalars(_desks_near(offering=service is not None), asked))


@cache
def _desks() -> sa.Select[Unit]:
    return _with_desk().order_by(Unit.kind, Unit.name)


@cache
def _desks_near(*, offering: bool) -> sa.Select[Unit]:
    query = _with_desk().where(_NEAR | _ALSO).order_by(_NEAR.desc(), Unit.kind, Unit.name)
    return query.join(ServiceOffered, _OFFERING) if offering else query


def near(*columns: Any) -> sa.Select[Any]:
    """Of units with a desk that offer the service, as ``desks`` finds them; ``place`` asks."""
    query = sa.select(*columns).select_from(Unit).join(Unit.desk)
    return (
        query.join(ServiceOffered, _OFFERING)
        .where(_NEAR | _ALSO)
        .order_by(_NEAR.desc(), Unit.kind, Unit.name)
    )


def answers_for(unit_id: UUID, area_code: str, service: Service) -> tuple[bool, bool]:
    """Whether the unit answers for the area or a part of it, and whether it offers the service."""
    asked = {**place(area_code), "unit": unit_id, "service": service}
    row = db.session.execute(_answers_for(), asked).one()
    return row[0], row[1]


@cache
def _answers_for() -> sa.Select[bool, bool]:
    unit = sa.bindparam("unit", type_=sa.Uuid())
    serves = sa.exists().where(AreaServed.unit_id == unit, _SERVING)
    offers = sa.exists().where(
        ServiceOffered.unit_id == unit,
        ServiceOffered.service == sa.bindparam("service", type_=ServiceOffered.service.type),
    )
    return sa.select(serves, offers)


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


def any_unit() -> bool:
    """Whether an agency has ever been loaded."""
    return db.session.scalar(sa.select(Unit.id).limit(1)) is not None


def kind(unit_id: UUID) -> AgencyKind:
    """What a unit is."""
    return db.session.scalars(sa.select(Unit.kind).where(Unit.id == unit_id)).one()


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
    for row in db.session.execute(_OFFERED, {"units": list(offered)}):
        offered[row.unit_id].append(row.service)
    return offered


_OFFERED = (
    sa.select(ServiceOffered.unit_id, ServiceOffered.service)
    .where(ServiceOffered.unit_id == sa.any_(sa.bindparam("units", type_=sa.ARRAY(sa.Uuid()))))
    .order_by(ServiceOffered.service)
)
