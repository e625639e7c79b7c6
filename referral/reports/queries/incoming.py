"""What was handed to a unit's desk and is not answered: known by its preview, not yet a case."""

from functools import cache
from typing import Any

import sqlalchemy as sa

from referral.cases.models import CaseFile
from referral.policy import ASKED_AT, WHOEVER, Actor, Role, asked_by
from referral.referrals.models import Referral, ReferralPreview
from referral.reminders.limits import Urgency
from referral.reminders.models import FollowUp
from referral.reports.queries.lines import Line, first_promise, lines, whom

MOST = 25
WEIGHTS = {Urgency.DARURAT: 9, Urgency.HOURS_6: 3, Urgency.HOURS_24: 3, Urgency.DAYS_3: 1}


def incoming(actor: Actor) -> list[Line]:
    """For a unit's head: referrals whose answer the desk owes, the greatest harm first.

    Those whose case the actor may see stand on the board itself.
    """
    if actor.role is not Role.UNIT_HEAD:
        return []
    return lines(_incoming(), asked_by(actor))


@cache
def _incoming() -> sa.Select[Any]:
    top = _unanswered().subquery("top")
    promise = first_promise(FollowUp.referral_id == top.c.id)
    due = sa.func.coalesce(promise.c.due_at, top.c.answer_by)
    harm = sa.case(WEIGHTS, value=top.c.urgency) * sa.extract("epoch", ASKED_AT - due)
    return whom(top, promise, top.c.urgency).order_by(harm.desc(), top.c.id).limit(MOST)


def _unanswered() -> Any:
    known = sa.exists().where(CaseFile.id == Referral.case_id, CaseFile.visible_to(WHOEVER))
    return (
        sa.select(
            Referral.id,
            Referral.number,
            sa.null().label("risk"),
            sa.null().label("status"),
            ReferralPreview.district_code,
            Referral.to_unit_id.label("unit_id"),
            Referral.claimed_by_id.label("manager_id"),
            Referral.urgency,
            Referral.answer_by,
        )
        .join(ReferralPreview, ReferralPreview.referral_id == Referral.id)
        .where(
            Referral.to_unit_id == WHOEVER.unit_id,
            Referral.answer_by.is_not(None),
            Referral.visible_to(WHOEVER),
            ~known,
        )
    )
