"""What stands around one case on its page: place, people, promises, referrals; no words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db, policy
from referral.cases.models import CaseFile, CaseIncident, LawLine, Plan
from referral.cases.queries import same
from referral.directory.models import Area, Desk, Unit
from referral.directory.queries.naming import shown_as
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import (
    ASKED_AT,
    WHOEVER,
    AccessGrant,
    Actor,
    Basis,
    Compartment,
    Exclusion,
    ExclusionHint,
)
from referral.reminders.limits import Kind
from referral.reminders.models import RECOMPUTED, FollowUp

CASE_ID: sa.BindParameter[UUID] = sa.bindparam("this", type_=sa.Uuid())
MANAGER, LEGAL = aliased(Person), aliased(Person)
PLAN = aliased(
    Plan,
    sa.select(Plan)
    .where(Plan.case_id == CaseFile.id)
    .order_by(Plan.at.desc())
    .limit(1)
    .lateral("plan"),
)
THIS, OTHER = CaseIncident.__table__.alias("this"), CaseIncident.__table__.alias("other")
CHILDREN = (
    sa.select(sa.func.count())
    .select_from(THIS.join(OTHER, THIS.c.incident_id == OTHER.c.incident_id))
    .where(THIS.c.case_id == CaseFile.id)
    .correlate(CaseFile)
    .scalar_subquery()
)
SHUT_OUT = (
    sa.select(sa.func.count())
    .select_from(Exclusion)
    .where(Exclusion.case_id == CaseFile.id)
    .correlate(CaseFile)
    .scalar_subquery()
)
HINTS = (
    sa.select(sa.func.jsonb_agg(
        sa.func.jsonb_build_array(ExclusionHint.person_id, Person.name, Unit.name,
                                  ExclusionHint.match)
    ))
    .select_from(ExclusionHint)
    .join(Person, Person.id == ExclusionHint.person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(ExclusionHint.case_id == CaseFile.id, ExclusionHint.settled_at.is_(None))
    .correlate(CaseFile)
    .scalar_subquery()
)  # fmt: skip
COMPANY = (
    sa.select(sa.func.max(AccessGrant.until))
    .where(
        AccessGrant.case_id == CaseFile.id,
        AccessGrant.basis == int(Basis.CONSENTED_RETURN),
        AccessGrant.until > ASKED_AT,
    )
    .correlate(CaseFile)
    .scalar_subquery()
)
REFERRAL = sa.table(
    "referral",
    *(sa.column(name, sa.Uuid()) for name in ("id", "case_id", "to_unit_id")),
    *(sa.column(name, sa.Text()) for name in ("number", "kind", "status")),
    *(sa.column(f"{name}_at", sa.DateTime(timezone=True)) for name in ("created", "claimed")),
    sa.column("held_until", sa.DateTime(timezone=True)),
)
"""The slice above, by its name; row-level security decides which rows."""
SHOWN = ("id", "number", "kind", "status", "claimed_at", "held_until", "to_unit_id")
VILLAGE_REPORT, TRANSFER = "village_report", "transfer"
MOVING = (VILLAGE_REPORT, TRANSFER)
"""Hand-overs of the case itself."""


@dataclass(frozen=True)
class Promise:
    """Something owed: by whom, since when, until when, and when it was kept."""

    kind: Kind
    unit: str
    person: str | None
    since: datetime
    target: datetime | None
    due: datetime
    done: datetime | None
    referral_id: UUID | None
    referral: str | None
    desk: Desk | None
    why: str | None
    """Why it was kept late, by its code."""
    paused_at: datetime | None
    paused_until: datetime | None

    def paused(self, now: datetime) -> bool:
        """Whether it waits for the child or the family."""
        return self.done is None and self.paused_until is not None and now < self.paused_until

    def amber(self, now: datetime) -> bool:
        """Still owed and within its limit, but past its target."""
        return self.done is None and self.target is not None and self.target <= now < self.due


@dataclass(frozen=True)
class CasePage:
    """The shell of a case with what surrounds it; ``mask`` adds up the actor's live grants."""

    case: CaseFile
    place: str
    unit: str
    desk: Desk | None
    desk_name: str
    manager: str | None
    legal: str | None
    """Who accompanies it at law."""
    lp_number: str | None
    lp_at: datetime | None
    children: int
    """How many files the incident has, as far as the actor sees them."""
    plan: Plan | None
    """As it was last put before the head."""
    shut_out: int
    """From how many accounts it is hidden."""
    hints: list[list[str]] | None
    """Accounts that may be whom the child fears: id, name, unit and by what; for who may ask."""
    accompanied_until: datetime | None
    """How long the volunteer who told it accompanies the child."""
    twins: list[tuple[str, str, str]] | None
    """Id, number and answer of the files that may be of the same child; not those that are not."""
    mask: Compartment
    now: datetime

    def holds(self, part: Compartment) -> bool:
        """Whether the actor may open this part."""
        return bool(self.mask & part)

    @property
    def company_ends(self) -> datetime | None:
        """The last day on which the volunteer accompanies the child."""
        return self.accompanied_until and self.accompanied_until - timedelta(seconds=1)

    @property
    def where(self) -> str:
        """The village for whoever may open the child's identity, else the district alone."""
        return self.place if self.holds(Compartment.IDENTITY) else self.place.split(", ")[-1]


