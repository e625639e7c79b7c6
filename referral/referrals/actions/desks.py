"""Which desk may be asked: it is there, serves the place, does this work, and the route is open."""

from uuid import UUID

from referral.directory import queries as directory
from referral.directory.models import Route, Service, Unit, Way
from referral.errors import Refused
from referral.policy import OWNING, SHARABLE, AgencyKind
from referral.referrals.models import label
from referral.referrals.queries import OPEN


def asked(unit_id: UUID, service: Service, area_code: str, sender: AgencyKind) -> tuple[Unit, Way]:
    """The desk that is asked, and whether as a referral or as a legal report.

    Raises ``Refused``, each with the way on: no such desk, another area, not its work, no route.
    """
    desk = directory.unit(unit_id)
    if desk is None or desk.desk is None or desk.kind not in SHARABLE:
        raise Refused("desk.not_serving")
    if desk.kind not in OWNING and not directory.serves(desk.id, area_code):
        raise Refused("desk.not_serving")
    if service not in directory.offers([desk.id])[desk.id]:
        raise Refused("desk.not_offering")
    return desk, _way(desk, directory.routes(sender).to(desk.kind, service))


def _way(desk: Unit, route: Route | None) -> Way:
    if route is not None and route.way in OPEN:
        return route.way
    to = label(desk.kind)
    if route is not None and route.way is Way.CONSULT:
        raise Refused("route.consult", to=to, phone=desk.desk.number)
    if route is not None and route.needs:
        raise Refused("route.other_way", to=to, needs=route.needs)
    raise Refused("route.none", to=to)
