"""Armed rules: a date that makes the risk High by itself when it comes; nobody has to think of it.

A wedding 14 days away is a hard trigger (domain.md 4.2). The worker acts for the rule, without a
person: it reads no compartment and writes no words. A date that has passed when somebody writes it,
or opens the case again, acts at once.
"""

from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases.actions.risk import rise
from referral.cases.models import CaseFile, Status
from referral.policy import Actor
from referral.reminders.limits import Risk

_DUE = CaseFile.high_at <= sa.func.app_now()
_RUNNING = CaseFile.status.in_((Status.REPORTED, Status.OPEN, Status.CLOSING))


def fire_rules(limit: int = 100) -> int:
    """Let the rules act whose time has come, each case by itself; how many acted.

    Raises where the database is away.
    """
    due = sa.select(CaseFile.id).where(_DUE, _RUNNING).order_by(CaseFile.high_at).limit(limit)
    return db.each(due, _fired)


def _fired(case_id: UUID) -> bool:
    """Only while it is armed: a second worker finds it taken or disarmed."""
    with db.transaction():
        case = db.session.scalars(
            sa.select(CaseFile)
            .where(CaseFile.id == case_id, _DUE, _RUNNING)
            .with_for_update(skip_locked=True)
            .execution_options(populate_existing=True)
        ).first()
        if case is None:
            return False
        act_where_due(case)
    return True


def act_where_due(case: CaseFile, by: Actor | None = None) -> None:
    """High from the armed moment on, also where a person's step finds that it has passed."""
    if case.high_at is None or case.high_at > db.now():
        return
    case.high_at = None
    if Risk(case.risk) is not Risk.HIGH:
        rise(case, "risk_risen", by)
