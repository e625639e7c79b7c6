"""What a unit's desk owes on referrals of cases it may not see: known by number and preview."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from referral.cases.models import CaseFile
from referral.policy import WHOEVER, Actor, Role, asked_by
from referral.referrals.models import Referral, ReferralPreview
from referral.reminders.limits import Urgency
from referral.reminders.models import FollowUp
from referral.reports.queries.lines import Line, first_promise, lines, whom

MOST = 100
"""Read and counted no further; the list of referrals has them all."""


def incoming(actor: Actor) -> list[Line]:
    """For a unit's head: referrals on which his desk owes something, the greatest harm first.

    Those whose case he may see stand on the board itself.
    """
    if actor.role is not Role.UNIT_HEAD:
        return []
    return sorted(lines(_incoming(), asked_by(actor)), key=lambda line: line.harm.place)


@cache
def _incoming() -> sa.Select[Any]:
    top = _owing().subquery("top")
    mine = FollowUp.owner_unit_id == WHOEVER.unit_id
    promise = first_promise(FollowUp.referral_id == top.c.id, mine)
    darurat = top.c.urgency == Urgency.DARURAT
    order = darurat.desc(), promise.c.due_at, top.c.id
    return whom(top, promise, top.c.urgency).order_by(*order).limit(MOST)


def _owing() -> Any:
    r, f = Referral, FollowUp
    owed = (
        sa.select(f.referral_id)
        .where(f.owner_unit_id == WHOEVER.unit_id, f.done_at.is_(None))
        .where(f.referral_id.is_not(None))
    )
    known = sa.exists().where(CaseFile.id == r.case_id, CaseFile.visible_to(WHOEVER))
    return (
        sa.select(
            r.id,
            r.number,
            sa.null().label("risk"),
            sa.null().label("status"),
            ReferralPreview.district_code,
            r.to_unit_id.label("unit_id"),
            r.claimed_by_id.label("manager_id"),
            r.urgency,
        )
        .join(ReferralPreview, ReferralPreview.referral_id == r.id)
        .where(r.id.in_(owed), r.to_unit_id == WHOEVER.unit_id, r.visible_to(WHOEVER), ~known)
    )
