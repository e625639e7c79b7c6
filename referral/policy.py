"""Access: roles, permissions, compartments and the grants that are the only ground to see a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, IntFlag, StrEnum
from typing import Any, TypeVar
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.errors import Missing


class Role(StrEnum):
    """What a person is in this service; exactly one."""

    VOLUNTEER = "volunteer"
    PROVIDER = "provider"
    CASE_MANAGER = "case_manager"
    UNIT_HEAD = "unit_head"
    DISTRICT_SUPERVISOR = "district_supervisor"
    PROVINCIAL_SUPERVISOR = "provincial_supervisor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class AgencyKind(StrEnum):
    """What an agency is; it decides what its receivers may be shown."""

    PATBM = "patbm"
    SHELTER = "shelter"
    UPTD = "uptd"
    UPT_PROVINCE = "upt_province"
    DP3A = "dp3a"
    SOCIAL = "social"
    POLICE = "police"
    HOSPITAL = "hospital"
    SCHOOL = "school"


class Permission(StrEnum):
    """What a role may do at all; which case is the grants' question."""

    CASE_OPEN = "case:open"
    CASE_READ = "case:read"
    CASE_WORK = "case:work"
    CASE_DECIDE = "case:decide"
    REFERRAL_READ = "referral:read"
    REFERRAL_SEND = "referral:send"
    REFERRAL_ANSWER = "referral:answer"
    BOARD_READ = "board:read"
    BOARD_ACT = "board:act"
    INBOX_READ = "inbox:read"
    DESK_READ = "desk:read"
    DESK_WRITE = "desk:write"
    PEOPLE_READ = "people:read"
    PEOPLE_WRITE = "people:write"
    AUDIT_READ = "audit:read"
    SELF_READ = "self:read"
    SELF_WRITE = "self:write"


class _Open:
    """The declaration of a page that anybody may open."""


ANYONE = _Open()

_P = Permission
_ALL = frozenset({_P.INBOX_READ, _P.SELF_READ, _P.SELF_WRITE, _P.DESK_READ})
_STAFF = _ALL | {
    _P.CASE_OPEN,
    _P.CASE_READ,
    _P.REFERRAL_READ,
    _P.REFERRAL_ANSWER,
    _P.DESK_WRITE,
}
_WORK = _STAFF | {_P.CASE_WORK, _P.REFERRAL_SEND}
_WATCH = _ALL | {_P.CASE_READ, _P.REFERRAL_READ, _P.BOARD_READ, _P.BOARD_ACT, _P.DESK_WRITE}
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VOLUNTEER: _ALL | {_P.CASE_OPEN, _P.CASE_READ},
    Role.PROVIDER: _STAFF | {_P.CASE_WORK},
    Role.CASE_MANAGER: _WORK,
    Role.UNIT_HEAD: _WORK | {_P.CASE_DECIDE, _P.BOARD_READ, _P.BOARD_ACT},
    Role.DISTRICT_SUPERVISOR: _WATCH,
    Role.PROVINCIAL_SUPERVISOR: _WATCH,
    Role.ADMINISTRATOR: _ALL | {_P.PEOPLE_READ, _P.PEOPLE_WRITE, _P.DESK_WRITE},
    Role.AUDITOR: _ALL | {_P.AUDIT_READ},
}


class Compartment(IntFlag):
    """Separately visible parts of a case, as bits of a grant."""

    NONE = 0
    SHELL = 1
    REFERRALS = 2
    IDENTITY = 4
    STORY = 8
    HEALTH = 16
    ALLEGED = 32
    ONLINE = 64
    PLACE = 128
    REPORTER = 256
    LAW = 512
    SERVICES = 1024
    AUDIT = 2048


C = Compartment
SEALED = C.IDENTITY | C.STORY | C.HEALTH | C.ALLEGED | C.ONLINE | C.PLACE | C.REPORTER
WHOLE = SEALED | C.SHELL | C.REFERRALS | C.LAW | C.SERVICES | C.AUDIT


