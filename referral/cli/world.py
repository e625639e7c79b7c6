"""What stands before the first case: the official lists; the demo's agencies and its cast."""

from collections.abc import Iterable
from pathlib import Path

import sqlalchemy as sa

from referral import db
from referral.cli.cast import CAST, Part
from referral.directory.actions.agencies import load_agencies
from referral.directory.actions.areas import load_areas
from referral.directory.actions.calendars import load_holidays
from referral.directory.actions.routes import load_routes
from referral.directory.forms import agencies, areas, calendars, routes
from referral.directory.models import Unit
from referral.people.models import Person
from referral.policy import AgencyKind, AreaGrant

OFFICE, PROVINCE = "pengelola", "73"
DATA = Path(__file__).resolve().parent.parent / "directory" / "data"


def load_official() -> set[str]:
    """What is so in every installation: areas, decreed days, who may refer to whom; area codes."""
    places = areas.parse((DATA / "areas.csv").read_bytes()).rows
    load_areas(places)
    for year in (2026, 2027):
        load_holidays(calendars.parse((DATA / f"holidays-{year}.csv").read_bytes()).rows)
    load_routes(routes.parse((DATA / "referral-routes.csv").read_bytes()).rows)
    return {place.code for place in places}


def load_office(name: str) -> str:
    """The unit of those who look after an installation, in an empty database; its code."""
    load_official()
    office = agencies.AgencyRow(
        agency_code=OFFICE, agency_name=name, kind=AgencyKind.OFFICE, unit_code=OFFICE,
        unit_name=name, neutral_name="Kantor Pengelola", district_code=PROVINCE, serves=(PROVINCE,),
        services=(), desk=None,
    )  # fmt: skip
    load_agencies([office])
    return OFFICE


def load_world(cast: Iterable[Part] = CAST) -> None:
    """Load what is missing, as the owner role; a second call changes nothing."""
    known = load_official()
    load_agencies(agencies.parse((DATA / "demo-agencies.csv").read_bytes(), known).rows)
    with db.transaction():
        units = {unit.code: unit for unit in db.session.scalars(sa.select(Unit))}
        _people(units, cast)
        _supervision(units)


def _people(units: dict[str, Unit], cast: Iterable[Part]) -> None:
    known = {p.username: p for p in db.session.scalars(sa.select(Person))}
    for part in cast:
        if part.username not in known:
            person = Person(
                username=part.username,
                name=part.name,
                role=part.role,
                unit_id=units[part.unit].id,
                demo=True,
                supervisor_id=known[part.under].id if part.under else None,
            )
            db.session.add(person)
            db.session.flush()
            known[part.username] = person


def _supervision(units: dict[str, Unit]) -> None:
    """A DP3A sees its district's shells, the province's unit those of every district."""
    districts = [unit.district_code for unit in units.values() if unit.kind is AgencyKind.DP3A]
    held = set(db.session.execute(sa.select(AreaGrant.unit_id, AreaGrant.district_code)).all())
    for unit in units.values():
        if unit.kind is AgencyKind.DP3A:
            seen = [unit.district_code]
        else:
            seen = districts if unit.kind is AgencyKind.UPT_PROVINCE else []
        for code in seen:
            if code and (unit.id, code) not in held:
                db.session.add(AreaGrant(unit_id=unit.id, district_code=code, since=db.now()))
