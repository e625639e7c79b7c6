"""Today's appointments: first services that were promised for this day in South Sulawesi."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory.models import Service, Unit
from referral.people.models import Person
from referral.policy import WHOEVER, Actor, asked_by
from referral.referrals.models import Kind, Referral, Status
from referral.reminders.clocks import local_day, on_wall

MOST = 25
BEGINS: sa.BindParameter[datetime] = sa.bindparam("begins")
ENDS: sa.BindParameter[datetime] = sa.bindparam("ends")


@dataclass(frozen=True)
class Appointment:
    """When a child is to be served today: by which unit and whom, on which referral."""

    at: datetime
    referral_id: UUID
    number: str
    kind: Kind
    service: Service
    unit: str
    worker: str | None

    @property
    def first_contact(self) -> bool:
        """Where the case itself was taken over, the child is to be met."""
        return self.kind in (Kind.VILLAGE_REPORT, Kind.TRANSFER)


def appointments(actor: Actor) -> list[Appointment]:
    """Those that I promised or that were promised to me for a child, by the hour."""
    day = local_day(db.now())
    hours = {"begins": on_wall(day, time()), "ends": on_wall(day + timedelta(days=1), time())}
    rows = db.session.execute(_appointments(), {**asked_by(actor), **hours})
    return [Appointment(*row) for row in rows]


@cache
def _appointments() -> sa.Select[*tuple[Any, ...]]:
    r, me = Referral, WHOEVER
    given = (r.to_unit_id == me.unit_id) & (r.worker_id == me.id)
    asked = (r.from_unit_id == me.unit_id) & (r.sender_id == me.id)
    return (
        sa.select(r.first_service_by, r.id, r.number, r.kind, r.service, Unit.name, Person.name)
        .join(Unit, Unit.id == r.to_unit_id)
        .outerjoin(Person, Person.id == r.worker_id)
        .where(
            r.status == Status.ACCEPTED,
            r.first_service_by >= BEGINS,
            r.first_service_by < ENDS,
            given | asked,
            r.visible_to(me),
        )
        .order_by(r.first_service_by, r.id)
        .limit(MOST)
    )
