"""One referral with what stands around it, as far as this actor's grants open it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.directory.models import Area, Desk, Unit
from referral.errors import Missing
from referral.people.models import Person
from referral.policy import AccessGrant, Actor, AgencyKind, Basis, Compartment
from referral.referrals.models import Kind, Referral, ReferralPreview, Status


@dataclass(frozen=True)
class Side:
    """A party: the unit with its desk's phone."""

    unit: str
    kind: AgencyKind
    desk: str | None
    phone: str | None


@dataclass(frozen=True)
class Sight:
    """A referral as one actor sees it; ``mask`` and ``bases`` are his live grants."""

    referral: Referral
    preview: ReferralPreview | None
    district: str | None
    sender: Side
    receiver: Side
    sender_name: str
    claimed_by: str | None
    worker: str | None
    mask: Compartment
    bases: Collection[Basis]
    now: datetime
    actor: Actor

    @property
    def village(self) -> bool:
        """A transfer of the case itself, not a share of it."""
        return self.referral.kind is Kind.VILLAGE_REPORT

    @property
    def at_desk(self) -> bool:
        """The actor answers for the receiving desk."""
        return self.actor.unit_id == self.referral.to_unit_id

    @property
    def team(self) -> bool:
        """The case's own people, and those who watch over it with a reason."""
        return bool(self.mask & Compartment.REFERRALS)

    @property
    def sends(self) -> bool:
        """The actor acts for the sender."""
        return self.team and self.actor.unit_id == self.referral.from_unit_id and not self.village

    @property
    def opener(self) -> bool:
        """He told it, and reads only whether it has been taken up."""
        return self.village and not self.team and not self.at_desk

    @property
    def share(self) -> Compartment:
        """What acceptance has opened to the desk, and is still open."""
        held = self.mask & Compartment(self.referral.share)
        return held if Basis.REFERRAL in self.bases and not self.team else Compartment.NONE

    @property
    def words(self) -> bool:
        """Whether its sealed words open: not for a duty desk, nor for what is only a residue."""
        part = Basis.PREVIEW in self.bases or Basis.REFERRAL in self.bases
        return part or bool(self.team and self.mask & Compartment.STORY)

    @property
    def unopened(self) -> bool:
        """The desk looks at it for the first time."""
        fresh = self.referral.opened_at is None and self.referral.status is Status.SENT
        return fresh and self.at_desk and Basis.PREVIEW in self.bases


def sight(id: UUID, actor: Actor) -> Sight:
    """The referral for this actor, by one query; raises ``Missing`` where it is not for him."""
    row = db.session.execute(_query(actor).where(Referral.id == id)).first()
    if row is None:
        raise Missing
    facts = row._mapping  # noqa: SLF001 - SQLAlchemy's own name for it
    return Sight(
        referral=row.Referral,
        preview=row.ReferralPreview,
        district=facts["district"],
        sender=Side(*(facts[f"from_{name}"] for name in ("unit", "kind", "desk", "phone"))),
        receiver=Side(*(facts[f"to_{name}"] for name in ("unit", "kind", "desk", "phone"))),
        sender_name=facts["sender_name"],
        claimed_by=facts["claimed_by"],
        worker=facts["worker"],
        mask=Compartment(facts["mask"] or 0),
        bases=frozenset(Basis(basis) for basis in facts["bases"] or ()),
        now=db.now(),
        actor=actor,
    )


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


def _query(actor: Actor) -> sa.Select[Any]:
    sender, claimer, worker = aliased(Person), aliased(Person), aliased(Person)
    query = sa.select(
        Referral,
        ReferralPreview,
        Area.name.label("district"),
        sender.name.label("sender_name"),
        claimer.name.label("claimed_by"),
        worker.name.label("worker"),
        *_grants(actor),
    ).join(sender, sender.id == Referral.sender_id)
    for key, column in (("from", Referral.from_unit_id), ("to", Referral.to_unit_id)):
        unit, desk = aliased(Unit), aliased(Desk)
        query = (
            query.add_columns(
                unit.name.label(f"{key}_unit"),
                unit.kind.label(f"{key}_kind"),
                desk.name.label(f"{key}_desk"),
                desk.phone.label(f"{key}_phone"),
            )
            .join(unit, unit.id == column)
            .outerjoin(desk, desk.unit_id == column)
        )
    return (
        query.outerjoin(
            ReferralPreview,
            (ReferralPreview.referral_id == Referral.id) & ReferralPreview.visible_to(actor),
        )
        .outerjoin(Area, Area.code == ReferralPreview.district_code)
        .outerjoin(claimer, claimer.id == Referral.claimed_by_id)
        .outerjoin(worker, worker.id == Referral.worker_id)
        .where(Referral.visible_to(actor))
    )


def _grants(actor: Actor) -> list[sa.Label[Any]]:
    """All that his live grants open, and on what grounds on this very referral."""
    g = AccessGrant.__table__
    live = (
        g.c.case_id == Referral.case_id,
        g.c.until > db.now(),
        (g.c.person_id == actor.id) | (g.c.unit_id == actor.unit_id),
    )
    mask = sa.select(sa.func.bit_or(g.c.compartments)).where(*live)
    bases = sa.select(sa.func.array_agg(g.c.basis)).where(*live, g.c.basis_id == Referral.id)
    return [
        mask.correlate(Referral).scalar_subquery().label("mask"),
        bases.correlate(Referral).scalar_subquery().label("bases"),
    ]
