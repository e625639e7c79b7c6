"""Today's appointments in South Sulawesi: first services that were promised, and hearings."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseEvent, CaseFile, RecordKind
from referral.directory.models import Service, Unit
from referral.directory.queries.naming import person_as, shown_as
from referral.people.models import Person
from referral.policy import WHOEVER, Actor, asked_by
from referral.referrals.models import Kind, Referral, Status
from referral.reminders.clocks import local_day, on_wall
from referral.reports.queries.standing import mine, sender

MOST = 25
BEGINS: sa.BindParameter[datetime] = sa.bindparam("begins")
ENDS: sa.BindParameter[datetime] = sa.bindparam("ends")


@dataclass(frozen=True)
class Appointment:
    """When a child is to be served or heard today: by which unit and whom, on which referral."""

    at: datetime
    about_id: UUID
    number: str
    kind: Kind | None
    """None: a hearing of the case."""
    service: Service | None
    unit: str | None
    worker: str | None

    @property
    def first_contact(self) -> bool:
        """Where the case itself was taken over, the child is to be met."""
        return self.kind in (Kind.VILLAGE_REPORT, Kind.TRANSFER)


def appointments(actor: Actor) -> list[Appointment]:
    """Those that I promised, or that stand for a child of mine, by the hour."""
    day = local_day(db.now())
    hours = {"begins": on_wall(day, time()), "ends": on_wall(day + timedelta(days=1), time())}
    rows = db.session.execute(_appointments(), {**asked_by(actor), **hours})
    return [Appointment(*row) for row in rows]


@cache
def _appointments() -> sa.CompoundSelect[*tuple[Any, ...]]:
    both = sa.union_all(_services(), _hearings())
    return both.order_by(both.selected_columns[0], both.selected_columns[1]).limit(MOST)


def _hearings() -> sa.Select[*tuple[Any, ...]]:
    nothing = (sa.null().cast(kind.type) for kind in (Referral.kind, Referral.service))
    return (
        sa.select(CaseEvent.at, CaseFile.id, CaseFile.number, *nothing, sa.null(), sa.null())
        .join(CaseFile, CaseFile.id == CaseEvent.case_id)
        .where(
            CaseEvent.act == RecordKind.HEARING.value,
            CaseEvent.at >= BEGINS,
            CaseEvent.at < ENDS,
            mine(CaseFile.manager_id),
            CaseFile.visible_to(WHOEVER),
        )
    )


def _services() -> sa.Select[*tuple[Any, ...]]:
    r, me = Referral, WHOEVER
    given = (r.to_unit_id == me.unit_id) & mine(r.worker_id)
    asked = (r.from_unit_id == me.unit_id) & mine(sender(r))
    return (
        sa.select(
            r.first_service_by, r.id, r.number, r.kind, r.service,
            shown_as(Unit), person_as(Person, Unit),
        )
        .join(Unit, Unit.id == r.to_unit_id)
        .outerjoin(Person, Person.id == r.worker_id)
        .where(
            r.status == Status.ACCEPTED,
            r.first_service_by >= BEGINS,
            r.first_service_by < ENDS,
            given | asked,
            r.visible_to(me),
        )
    )  # fmt: skip
