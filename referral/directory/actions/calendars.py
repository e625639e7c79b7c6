"""Loading the days on which offices are closed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from referral.audit import By, action
from referral.directory.actions.tally import Tally, bring_up
from referral.directory.models import Holiday

if TYPE_CHECKING:
    from referral.directory.forms.calendars import HolidayRow


@action("holidays.loaded")
def load_holidays(rows: "Iterable[HolidayRow]", *, by: By | None = None) -> Tally:  # noqa: ARG001
    """Add new days, change known ones; a day that the file leaves out stays."""
    wanted = (
        {"day": r.on, "kind": r.kind, "name": r.name, "provisional": r.status == "provisional"}
        for r in rows
    )
    return bring_up(Holiday, wanted, "day")
