"""The nearest due time of a case: once a transaction it follows what the promises have become."""

from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event, orm

from referral import db

_KEEP = sa.text("SELECT keep_next_due(:case_id)")


def due_moved(case_id: UUID) -> None:
    """At the commit the case follows what its promises have become."""
    db.session.info.setdefault("due_moved", set()).add(case_id)


@event.listens_for(db.session, "before_commit")
def _keep_next_due(session: orm.Session) -> None:
    """Once a transaction: ``case_file.next_due_at`` follows what its promises have become."""
    moved = session.info.pop("due_moved", None)
    if moved:
        session.flush()
        for case_id in sorted(moved, key=str):
            session.execute(_KEEP, {"case_id": case_id})


@event.listens_for(db.session, "after_rollback")
def _forget(session: orm.Session) -> None:
    session.info.pop("due_moved", None)
