"""Grants: the rows that are the only ground to see a case, and the questions put to them."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db
from referral.errors import Missing
from referral.policy.parts import BESIDE, Basis, Compartment
from referral.policy.roles import Actor, AgencyKind, Role


class AccessGrant(db.Base):
    """Who sees which part of a case, on what ground, since when, until when."""

    __tablename__ = "access_grant"
    __table_args__ = (
        sa.CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name="one_holder"),
        sa.Index(
            "ix_access_grant_case",
            "case_id",
            postgresql_include=["person_id", "unit_id", "since", "until", "compartments"],
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


ASKED_AT = sa.bindparam("asked_at", type_=sa.DateTime(timezone=True))
WHOEVER = Actor(
    id=cast("UUID", sa.bindparam("asker", type_=sa.Uuid())),
    unit_id=cast("UUID", sa.bindparam("asker_unit", type_=sa.Uuid())),
    role=Role.VOLUNTEER,
    name="",
    username="",
    language="",
    unit_name="",
    unit_kind=AgencyKind.PATBM,
)
"""Whoever asks: a query for it is built once; ``asked_by`` says who asks, and when."""


def asked_by(actor: Actor) -> dict[str, Any]:
    """The values of a query that was built for ``WHOEVER``."""
    return {"asker": actor.id, "asker_unit": actor.unit_id, "asked_at": db.now()}


class Watched(NamedTuple):
    """Where a case is: its district, and since when it stands above it, for the province alone."""

    district: Any
    above: Any = None


def granted(
    case_id: Any,
    actor: Actor,
    need: Compartment,
    *,
    basis_id: Any = None,
    watched: Watched | None = None,
    told: sa.ColumnElement[bool] | None = None,
) -> sa.ColumnElement[bool]:
    """The application's twin of the database's policy: a live grant, no exclusion.

    ``basis_id`` admits the holder of a grant on that very referral; ``watched`` admits the
    supervising units of that district. ``told``: only so much sees by his part who told it,
    accompanies the child or once held it, and does not work on it.
    """
    g = AccessGrant.__table__
    enough = _opens(need)
    if told is not None:
        aside = g.c.basis.in_([int(basis) for basis in BESIDE]) & ~_opens(Compartment.SERVICES)
        enough &= ~aside | told
    if basis_id is not None:
        enough |= g.c.basis_id == basis_id
    held = sa.select(sa.literal(1)).where(g.c.case_id == case_id, enough, *_live(actor))
    ground: sa.ColumnElement[bool] = held.correlate_except(g).offset(0).exists()
    if watched is not None:
        mine = watched.district == sa.any_(sa.func.array(_districts(actor)))
        if watched.above is not None:
            mine &= watched.above.is_(None) | provincial(actor)
        ground |= mine
    return ground & db.not_hidden(case_id)


def _opens(need: Compartment) -> sa.ColumnElement[bool]:
    return AccessGrant.__table__.c.compartments.op("&")(int(need)) != 0


def own(need: Compartment, most: int) -> sa.Select[Any]:
    """Built for whoever asks: the newest cases of which a live grant in his name has all that."""
    g = AccessGrant.__table__
    all_of = g.c.compartments.op("&")(int(need)) == int(need)
    held = sa.select(g.c.case_id).where(g.c.person_id == WHOEVER.id, all_of, *_live(WHOEVER))
    return held.where(db.not_hidden(g.c.case_id)).order_by(g.c.id.desc()).limit(most)


def _live(actor: Actor) -> tuple[sa.ColumnElement[bool], ...]:
    g = AccessGrant.__table__
    mine = (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id)
    return g.c.since <= _now(actor), g.c.until > _now(actor), mine


def _districts(actor: Actor) -> sa.ScalarSelect[Any]:
    a = AreaGrant.__table__
    mine = a.c.unit_id == actor.unit_id, a.c.until > _now(actor)
    return sa.select(a.c.district_code).where(*mine).scalar_subquery()


def provincial(actor: Actor) -> sa.ColumnElement[bool]:
    """Whether the actor is of the province's own unit."""
    u = sa.table("unit", sa.column("id", sa.Uuid()), sa.column("kind", sa.Text()))
    own = u.c.id == actor.unit_id, u.c.kind == AgencyKind.UPT_PROVINCE.value
    return sa.select(sa.literal(1)).select_from(u).where(*own).exists()


def _now(actor: Actor) -> Any:
    return ASKED_AT if actor is WHOEVER else db.now()


M = TypeVar("M", bound=db.Base)


def rows(model: type[M], actor: Actor) -> sa.Select[M]:
    """A query for the rows of a model that this actor may see."""
    return sa.select(model).where(model.visible_to(actor))


def find(model: type[M], id: object, actor: Actor) -> M:
    """The one row, or ``Missing``: the same for 'not there' and 'not for you'."""
    found: M | None = db.session.scalar(_one(model), {**asked_by(actor), "this": id})
    if found is None:
        raise Missing
    return found


@cache
def _one(model: type[M]) -> sa.Select[M]:
    """Built once a model, whose ``visible_to`` asks by ``granted`` alone."""
    key = sa.inspect(model).primary_key[0]
    return rows(model, WHOEVER).where(key == sa.bindparam("this", type_=sa.Uuid()))


def compartments(case_id: UUID, actor: Actor, *, but: Collection[Basis] = ()) -> Compartment:
    """What the actor's live grants on this case add up to, those on some grounds left out."""
    found = Compartment.NONE
    for mask, basis in db.session.execute(_masks(), {**asked_by(actor), "this": case_id}):
        if basis not in but:
            found |= Compartment(mask)
    return found


@cache
def _masks() -> sa.Select[int, int]:
    g = AccessGrant.__table__
    this = g.c.case_id == sa.bindparam("this", type_=sa.Uuid())
    return sa.select(g.c.compartments, g.c.basis).where(
        this, *_live(WHOEVER), db.not_hidden(g.c.case_id)
    )
