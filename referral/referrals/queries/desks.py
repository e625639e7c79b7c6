"""The desks that a sender may ask for a child: by area, services and routes."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql as pg

from referral import db
from referral.directory import queries as directory
from referral.directory.models import Route, Service, Unit, Way
from referral.directory.queries import Routes
from referral.policy import OWNING, SHARABLE, AgencyKind
from referral.referrals.models import LawfulBasis, Referral
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


def handled(referral: Referral) -> set[UUID]:
    """The units that have a part in this need already: who sent it, and whose desks held it."""
    asked = {"this": referral.id, "first": referral.first_id}
    return {referral.from_unit_id, *db.session.scalars(_HANDLED, asked)}


@dataclass(frozen=True)
class Other:
    """A desk that could take it instead; whether also its sender may ask it."""

    id: UUID
    name: str
    of_sender: bool


def other_desks(sight: Sight) -> list[Other]:
    """The desks that could take it instead, by the routes of who sent it first, in one query.

    The desk that has it has its own routes besides. Where it rests on consent, only those of
    the same agency.
    """
    referral, preview = sight.referral, sight.preview
    if preview is None:
        return []
    consent = referral.basis is LawfulBasis.CONSENT
    asked = {
        **directory.place(preview.district_code),
        "also": list(OWNING),
        "service": referral.service,
        "today": directory.today(),
        "senders": [sight.sender.kind, sight.receiver.kind],
        "sender": sight.sender.kind,
        "agency": sight.receiver.agency_id if consent else None,
        "this": referral.id,
        "first": referral.first_id,
        "from_unit": referral.from_unit_id,
    }
    return [Other(*row) for row in db.session.execute(_others(), asked)]


_HANDLED = sa.text("SELECT unit_id FROM app_handled(:this, :first)").columns(unit_id=sa.Uuid())


@cache
def _others() -> sa.Select[UUID, str, bool]:
    """Of two rows between the same kinds the one of this very service holds, then the newest."""
    held = (
        sa.select(Route.from_kind, Route.to_kind, Route.way)
        .ext(pg.distinct_on(Route.from_kind, Route.to_kind))
        .where(
            Route.from_kind == sa.any_(sa.bindparam("senders", type_=sa.ARRAY(sa.Text()))),
            Route.since <= sa.bindparam("today"),
            Route.service.in_([sa.bindparam("service"), ""]),
        )
        .order_by(Route.from_kind, Route.to_kind, Route.service.desc(), Route.since.desc())
        .subquery("held")
    )
    agency = sa.bindparam("agency", type_=sa.Uuid())
    of_sender = sa.func.bool_or(held.c.from_kind == sa.bindparam("sender"))
    return (
        directory.near(Unit.id, Unit.name, of_sender)
        .join(held, (held.c.to_kind == Unit.kind) & held.c.way.in_(OPEN))
        .where(
            Unit.kind.in_(list(SHARABLE)),
            Unit.id.not_in(sa.select(_HANDLED.subquery().c.unit_id)),
            Unit.id != sa.bindparam("from_unit", type_=sa.Uuid()),
            agency.is_(None) | (Unit.agency_id == agency),
        )
        .group_by(Unit.id)
    )
