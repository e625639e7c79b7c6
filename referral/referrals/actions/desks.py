"""Which desk may be asked: it is there, serves the place, does this work, and the route is open."""

from dataclasses import dataclass
from uuid import UUID

from referral.directory import queries as directory
from referral.directory.models import Condition, Route, Service, Unit, Way
from referral.errors import Refused
from referral.policy import OWNING, SHARABLE, AgencyKind
from referral.referrals.models import label
from referral.referrals.queries import OPEN
from referral.reminders.limits import Risk, Urgency


def asked(
    unit_id: UUID, service: Service, area_code: str, sender: AgencyKind
) -> tuple[Unit, Route]:
    """The desk that is asked, and the way that leads there; raises ``Refused`` as ``way_to``."""
    desk = directory.unit(unit_id)
    return way_to(desk, service, area_code, sender)


def way_to(
    desk: Unit | None, service: Service, area_code: str, sender: AgencyKind
) -> tuple[Unit, Route]:
    """The desk and the way that leads there: a referral or a legal report.

    Raises ``Refused``, each with the way on: no such desk, another area, not its work, no route.
    """
    if desk is None or desk.desk is None or desk.kind not in SHARABLE:
        raise Refused("desk.not_serving")
    serves, offers = directory.answers_for(desk.id, area_code, service)
    if desk.kind not in OWNING and not serves:
        raise Refused("desk.not_serving")
    if not offers:
        raise Refused("desk.not_offering")
    return desk, _open(desk, directory.routes(sender).to(desk.kind, service))


def lawful(service: Service, *, sexual: bool) -> None:
    """Refuse what the law forbids: sexual violence is never settled by mediation.

    UU 12/2022 art. 23.
    """
    if sexual and service is Service.MEDIATION:
        raise Refused("mediation.law")


@dataclass(frozen=True)
class Facts:
    """What a way's condition may ask of a hand-over."""

    urgency: Urgency
    risk: int
    sender_id: UUID
    """The unit that hands it over."""
    visum: bool
    """The investigator has asked for the visum in writing, and that is on record."""


def fits(route: Route, desk: Unit, facts: Facts) -> None:
    """Refuse a way whose condition is not so for this hand-over, with the way on."""
    if route.when is Condition.OTHER_DISTRICT and desk.id == facts.sender_id:
        holds = True  # a colleague, for what one's own unit offers
    elif route.when is Condition.OTHER_DISTRICT:
        holds = desk.district_code != directory.district(facts.sender_id)
    else:
        holds = _holds(route.when, facts)
    if not holds:
        raise Refused(f"route.{route.when}", to=label(desk.kind))


def _holds(when: Condition | None, facts: Facts) -> bool:
    darurat = facts.urgency is Urgency.DARURAT
    return {
        None: True,
        Condition.EMERGENCY: darurat,
        Condition.DANGER: darurat or facts.risk == Risk.HIGH,
        Condition.LOW_RISK: facts.risk == Risk.LOW,
        Condition.POLICE_REQUEST: facts.visum,
    }[when]


def _open(desk: Unit, route: Route | None) -> Route:
    if route is not None and route.way in OPEN:
        return route
    to = label(desk.kind)
    if route is not None and route.way is Way.CONSULT:
        raise Refused("route.consult", to=to, phone=desk.desk.number)
    if route is not None and route.needs:
        raise Refused("route.other_way", to=to, needs=route.needs)
    raise Refused("route.none", to=to)
