"""Who may hand over to whom today, and which desks are open to a sender."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from referral import db
from referral.directory.models import Route, Service
from referral.directory.queries.duty import today
from referral.policy import AgencyKind


@dataclass(frozen=True)
class Routes:
    """The ways that lead from one kind of agency."""

    rows: Mapping[tuple[str, str], Route]

    def to(self, kind: AgencyKind, service: Service) -> Route | None:
        """The row of this very service, else that of all; None where there is no way."""
        return self.rows.get((kind, service)) or self.rows.get((kind, ""))


_HELD = (
    sa.select(Route)
    .where(Route.from_kind == sa.bindparam("kind"), Route.since <= sa.bindparam("today"))
    .order_by(Route.since)
)


def routes(kind: AgencyKind) -> Routes:
    """What holds today for senders of this kind."""
    held = db.session.scalars(_HELD, {"kind": kind, "today": today()})
    return Routes({(route.to_kind, route.service): route for route in held})
