"""What a referral was sent instead of, and what was sent instead of it."""

from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db
from referral.directory.models import Unit
from referral.directory.queries.naming import shown_as
from referral.errors import Missing
from referral.policy import WHOEVER, asked_by
from referral.referrals.models import Referral, Status
from referral.referrals.queries.record import Sight

DEAD = (Status.DECLINED, Status.FAILED, Status.RECALLED, Status.VOID)
"""Ended without the need being met: whoever sent it asks elsewhere."""


class Kin(NamedTuple):
    """Another referral of the same need."""

    id: UUID
    number: str
    unit: str


class Chain(NamedTuple):
    """The one before it, and the one that followed."""

    before: Kin | None
    after: Kin | None


def chain(sight: Sight) -> Chain:
    """For the case's own people: a receiver knows of no other desk that was asked."""
    if not sight.team or sight.village:
        return Chain(None, None)
    r = sight.referral
    asked = {
        **asked_by(sight.actor),
        "this": r.id,
        "parent": r.parent_id,
        "case": r.case_id,
        "kind": r.kind,
        "service": r.service,
        "sent": r.sent_at,
        "dead": r.status in DEAD and r.sent_at is not None,
        "since": r.status_since,
    }
    rows = db.session.execute(_chain(), asked).all()
    before = [Kin(*row[:3]) for row in rows if not row.later]
    after = [Kin(*row[:3]) for row in rows if row.later]
    return Chain(before[-1] if before else None, after[0] if after else None)


def hold_chain(referral: Referral) -> list[Referral]:
    """All that a need was passed on as, the first one first, each held before the next is sought.

    So none of it passes on meanwhile. Raises ``Missing`` where it is no longer this actor's.
    """
    links: list[Referral] = []
    following = Referral.id == (referral.first_id or referral.id)
    while (link := db.session.scalar(_HELD.where(following))) is not None:
        links.append(link)
        following = Referral.parent_id == link.id
    if referral not in links:
        raise Missing
    return links


_HELD = sa.select(Referral).with_for_update().execution_options(populate_existing=True)


@cache
def _chain() -> sa.Select[*tuple[Any, ...]]:
    """A forwarded one and its child; one that ended in vain and the next of case and service."""
    r, to = aliased(Referral), aliased(Unit)
    this = sa.bindparam("this", type_=sa.Uuid())
    same = (r.kind == sa.bindparam("kind")) & (r.service == sa.bindparam("service"))
    instead = sa.bindparam("dead", type_=sa.Boolean()) & (r.sent_at >= sa.bindparam("since"))
    in_vain = r.status.in_(DEAD) & r.sent_at.is_not(None) & (r.status_since <= sa.bindparam("sent"))
    child = r.parent_id == this
    later = child | (same & instead)
    earlier = (r.id == sa.bindparam("parent", type_=sa.Uuid())) | (same & in_vain)
    return (
        sa.select(r.id, r.number, shown_as(to), later.label("later"))
        .join(to, to.id == r.to_unit_id)
        .where(r.case_id == sa.bindparam("case", type_=sa.Uuid()), r.id != this, later | earlier)
        .where(r.visible_to(WHOEVER))
        .order_by(r.sent_at, r.id)
    )
