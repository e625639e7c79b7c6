"""What a list is asked for in its address, as values; whatever cannot be read is not asked."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from referral.cases.models import Status
from referral.cases.queries import ORIGINS, Scope, Wanted, scope_of
from referral.policy import Actor
from referral.reminders.limits import Risk

SHOWN = (Status.REPORTED, Status.OPEN, Status.CLOSING, Status.CLOSED)
BREAK = "~"


def wanted(args: Mapping[str, str], actor: Actor) -> Wanted:
    """The list that the address names, of those that this actor has."""
    status = args.get("status")
    return Wanted(
        scope=_scope(args, actor),
        late=args.get("late") == "1",
        risk=_risk(args.get("risk", "")),
        status=Status(status) if status in SHOWN else None,
        after=_place(args.get("after", "")),
    )


def older(text: str) -> tuple[datetime, str, int] | None:
    """The line of a timeline after which a page begins, as its address says."""
    at, origin, last = [*text.split(BREAK), "", ""][:3]
    try:
        moment, line = datetime.fromisoformat(at), int(last)
    except ValueError:
        return None
    known = moment.tzinfo and origin in ORIGINS and abs(line) < 2**63
    return (moment, origin, line) if known else None


def line(after: tuple[datetime, str, int] | None) -> str | None:
    """The same as it stands in the address."""
    return after and f"{after[0].isoformat()}{BREAK}{after[1]}{BREAK}{after[2]}"


def place(after: tuple[datetime, UUID] | None) -> str | None:
    """The last row of a page as it stands in the address of the next one."""
    return after and f"{after[0].isoformat()}{BREAK}{after[1]}"


def _scope(args: Mapping[str, str], actor: Actor) -> Scope:
    usual = scope_of(actor)
    if usual is Scope.OPENED:
        return usual
    asked = (scope for scope in (Scope.MINE, Scope.OPENED) if args.get(scope) == "1")
    return next(asked, usual)


def _risk(text: str) -> Risk | None:
    names = {risk.name.lower(): risk for risk in Risk} | {str(int(risk)): risk for risk in Risk}
    return names.get(text)


def _place(text: str) -> tuple[datetime, UUID] | None:
    at, _, last = text.partition(BREAK)
    try:
        moment, row = datetime.fromisoformat(at), UUID(last)
    except ValueError:
        return None
    return (moment, row) if moment.tzinfo else None
