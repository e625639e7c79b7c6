"""What is promised: by whom, until when, how late; for a case, for many, for whoever owes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.directory.models import Desk, Unit
from referral.i18n import _l
from referral.people.models import Person
from referral.policy import Actor
from referral.reminders.clocks import local_day, on_wall
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp

MOST = 100
KIND_LABELS: dict[Kind, str] = {
    Kind.SEND: _l("Mengirim laporan"),
    Kind.ACKNOWLEDGE: _l("Menyatakan “Saya tangani”"),
    Kind.TRIAGE: _l("Memastikan tingkat risiko"),
    Kind.FIRST_CONTACT: _l("Kontak pertama dengan anak"),
    Kind.POLICE_REPORT: _l("Laporan polisi"),
    Kind.ANSWER: _l("Menjawab rujukan"),
    Kind.FIRST_SERVICE: _l("Layanan pertama"),
    Kind.CONFIRM: _l("Memastikan hasil layanan"),
    Kind.RE_PLAN: _l("Mencari jalan lain"),
}


@dataclass(frozen=True)
class Promise:
    """One follow-up as a page shows it; ``phone`` is the owing desk's, ``seen_at`` the moment."""

    id: int
    case_id: UUID
    referral_id: UUID | None
    kind: Kind
    unit_id: UUID
    unit: str
    phone: str | None
    owner_id: UUID | None
    owner: str | None
    started_at: datetime
    target_at: datetime | None
    due_at: datetime
    done_at: datetime | None
    seen_at: datetime

    @property
    def label(self) -> str:
        """What is owed, in words."""
        return KIND_LABELS[self.kind]

    @property
    def left(self) -> timedelta:
        """Time until the limit, counted to when it was kept; negative when late."""
        return self.due_at - (self.done_at or self.seen_at)

    @property
    def late(self) -> timedelta:
        """By how much it is or was late; zero when it is not."""
        return max(-self.left, timedelta(0))

    @property
    def amber(self) -> bool:
        """The target has passed, the limit not."""
        end = self.done_at or self.seen_at
        return self.target_at is not None and self.target_at < end <= self.due_at


@dataclass(frozen=True)
class Owed:
    """What a person and his desk owe, the nearest first; never more than 100 in all."""

    late: Sequence[Promise]
    today: Sequence[Promise]
    later: Sequence[Promise]

    @property
    def all(self) -> list[Promise]:
        """The three together."""
        return [*self.late, *self.today, *self.later]


def open_promises(case_ids: Collection[UUID]) -> dict[UUID, list[Promise]]:
    """What each case still owes, the nearest first; an empty list where nothing."""
    found: dict[UUID, list[Promise]] = {case_id: [] for case_id in case_ids}
    where = FollowUp.case_id.in_(found), FollowUp.done_at.is_(None)
    for promise in _promises(_rows().where(*where).order_by(FollowUp.due_at, FollowUp.id)):
        found[promise.case_id].append(promise)
    return found


def of_case(case_id: UUID, actor: Actor) -> list[Promise]:
    """Every promise of a case that the actor may see, open and kept, by their limits."""
    query = _rows().where(FollowUp.case_id == case_id, FollowUp.visible_to(actor))
    return _promises(query.order_by(FollowUp.due_at, FollowUp.id))


def of_referral(referral_id: UUID, actor: Actor) -> list[Promise]:
    """The same for one referral: what its two sides owe each other."""
    query = _rows().where(FollowUp.referral_id == referral_id, FollowUp.visible_to(actor))
    return _promises(query.order_by(FollowUp.due_at, FollowUp.id))


def owed_by(actor: Actor) -> Owed:
    """What waits on this person: his own, and what his unit's desk owes and nobody has taken."""
    mine = FollowUp.owner_person_id == actor.id
    desk = (FollowUp.owner_unit_id == actor.unit_id) & FollowUp.owner_person_id.is_(None)
    query = _rows().where(FollowUp.done_at.is_(None), mine | desk, FollowUp.visible_to(actor))
    found = _promises(query.order_by(FollowUp.due_at, FollowUp.id).limit(MOST))
    now = db.now()
    midnight = on_wall(local_day(now) + timedelta(days=1), time())
    return Owed(
        [p for p in found if p.due_at < now],
        [p for p in found if now <= p.due_at < midnight],
        [p for p in found if p.due_at >= midnight],
    )


def _rows() -> sa.Select[FollowUp, str, str | None, str | None]:
    return (
        sa.select(FollowUp, Unit.name, Desk.phone, Person.name)
        .join(Unit, Unit.id == FollowUp.owner_unit_id)
        .outerjoin(Desk, Desk.unit_id == FollowUp.owner_unit_id)
        .outerjoin(Person, Person.id == FollowUp.owner_person_id)
    )


def _promises(query: sa.Select[FollowUp, str, str | None, str | None]) -> list[Promise]:
    now = db.now()
    return [
        Promise(
            f.id, f.case_id, f.referral_id, f.kind, f.owner_unit_id, unit, phone,
            f.owner_person_id, owner, f.started_at, f.target_at, f.due_at, f.done_at, now,
        )
        for f, unit, phone, owner in db.session.execute(query)
    ]  # fmt: skip