class Basis(IntEnum):
    """On what ground a grant stands."""

    OPENED = 1
    INTAKE_CLAIM = 2
    ASSIGNMENT = 3
    PREVIEW = 4
    REFERRAL = 5
    SUPERVISION = 6
    DUTY_DESK = 7
    BREAK_GLASS = 8
    CONSENTED_RETURN = 9
    TRANSFER = 10
    RESIDUE = 11


BY_BASIS: dict[Basis, Compartment] = {
    Basis.OPENED: C.SHELL | C.IDENTITY | C.STORY | C.ALLEGED | C.REPORTER,
    Basis.INTAKE_CLAIM: WHOLE & ~(C.HEALTH | C.ONLINE | C.PLACE | C.AUDIT),
    Basis.ASSIGNMENT: WHOLE,
    Basis.PREVIEW: C.NONE,
    Basis.SUPERVISION: C.SHELL | C.REFERRALS | C.IDENTITY | C.STORY | C.ALLEGED | C.PLACE
    | C.LAW | C.SERVICES | C.AUDIT,
    Basis.DUTY_DESK: C.SHELL | C.REFERRALS | C.LAW | C.SERVICES,
    Basis.RESIDUE: C.NONE,
}
"""Who gets what by which ground (domain.md 4.5, security.md 2.2); a referral's is its share list."""

SHARABLE: dict[AgencyKind, Compartment] = {
    AgencyKind.POLICE: C.IDENTITY | C.STORY | C.ALLEGED | C.ONLINE | C.REPORTER | C.LAW,
    AgencyKind.SOCIAL: C.IDENTITY | C.STORY | C.ALLEGED | C.PLACE,
    AgencyKind.HOSPITAL: C.IDENTITY | C.STORY | C.HEALTH,
    AgencyKind.UPTD: WHOLE,
    AgencyKind.UPT_PROVINCE: WHOLE,
    AgencyKind.SCHOOL: C.IDENTITY,
}
"""What a share list may hold at most, by the kind of the receiving agency."""

USUAL_SHARE: dict[AgencyKind, Compartment] = {
    AgencyKind.POLICE: C.IDENTITY | C.STORY | C.ALLEGED | C.ONLINE | C.LAW,
    AgencyKind.SOCIAL: C.IDENTITY | C.STORY,
    AgencyKind.HOSPITAL: C.IDENTITY | C.STORY,
}


@dataclass(frozen=True)
class Actor:
    """Who acts in this transaction: what ``begin_as`` says of the signed-in person."""

    id: UUID
    unit_id: UUID
    role: Role
    name: str
    username: str
    language: str
    unit_name: str
    unit_kind: AgencyKind
    districts: tuple[str, ...] = ()
    late: int = 0
    unread: int = 0


class AccessGrant(db.Base):
    """Who sees which part of a case, on what ground, since when, until when."""

    __tablename__ = "access_grant"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name="one_holder"),
        sa.Index(
            "ix_access_grant_case",
            "case_id",
            postgresql_include=["person_id", "unit_id", "until", "compartments"],
        ),
        sa.Index(
            "ix_access_grant_person",
            "person_id",
            "until",
            postgresql_where=sa.text("person_id IS NOT NULL"),
        ),
        sa.Index(
            "ix_access_grant_unit",
            "unit_id",
            "until",
            postgresql_where=sa.text("unit_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(
        sa.ForeignKey("case_file.id", deferrable=True, initially="DEFERRED")
    )
    person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("person.id"))
    unit_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("unit.id"))
    compartments: Mapped[int]
    basis: Mapped[int] = mapped_column(sa.SmallInteger)
    basis_id: Mapped[UUID | None]
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(default=db.FAR)
    ended_because: Mapped[str | None]


class AreaGrant(db.Base):
    """A supervising unit sees the shells, never a compartment, of a district's cases."""

    __tablename__ = "area_grant"

    unit_id: Mapped[UUID] = mapped_column(sa.ForeignKey("unit.id"), primary_key=True)
    district_code: Mapped[str] = mapped_column(sa.Text(collation="C"), primary_key=True)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime] = mapped_column(default=db.FAR)


