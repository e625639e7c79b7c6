"""Loading dated limits; what was promised by older ones stays promised."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

from referral.audit import By, action
from referral.directory.actions.tally import Tally, bring_up
from referral.reminders.models import StoredLimit

if TYPE_CHECKING:
    from referral.reminders.forms import LimitRow

KEY = ("kind", "risk", "receiver", "urgency", "placement", "district", "since")


@action("limits.loaded")
def load_limits(rows: "Iterable[LimitRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new rows, change known ones; a row that the file leaves out stays."""
    return bring_up(StoredLimit, (asdict(row) for row in rows), *KEY)
