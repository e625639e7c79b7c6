"""One referral with what stands around it, as far as this actor's grants open it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db, policy
from referral.cases.models import LawLine
from referral.directory.models import Area, Desk, Unit
from referral.directory.queries.naming import person_as, shown_as
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import (
    ASKED_AT,
    WHOEVER,
    AccessGrant,
    Actor,
    AgencyKind,
    Basis,
    Compartment,
)
from referral.referrals.models import (
    DESK_STEPS,
    SENDER_STEPS,
    Ask,
    Kind,
    Referral,
    ReferralPreview,
    Status,
    Step,
    asks,
)
from referral.referrals.queries.people import LEADING
from referral.referrals.queries.side import Side

OPEN = (Basis.INTAKE_CLAIM, Basis.PREVIEW, Basis.REFERRAL)
"""On these grounds a desk sees more of a referral than its number and dates."""


@dataclass(frozen=True)
class Sight:
    """A referral as one actor sees it; ``mask`` and ``bases`` are his live grants."""

    referral: Referral
    preview: ReferralPreview | None
    law: LawLine | None
    district: str | None
    sender_name: str | None
    claimed_by: str | None
    worker: str | None
    sender: Side
    receiver: Side
    mask: Compartment
    bases: Collection[Basis]
    leads: bool
    """He manages or supervises the case."""
    actor: Actor
    now: datetime

    @property
    def village(self) -> bool:
        """A transfer of the case itself, not a share of it."""
        return self.referral.kind is Kind.VILLAGE_REPORT

    @property
    def team(self) -> bool:
        """The case's own people, and those who watch over it on a ground of their own."""
        return bool(self.mask & Compartment.REFERRALS)

    @property
    def answers(self) -> bool:
        """The actor is of the receiving desk, and more than a residue is left to it.

        Within a unit: a colleague of those who stand for the case.
        """
        part = any(basis in OPEN for basis in self.bases)
        if self.referral.within:
            return part and not self.leads
        return self.actor.unit_id == self.referral.to_unit_id and (part or self.team)

    @property
    def sends(self) -> bool:
        """The actor acts for the sender: of his unit, and manages or supervises the case."""
        ours = self.actor.unit_id == self.referral.from_unit_id and not self.village
        return ours and self.leads

    @property
    def silent(self) -> bool:
        """The desk is late with its answer, and it is one's own unit that waits for it."""
        due, asked = self.referral.limited_to, self.referral.status is Status.NEEDS_INFO
        return self.sends and not asked and due is not None and due < self.now

    @property
    def opener(self) -> bool:
        """He told it, and reads only whether it has been taken up."""
        return self.village and not self.team and not self.answers

    @property
    def share(self) -> Compartment:
        """What acceptance has opened to the desk, and is still open."""
        held = self.mask & Compartment(self.referral.share)
        desk = not self.team or self.referral.within
        return held if Basis.REFERRAL in self.bases and desk else Compartment.NONE

    @property
    def words(self) -> bool:
        """Whether its sealed words open: not to a mere duty desk, nor for what is a residue."""
        return any(basis in OPEN for basis in self.bases) or bool(
            self.team and self.mask & Compartment.STORY
        )

    @property
    def residue(self) -> bool:
        """What is left to a desk that has no part in it any more: number, dates, its decision."""
        return not self.team and set(self.bases) == {Basis.RESIDUE}

    @property
    def whole(self) -> bool:
        """Whether reason, safety and safe contact open too: to the team, and after acceptance."""
        ours = self.team and (self.leads or not self.referral.within)
        return ours or Basis.REFERRAL in self.bases

    @property
    def unopened(self) -> bool:
        """The desk looks at it for the first time."""
        fresh = self.referral.opened_at is None and self.referral.status is Status.SENT
        return fresh and self.answers and Basis.PREVIEW in self.bases

    @property
    def claimable(self) -> bool:
        """Nobody of the desk has said so far that he has it in hand."""
        waits = self.referral.status in (Status.SENT, Status.NEEDS_INFO)
        return waits and self.answers and self.referral.claimed_at is None

    @property
    def open_steps(self) -> list[StrEnum]:
        """What its state leaves open to whoever may take it."""
        return self.referral.open_steps()

    @property
    def desk_steps(self) -> list[Step]:
        """What the desk may answer now; a village report only once it is in hand."""
        if self.village and self.referral.claimed_at is None:
            return []
        return [step for step in DESK_STEPS if step in self.open_steps]

    def asked(self, step: StrEnum) -> tuple[Ask, ...]:
        """What the receiver tells of its work at this step; nothing where the case itself moves."""
        r = self.referral
        kind, share = self.receiver.kind, Compartment(r.share)
        return () if r.moves_the_case else asks(kind, r.service, step, share)

    @property
    def asked_for_lp(self) -> bool:
        """A police desk with the law line on its share list writes the report's number there."""
        return self.receiver.kind is AgencyKind.POLICE and bool(
            self.referral.share & Compartment.LAW
        )

    @property
    def sender_steps(self) -> list[Step]:
        """What the sender may do now."""
        return [step for step in SENDER_STEPS if step in self.open_steps]


