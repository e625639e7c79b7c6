"""Loading agencies with their units, desks, areas served and services."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db
from referral.audit import By, action
from referral.directory.actions.tally import Tally
from referral.directory.models import Agency, AreaServed, Desk, ServiceOffered, Unit

if TYPE_CHECKING:
    from referral.directory.forms.agencies import AgencyRow

Facts = tuple[object, ...]


@action("agencies.loaded")
def load_agencies(rows: "Iterable[AgencyRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new units, change known ones; a unit that the file leaves out stays.

    For a unit in the file the file is the truth: its desk's name and phone, the areas it serves
    and its services become those of the line; the desk's deputy stays. The tally counts units.
    """
    agencies = {agency.code: agency for agency in db.session.scalars(sa.select(Agency))}
    units = {unit.code: unit for unit in _units()}
    stored = _stored(units.values(), {agency.id: agency for agency in agencies.values()})
    added = changed = 0
    for row in rows:
        if stored.get(row.unit_code) == _told(row):
            continue
        agency = agencies.setdefault(row.agency_code, Agency(code=row.agency_code))
        agency.name, agency.kind = row.agency_name, row.kind
        db.session.add(agency)
        db.session.flush()
        _write(units.get(row.unit_code) or Unit(code=row.unit_code, desk=None), agency, row)
        added += row.unit_code not in units
        changed += row.unit_code in units
    return Tally(added, changed)


def _units() -> Iterable[Unit]:
    return db.session.scalars(sa.select(Unit).options(joinedload(Unit.desk)))


def _told(row: "AgencyRow") -> Facts:
    desk = (row.desk.name, row.desk.phone) if row.desk else None
    agency = (row.agency_code, row.agency_name, row.kind)
    unit = (row.unit_name, row.neutral_name, row.district_code)
    return (*agency, *unit, desk, frozenset(row.serves), frozenset(row.services))


def _stored(units: Iterable[Unit], agencies: dict[UUID, Agency]) -> dict[str, Facts]:
    serves, services = _sets(AreaServed.area_code), _sets(ServiceOffered.service)
    stored: dict[str, Facts] = {}
    for unit in units:
        desk = (unit.desk.name, unit.desk.phone) if unit.desk else None
        agency = agencies[unit.agency_id]
        stored[unit.code] = (
            agency.code, agency.name, unit.kind,
            unit.name, unit.neutral_name, unit.district_code,
            desk, serves.get(unit.id, frozenset()), services.get(unit.id, frozenset()),
        )  # fmt: skip
    return stored


def _sets(column: sa.orm.InstrumentedAttribute[str]) -> dict[UUID, frozenset[str]]:
    """The column's values of each unit."""
    found: dict[UUID, frozenset[str]] = {}
    for unit_id, value in db.session.execute(sa.select(column.class_.unit_id, column)):
        found[unit_id] = found.get(unit_id, frozenset()) | {value}
    return found


def _write(unit: Unit, agency: Agency, row: "AgencyRow") -> None:
    unit.agency_id, unit.kind, unit.name = agency.id, row.kind, row.unit_name
    unit.neutral_name, unit.district_code = row.neutral_name, row.district_code
    db.session.add(unit)
    db.session.flush()
    for model in (AreaServed, ServiceOffered):
        db.session.execute(sa.delete(model).where(model.unit_id == unit.id))
    db.session.add_all(AreaServed(unit_id=unit.id, area_code=code) for code in row.serves)
    db.session.add_all(ServiceOffered(unit_id=unit.id, service=name) for name in row.services)
    _write_desk(unit, row)
    db.session.flush()


def _write_desk(unit: Unit, row: "AgencyRow") -> None:
    if row.desk is None:
        if unit.desk is not None:
            db.session.delete(unit.desk)
    elif unit.desk is None:
        db.session.add(Desk(unit_id=unit.id, name=row.desk.name, phone=row.desk.phone))
    else:
        unit.desk.name, unit.desk.phone = row.desk.name, row.desk.phone
