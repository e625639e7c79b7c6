"""The desks that a sender may ask for a child: by area, services and routes."""

from dataclasses import dataclass

from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.directory.models import Route, Service, Unit, Way
from referral.directory.queries import OTHERS, Routes
from referral.policy import SHARABLE, Actor, AgencyKind

OPEN = (Way.REFER, Way.LEGAL)


@dataclass(frozen=True)
class Choice:
    """A desk and what may be asked of it, each with its way."""

    unit: Unit
    ways: dict[Service, Route]


def choices(case: CaseFile, actor: Actor, service: Service | None = None) -> list[Choice]:
    """Desks for this child's village, then UPTDs of other districts; only what is open."""
    near = directory.desks(area_code=case.area_code)
    known = {unit.id for unit in near}
    far = [unit for kind in OTHERS for unit in directory.desks(kind) if unit.id not in known]
    units = [u for u in (*near, *far) if u.kind in SHARABLE and u.id != actor.unit_id]
    offers = directory.offers([unit.id for unit in units])
    routes = directory.routes(actor.unit_kind)
    found = [Choice(unit, _ways(routes, unit.kind, offers[unit.id], service)) for unit in units]
    return [choice for choice in found if choice.ways]


def _ways(
    routes: Routes, kind: AgencyKind, offered: list[Service], only: Service | None
) -> dict[Service, Route]:
    wanted = [service for service in offered if only in (None, service)]
    ways = {service: routes.to(kind, service) for service in wanted}
    return {service: route for service, route in ways.items() if route and route.way in OPEN}