def sight(id: UUID, actor: Actor) -> Sight:
    """The referral for this actor, by one query; raises ``Missing`` where it is not for him.

    Preview and law line come through row-level security; the same grants decide here again.
    """
    row = db.session.execute(_sight(), {**policy.asked_by(actor), "this": id}).first()
    if row is None:
        raise Missing
    referral, preview, law, *names = row[:7]
    mask, bases = Compartment(row.mask or 0), frozenset(Basis(one) for one in row.bases or ())
    party = mask & Compartment.REFERRALS or not bases.isdisjoint(OPEN)
    law_line = law if mask & Compartment.LAW else None
    sides = Side(*row[7:12]), Side(*row[12:17])
    facts: list[Any] = [referral, preview if party else None, law_line, *names, *sides]
    facts += [mask, bases, bool(row.leads), actor, db.now()]
    return Sight(*facts)


def lock(referral: Referral) -> None:
    """Hold the row until the end of the transaction and see what others did to it before.

    Raises ``Missing`` where it is no longer this actor's.
    """
    held = db.session.scalar(
        sa.select(Referral)
        .where(Referral.id == referral.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if held is None:
        raise Missing


def _held(column: Any, *more: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    """Something of all grants that live on the case for the one who looks."""
    g = AccessGrant.__table__.c
    mine = (g.person_id == WHOEVER.id) | (g.unit_id == WHOEVER.unit_id)
    live = (g.since <= ASKED_AT, g.until > ASKED_AT)
    held = sa.select(column).where(g.case_id == Referral.case_id, *live, mine, *more)
    return held.correlate(Referral).scalar_subquery()


@cache
def _sight() -> sa.Select[*tuple[Any, ...]]:
    """Built once: what a statement costs is the building."""
    g = AccessGrant.__table__.c
    sender, claimer, worker = aliased(Person), aliased(Person), aliased(Person)
    from_unit, to_unit = aliased(Unit), aliased(Unit)
    this = Referral.id == sa.bindparam("this", type_=sa.Uuid())
    query = (
        sa.select(
            Referral, ReferralPreview, LawLine,
            Area.name, person_as(sender, from_unit), person_as(claimer, to_unit),
            person_as(worker, to_unit),
        )
        .join(sender, sender.id == Referral.sender_id)
        .outerjoin(claimer, claimer.id == Referral.claimed_by_id)
        .outerjoin(worker, worker.id == Referral.worker_id)
        .outerjoin(ReferralPreview, ReferralPreview.referral_id == Referral.id)
        .outerjoin(LawLine, LawLine.case_id == Referral.case_id)
        .outerjoin(Area, Area.code == ReferralPreview.district_code)
        .where(this, Referral.visible_to(WHOEVER))
    )  # fmt: skip
    for unit, column in ((from_unit, Referral.from_unit_id), (to_unit, Referral.to_unit_id)):
        desk = aliased(Desk)
        called = shown_as(unit), unit.kind, desk, shown_as(unit, desk.name)
        query = query.add_columns(*called, unit.agency_id).join(unit, unit.id == column)
        query = query.outerjoin(desk, desk.unit_id == column)
    return query.add_columns(
        _held(sa.func.bit_or(g.compartments)).label("mask"),
        _held(sa.func.array_agg(g.basis), g.basis_id == Referral.id).label("bases"),
        _held(sa.func.bool_or(g.basis.in_(LEADING)), g.person_id == WHOEVER.id).label("leads"),
    )
