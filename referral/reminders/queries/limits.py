"""The limits in force for one unit today: the shipped ones under what was loaded."""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory import queries as directory
from referral.reminders.kinds import Kind, Receiver, Risk, Start, Urgency
from referral.reminders.limits import LIMITS, Ground, Limit, Span, in_force
from referral.reminders.models import StoredLimit

STARTS: dict[Kind, Start] = {row.kind: row.start for row in LIMITS}


def limits(unit_id: UUID) -> tuple[Limit, ...]:
    """What holds today for what this unit owes: its district's rows before those of all."""
    stored = _stored()
    if not stored:
        return LIMITS
    own, on = directory.district(unit_id), directory.today()
    general = in_force([*LIMITS, *(_limit(row) for row in stored if not row.district)], on)
    special = in_force([_limit(row) for row in stored if row.district == own], on)
    return tuple({row.place: row for row in (*general, *special)}.values())


def _stored() -> Sequence[StoredLimit]:
    """All rows, once a transaction; they are few."""
    moment = db.now()
    since, rows = db.session.info.get("limits", (None, ()))
    if since != moment:
        rows = db.session.scalars(sa.select(StoredLimit)).all()
        db.session.info["limits"] = moment, rows
    found: Sequence[StoredLimit] = rows
    return found


def _limit(row: StoredLimit) -> Limit:
    kind = Kind(row.kind)
    return Limit(
        kind=kind,
        limit=Span(row.amount, row.clock),
        start=STARTS[kind],
        ground=Ground(row.mark, row.source),
        target=Span(row.target, row.clock) if row.target else None,
        risk=Risk[row.risk.upper()] if row.risk else None,
        receiver=Receiver(row.receiver) if row.receiver else None,
        urgency=Urgency(row.urgency) if row.urgency else None,
        placement=row.placement == "yes" if row.placement else None,
        since=row.since,
    )
