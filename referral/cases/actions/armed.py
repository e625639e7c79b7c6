"""Armed rules: a date that makes the risk High by itself when it comes; nobody has to think of it.

A wedding 14 days away is a hard trigger (domain.md 4.2). The worker acts for the rule, without a
person: it reads no compartment and writes no words. A date that has passed when somebody writes it,
or opens the case again, acts at once.
"""

import logging
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from referral import db
from referral.cases.actions.risk import rise
from referral.cases.models import CaseFile, Status
from referral.policy import Actor
from referral.reminders.limits import Risk

_log = logging.getLogger(__name__)
_DUE = CaseFile.high_at <= sa.func.app_now()
_RUNNING = CaseFile.status.in_((Status.REPORTED, Status.OPEN, Status.CLOSING))


def fire_rules(limit: int = 100) -> int:
    """Let the rules act whose time has come, each case by itself; how many acted.

    One that fails is logged and waits for the next ring; it delays no other. Raises where the
    database is away.
    """
    query = sa.select(CaseFile.id).where(_DUE, _RUNNING).order_by(CaseFile.high_at).limit(limit)
    with db.transaction():
        due = list(db.session.scalars(query))
    return sum(_alone(case_id) for case_id in due)


def _alone(case_id: UUID) -> bool:
    try:
        return _fired(case_id)
    except (DBAPIError, ValueError) as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        _log.error("armed rule of case %s failed: %s", case_id, type(error).__name__)
    return False


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
