"""The watch: forgets spent form keys and says in the log what an operator must see."""

import logging
from datetime import timedelta

import sqlalchemy as sa

from referral import db
from referral.audit import FormReceipt
from referral.reminders import queries

KEEP_FORMS = timedelta(hours=24)
OWED_LONG = 120.0
_log = logging.getLogger(__name__)


def look() -> None:
    with db.transaction():
        spent = FormReceipt.at < db.now() - KEEP_FORMS
        db.session.execute(sa.delete(FormReceipt).where(spent))
    pulse = queries.pulse()
    if pulse is not None and pulse.dead:
        _log.warning("watch: %d messages could not be delivered", pulse.dead)
    if pulse is not None and pulse.owed_for > OWED_LONG:
        _log.warning("watch: the oldest message has been owed for %.0f s", pulse.owed_for)
