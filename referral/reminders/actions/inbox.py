"""Inbox items: each is seen once."""

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.errors import Missing
from referral.outbox import InboxItem
from referral.policy import Actor


@action("inbox.opened")
def see(item: InboxItem, *, by: Actor) -> InboxItem:
    """The person has opened what the item points to."""
    if by.id != item.person_id:
        raise Missing
    if item.seen_at is None:
        item.seen_at = db.now()
    return item


@action("inbox.read")
def see_all(newest: InboxItem, *, by: Actor) -> None:
    """All up to the newest that was shown; what came meanwhile stays unread."""
    db.session.execute(
        sa.update(InboxItem)
        .where(
            InboxItem.person_id == by.id,
            InboxItem.seen_at.is_(None),
            InboxItem.id <= newest.id,
        )
        .values(seen_at=db.now())
        .execution_options(synchronize_session=False)
    )
