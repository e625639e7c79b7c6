"""The desks that a sender may ask for a child: by area, services and routes."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from referral.directory import queries as directory
from referral.directory.models import Route, Service, Unit, Way
from referral.directory.queries import Routes
from referral.policy import OWNING, SHARABLE, AgencyKind
from referral.referrals.models import LawfulBasis
from referral.referrals.queries.record import Sight

OPEN = (Way.REFER, Way.LEGAL)


@dataclass(frozen=True)
class Choice:
    """A desk and what may be asked of it, each with its way."""

    unit: Unit
    ways: dict[Service, Route]


def choices(
    area_code: str, sender: AgencyKind, *, but: Collection[UUID], service: Service | None = None
) -> list[Choice]:
    """Desks for the child's area, then UPTDs of other districts; only what is open to the sender.

    ``but`` are units that are not asked.
    """
    units = directory.desks(area_code, also=OWNING, service=service)
    units = [unit for unit in units if unit.kind in SHARABLE and unit.id not in but]
    offers = directory.offers([unit.id for unit in units]) if service is None else {}
    routes = directory.routes(sender) if units else Routes({})
    only = [service] if service else []
    found = [Choice(unit, _ways(routes, unit.kind, offers.get(unit.id, only))) for unit in units]
    return [choice for choice in found if choice.ways]


def _ways(routes: Routes, kind: AgencyKind, offered: list[Service]) -> dict[Service, Route]:
    ways = {service: routes.to(kind, service) for service in offered}
    return {service: route for service, route in ways.items() if route and route.way in OPEN}


def other_desks(sight: Sight) -> list[Unit]:
    """The desks that could take it instead, by the routes of who sent it first.

    Where it rests on consent, only those of the same agency.
    """
    referral, preview = sight.referral, sight.preview
    if preview is None:
        return []
    here = (referral.from_unit_id, referral.to_unit_id)
    found = choices(preview.district_code, sight.sender.kind, but=here, service=referral.service)
    units = [choice.unit for choice in found]
    if referral.basis is LawfulBasis.CONSENT:
        return [unit for unit in units if unit.agency_id == sight.receiver.agency_id]
    return units
