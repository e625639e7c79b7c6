"""Who is told of a referral's moves, and who may be named in it."""

from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.cases.queries import owner_of
from referral.directory import queries as directory
from referral.directory.models import Service, Unit
from referral.directory.queries.duty import Member
from referral.people.models import Person
from referral.policy import MANAGERS, AccessGrant, Actor, AreaGrant, Basis, Role
from referral.referrals.models import LIVE, Kind, Referral, ReferralPreview, Status

WORKERS = (Role.PROVIDER, *MANAGERS)
LEADING = (Basis.ASSIGNMENT, Basis.SUPERVISION)
"""On these grounds somebody stands for the case's own unit, as the database has it too."""


def desk_people(referral: Referral) -> list[UUID]:
    """Those at the desk who hold it in hand, else whoever is on duty; nobody before it is sent."""
    if referral.sent_at is None:
        return []
    hands = [p for p in (referral.worker_id, referral.claimed_by_id) if p is not None]
    return hands or directory.on_duty(referral.to_unit_id)


def sender_of(referral: Referral) -> UUID:
    """Who stands for the sender today: the manager of the case, or who told a village report."""
    if referral.kind is Kind.VILLAGE_REPORT:
        return referral.sender_id
    g = AccessGrant.__table__.c
    manager = sa.select(g.person_id).where(
        g.case_id == referral.case_id, g.basis == int(Basis.ASSIGNMENT), g.until == db.FAR
    )
    found: UUID | None = db.session.scalar(manager.order_by(g.id.desc()).limit(1))
    return found or referral.sender_id


def senders(referral: Referral) -> list[UUID]:
    """Who stands for the sender today, and while he is away his stand-in."""
    sender = sender_of(referral)
    return [sender, *directory.stand_ins(sender)]


def sender_people(referral: Referral) -> list[UUID]:
    """Who stands for the sender, and his supervisor; without one, the heads of the unit."""
    sender, *instead = senders(referral)
    boss = db.session.scalar(sa.select(Person.supervisor_id).where(Person.id == sender))
    bosses = [boss] if boss is not None else directory.heads(referral.from_unit_id)
    return [sender, *instead, *bosses]


def name_of(person_id: UUID) -> str:
    """A person's name."""
    return db.session.scalars(sa.select(Person.name).where(Person.id == person_id)).one()


def district_of(referral: Referral) -> str:
    """The district of the child, as the preview tells it."""
    return db.session.scalars(
        sa.select(ReferralPreview.district_code).where(ReferralPreview.referral_id == referral.id)
    ).one()


def district_supervisors(referral: Referral) -> list[UUID]:
    """Who watches over the district; where nobody does, or it lies above, over the province."""
    level = [Role.PROVINCIAL_SUPERVISOR]
    if not owner_of(referral.case_id).above:
        level.append(Role.DISTRICT_SUPERVISOR)
    rows = db.session.execute(
        sa.select(Person.role, Person.id)
        .join(AreaGrant, AreaGrant.unit_id == Person.unit_id)
        .where(
            AreaGrant.district_code == district_of(referral),
            AreaGrant.until > db.now(),
            Person.active,
            Person.role.in_(level),
        )
    ).all()
    near = [person for role, person in rows if role is Role.DISTRICT_SUPERVISOR]
    return near or [person for _role, person in rows]


def workers(referral: Referral) -> list[Member]:
    """Who of the desk's unit may be named: where the case itself moves, who may manage one.

    Never one from whom the case is hidden.
    """
    roles = MANAGERS if referral.moves_the_case else WORKERS
    hidden = policy.hidden_from(referral.case_id)
    staff = directory.staff([referral.to_unit_id], roles)
    asks = {referral.sender_id} if referral.within else set()
    return [member for member in staff if member.id not in hidden | asks]


def manages(case_id: UUID, actor: Actor) -> bool:
    """Whether the case is assigned to this very person."""
    return _on(case_id, actor, Basis.ASSIGNMENT)


def leads(case_id: UUID, actor: Actor) -> bool:
    """Whether this person manages the case, stands in for who does, or supervises it as head."""
    return _on(case_id, actor, *LEADING)


def _on(case_id: UUID, actor: Actor, *bases: Basis) -> bool:
    asked = {"case": case_id, "person": actor.id, "now": db.now(), "bases": list(map(int, bases))}
    return db.session.scalar(_HOLDS, asked) is not None


_NOW = sa.bindparam("now", type_=sa.DateTime(timezone=True))
_HOLDS = (
    sa.select(AccessGrant.id)
    .where(
        AccessGrant.case_id == sa.bindparam("case", type_=sa.Uuid()),
        AccessGrant.person_id == sa.bindparam("person", type_=sa.Uuid()),
        AccessGrant.basis == sa.any_(sa.bindparam("bases", type_=sa.ARRAY(sa.SmallInteger()))),
        AccessGrant.since <= _NOW,
        AccessGrant.until > _NOW,
    )
    .limit(1)
)


def owns(case_id: UUID, actor: Actor) -> bool:
    """Whether the case belongs to this person's unit, as far as he sees it."""
    found = sa.select(CaseFile.id).where(CaseFile.id == case_id, CaseFile.unit_id == actor.unit_id)
    return db.session.scalar(found) is not None


def running(case_id: UUID, desk_id: UUID, service: Service) -> str | None:
    """The number of what was sent to this desk for this service and is not over."""
    waits = sa.select(Referral.number).where(
        Referral.case_id == case_id,
        Referral.to_unit_id == desk_id,
        Referral.service == service,
        Referral.status.in_(LIVE),
        Referral.sent_at.is_not(None),
    )
    return db.session.scalar(waits.limit(1))


def passing_on(case_id: UUID) -> bool:
    """Whether a transfer of the case waits for its answer."""
    waits = sa.select(Referral.id).where(
        Referral.case_id == case_id,
        Referral.kind == Kind.TRANSFER,
        Referral.status.in_([Status.SENT, Status.NEEDS_INFO]),
    )
    return db.session.scalar(waits.limit(1)) is not None


def drafts(case_id: UUID) -> set[UUID | None]:
    """What of the case is written and not sent."""
    found = sa.select(Referral.id).where(
        Referral.case_id == case_id, Referral.status == Status.DRAFT
    )
    return set(db.session.scalars(found))


def same_agency(one: UUID, other: UUID) -> bool:
    """Whether two units are of one agency: what was consented to for one holds for the other."""
    agencies = db.session.scalars(sa.select(Unit.agency_id).where(Unit.id.in_([one, other])))
    return len(set(agencies)) == 1
