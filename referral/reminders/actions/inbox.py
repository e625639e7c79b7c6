"""Inbox items: each is seen once."""

from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.outbox import InboxItem
from referral.policy import Actor


@action("inbox.opened")
def see(key: UUID, *, by: Actor) -> None:
    """The person has opened what the item points to."""
    _seen(InboxItem.key == key, by)


@action("inbox.read")
def see_all(newest: UUID, *, by: Actor) -> None:
    """All up to the newest that was shown; what came meanwhile stays unread."""
    shown = sa.select(InboxItem.id).where(InboxItem.key == newest, InboxItem.visible_to(by))
    _seen(InboxItem.id <= shown.scalar_subquery(), by)


def _seen(which: sa.ColumnElement[Any], by: Actor) -> None:
    db.session.execute(
        sa.update(InboxItem)
        .where(which, InboxItem.visible_to(by), InboxItem.seen_at.is_(None))
        .values(seen_at=db.now())
        .execution_options(synchronize_session=False)
    )