class Exclusion(db.Base):
    """A person whom this case must stay hidden from, whatever grants say (conflict of interest)."""

    __tablename__ = "exclusion"

    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(sa.ForeignKey("case_file.id"), primary_key=True)


def can(actor: Actor | None, permission: Permission) -> bool:
    """Whether the actor's role holds the permission; nobody holds none."""
    return actor is not None and permission in GRANTS[actor.role]


def granted(
    case_id: Any,  # noqa: ANN401 - a column of any model
    actor: Actor,
    need: Compartment,
    *,
    basis_id: Any = None,  # noqa: ANN401
    district: Any = None,  # noqa: ANN401
) -> sa.ColumnElement[bool]:
    """The application's twin of the database's policy: a live grant, no exclusion.

    ``basis_id`` admits the holder of a grant on that very referral; ``district`` admits the
    supervising units of that district.
    """
    g, x, a = AccessGrant.__table__, Exclusion.__table__, AreaGrant.__table__
    enough = g.c.compartments.op("&")(int(need)) != 0
    if basis_id is not None:
        enough |= g.c.basis_id == basis_id
    holds = (
        sa.select(sa.literal(1))
        .select_from(g)
        .where(
            g.c.case_id == case_id,
            g.c.until > db.now(),
            enough,
            (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
        )
        .correlate_except(g)
        .offset(0)
        .exists()
    )
    if district is not None:
        mine = sa.select(a.c.district_code).where(
            a.c.unit_id == actor.unit_id, a.c.until > db.now()
        )
        holds |= district == sa.any_(sa.func.array(mine.scalar_subquery()))
    hidden = sa.select(x.c.case_id).where(x.c.person_id == actor.id)
    return holds & (case_id != sa.all_(sa.func.array(hidden.scalar_subquery())))


M = TypeVar("M", bound=db.Base)


def rows(model: type[M], actor: Actor) -> sa.Select[tuple[M]]:
    """A query for the rows of a model that this actor may see."""
    return sa.select(model).where(model.visible_to(actor))


def find(model: type[M], id: object, actor: Actor) -> M:
    """The one row, or ``Missing``: the same for 'not there' and 'not for you'."""
    key = sa.inspect(model).primary_key[0]
    found = db.session.scalar(rows(model, actor).where(key == id))
    if found is None:
        raise Missing
    return found


def compartments(case_id: UUID, actor: Actor) -> Compartment:
    """What the actor's live grants on this case add up to."""
    g = AccessGrant.__table__
    masks = db.session.scalars(
        sa.select(g.c.compartments).where(
            g.c.case_id == case_id,
            g.c.until > db.now(),
            (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
        )
    )
    found = Compartment.NONE
    for mask in masks:
        found |= Compartment(mask)
    return found


def grant(
    case_id: UUID,
    *,
    basis: Basis,
    to: UUID | None = None,
    unit: UUID | None = None,
    share: Compartment | None = None,
    basis_id: UUID | None = None,
    until: datetime = db.FAR,
) -> None:
    """Let one person or one unit see; ``share`` is needed where the basis has no fixed part."""
    row = {
        "case_id": case_id,
        "person_id": to,
        "unit_id": unit,
        "compartments": int(BY_BASIS[basis] if share is None else share),
        "basis": int(basis),
        "basis_id": basis_id,
        "since": db.now(),
        "until": until,
    }
    db.session.execute(sa.insert(AccessGrant).inline(), row)


def end(
    case_id: UUID,
    *,
    because: str,
    bases: Iterable[Basis],
    basis_id: UUID | None = None,
    at: datetime | None = None,
) -> None:
    """End live grants of these bases, now or at a later time; never lengthens one."""
    moment = at or db.now()
    where = [
        AccessGrant.case_id == case_id,
        AccessGrant.until > moment,
        AccessGrant.basis.in_([int(b) for b in bases]),
    ]
    if basis_id is not None:
        where.append(AccessGrant.basis_id == basis_id)
    db.session.execute(
        sa.update(AccessGrant)
        .where(*where)
        .values(until=moment, ended_because=because)
        .execution_options(synchronize_session=False)
    )
