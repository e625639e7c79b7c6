"""Loading who may hand over to whom."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from referral.audit import By, action
from referral.directory.actions.tally import Tally, bring_up
from referral.directory.models import Route

if TYPE_CHECKING:
    from referral.directory.forms.routes import RouteRow


@action("routes.loaded")
def load_routes(rows: "Iterable[RouteRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new rows, change known ones; what the file leaves out stays."""
    key = ("from_kind", "to_kind", "service", "since")
    return bring_up(Route, (asdict(row) for row in rows), *key)