def case_page(id: UUID, actor: Actor) -> CasePage:
    """The case for this actor; raises Missing where it is not there for him."""
    row = db.session.execute(_case_page(), {**policy.asked_by(actor), "this": id}).first()
    if row is None:
        raise Missing
    facts: list[Any] = [*row[:-1], Compartment(row[-1]), db.now()]
    return CasePage(*facts)


@cache
def _case_page() -> sa.Select[*tuple[Any, ...]]:
    """Built once, as all on this page: what a statement costs is the building."""
    return (
        sa.select(
            CaseFile, Area.path, Unit.name, Desk, shown_as(Unit, Desk.name), MANAGER.name,
            LEGAL.name, LawLine.lp_number, LawLine.lp_at, CHILDREN, PLAN, SHUT_OUT, HINTS, COMPANY,
            same.shown(), sa.func.coalesce(_mask(), 0),
        )
        .join(Area, Area.code == CaseFile.area_code)
        .join(Unit, Unit.id == CaseFile.unit_id)
        .outerjoin(Desk, Desk.unit_id == CaseFile.unit_id)
        .outerjoin(MANAGER, MANAGER.id == CaseFile.manager_id)
        .outerjoin(LEGAL, LEGAL.id == CaseFile.legal_id)
        .outerjoin(LawLine, LawLine.case_id == CaseFile.id)
        .outerjoin(PLAN, sa.true())
        .where(CaseFile.id == CASE_ID, CaseFile.visible_to(WHOEVER))
    )  # fmt: skip


def _mask() -> sa.ScalarSelect[Any]:
    g = AccessGrant.__table__
    return (
        sa.select(sa.func.bit_or(g.c.compartments))
        .where(g.c.case_id == CaseFile.id, g.c.since <= ASKED_AT, g.c.until > ASKED_AT)
        .where((g.c.person_id == WHOEVER.id) | (g.c.unit_id == WHOEVER.unit_id))
        .where(g.c.basis != int(Basis.REFERRAL))  # a part that was referred opens there
        .correlate(CaseFile)
        .scalar_subquery()
    )


def promises(case_id: UUID) -> list[Promise]:
    """What is owed, the nearest limit first; then what was kept, the newest first.

    For whoever sees the case's shell: promises follow it.
    """
    return [Promise(*row) for row in db.session.execute(_promises(), {"this": case_id})]


@cache
def _promises() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(
            FollowUp.kind, Unit.name, Person.name, FollowUp.started_at, FollowUp.target_at,
            FollowUp.due_at, FollowUp.done_at, FollowUp.referral_id, REFERRAL.c.number,
            Desk, FollowUp.late_because, FollowUp.paused_at, FollowUp.paused_until,
        )
        .join(Unit, Unit.id == FollowUp.owner_unit_id)
        .outerjoin(Desk, Desk.unit_id == FollowUp.owner_unit_id)
        .outerjoin(Person, Person.id == FollowUp.owner_person_id)
        .outerjoin(REFERRAL, REFERRAL.c.id == FollowUp.referral_id)
        .where(
            FollowUp.case_id == CASE_ID,
            FollowUp.late_because.is_distinct_from(RECOMPUTED),
        )
        .order_by(FollowUp.done_at.desc().nulls_first(), FollowUp.due_at)
        .limit(100)
    )  # fmt: skip


def referrals(case_id: UUID) -> list[sa.Row[Any]]:
    """The referrals of the case that the actor may see, the newest first."""
    return list(db.session.execute(_referrals(), {"this": case_id}))


@cache
def _referrals() -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(*(REFERRAL.c[name] for name in SHOWN), Unit.name)
        .join(Unit, Unit.id == REFERRAL.c.to_unit_id)
        .where(REFERRAL.c.case_id == CASE_ID)
        .order_by(REFERRAL.c.created_at.desc())
        .limit(50)
    )
