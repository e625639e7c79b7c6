"""A consent runs out while a desk serves: it sees no more and owes no more; the sender renews.

The sight ends by the dates of the grants, to the minute. The worker ends what the desk owed, once.
"""

from uuid import UUID

import sqlalchemy as sa

from referral import audit, db
from referral.referrals.actions import clocks
from referral.referrals.actions.progress import OF_DESK, owe_progress
from referral.referrals.models import SHARED, Referral, Status
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise
from referral.reminders.models import FollowUp

_OWED = (*OF_DESK, Promise.HOLD_REVIEW)
_OVER = (
    Referral.status.in_(SHARED),
    Referral.consent_until <= sa.func.app_now(),
    sa.exists().where(
        FollowUp.referral_id == Referral.id, FollowUp.kind.in_(_OWED), FollowUp.done_at.is_(None)
    ),
)


def end_lapsed(limit: int = 100) -> int:
    """End what desks owe whose consent has run out, each by itself; how many ended.

    Raises where the database is away.
    """
    over = sa.select(Referral.id).where(*_OVER).order_by(Referral.consent_until).limit(limit)
    return db.each(over, _ended)


def _ended(referral_id: UUID) -> bool:
    """Only while it has run out: a second worker finds it ended or renewed."""
    with db.transaction():
        referral = db.session.scalars(
            sa.select(Referral)
            .where(Referral.id == referral_id, *_OVER)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).first()
        if referral is None:
            return False
        reminders.close(*_OWED, case_id=referral.case_id, referral_id=referral.id)
        audit.write("referral.consent_ran_out", by=None, about=referral)
    return True


def owe_again(referral: Referral) -> None:
    """Asked again too late: from now the desk has as much time as it had promised itself."""
    now = db.now()
    referral.held_until = None
    clocks.done(referral, *_OWED, at=now)
    if referral.status is Status.IN_SERVICE:
        owe_progress(referral, now)
    elif referral.first_service_by is not None and referral.answered_at is not None:
        referral.first_service_by += now - referral.answered_at
        clocks.owe_first_service(referral, now)
