"""What is owed to a person: an inbox item (exactly once) and messages that point to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from referral import db

LEASE = timedelta(seconds=60)
ATTEMPTS = 12
WAIT, LONGEST_WAIT = 30, 1800
_dice = SystemRandom()


class State(StrEnum):
    """Where a message stands; settled ones never move again."""

    PLANNED = "planned"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    SEEN = "seen"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SKIPPED = "skipped"
    DEAD = "dead"


class Channel(StrEnum):
    """How a message leaves the house."""

    MAIL = "mail"


class InboxItem(db.Base):
    """One thing a person is told inside the app: the authority that other channels point to."""

    __tablename__ = "inbox_item"
    __table_args__ = (
        sa.UniqueConstraint("person_id", "follow_up_id", "rung"),
        sa.Index("ix_inbox_item_person", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    kind: Mapped[str]
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    referral_id: Mapped[UUID | None]
    follow_up_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    rung: Mapped[int | None] = mapped_column(sa.SmallInteger)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, actor: object) -> sa.ColumnElement[bool]:
        """One's own."""
        return cls.person_id == actor.id  # type: ignore[attr-defined]


class Message(db.Base):
    """One message owed by one channel: no words and no address, both are found at sending."""

    __tablename__ = "message"
    __table_args__ = (
        sa.Index("ix_message_owed", "not_before", postgresql_where=sa.text("settled_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(sa.BigInteger, sa.Identity(), primary_key=True)
    key: Mapped[UUID] = mapped_column(unique=True)
    person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("person.id"))
    channel: Mapped[Channel]
    kind: Mapped[str]
    case_id: Mapped[UUID | None]
    referral_id: Mapped[UUID | None]
    follow_up_id: Mapped[int | None] = mapped_column(sa.BigInteger)
    rung: Mapped[int | None] = mapped_column(sa.SmallInteger)
    state: Mapped[State] = mapped_column(default=State.PLANNED)
    settled_at: Mapped[datetime | None]
    not_before: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]


@dataclass(frozen=True)
class Claimed:
    """A message in hand, as plain values: nothing is open in the database while a server thinks."""

    id: int
    key: UUID
    person_id: UUID
    channel: Channel
    kind: str
    due_at: datetime | None
    fence: int
    attempts: int


_INBOX = sa.text("""
    INSERT INTO inbox_item (key, person_id, kind, case_id, referral_id, at)
    SELECT k, p, :kind, :case_id, :referral_id, :at
    FROM unnest(CAST(:keys AS uuid[]), CAST(:people AS uuid[])) AS t(k, p)
    ON CONFLICT DO NOTHING""")
_MESSAGE = sa.text("""
    INSERT INTO message (key, person_id, channel, kind, case_id, referral_id, state,
                         not_before, attempts, fence)
    SELECT t.k, t.p, 'mail', :kind, :case_id, :referral_id, 'planned', :at, 0, 0
    FROM unnest(CAST(:keys AS uuid[]), CAST(:people AS uuid[])) AS t(k, p)
    JOIN person ON person.id = t.p AND person.mail_on
    ON CONFLICT DO NOTHING""")


def post(
    kind: str,
    *,
    to: Iterable[UUID],
    case_id: UUID | None,
    referral_id: UUID | None = None,
    key: str,
) -> None:
    """Owe people a word in this transaction: fact, inbox and messages commit together.

    ``key`` names the occurrence: the same key never tells the same person twice.
    """
    people = sorted(set(to), key=str)
    if not people:
        return
    values = {"kind": kind, "case_id": case_id, "referral_id": referral_id, "at": db.now()}
    for statement, mark in ((_INBOX, "inbox"), (_MESSAGE, "mail")):
        keys = [uuid5(NAMESPACE_URL, f"{kind}:{key}:{person}:{mark}") for person in people]
        db.session.execute(statement, {**values, "keys": keys, "people": people})


_CLAIM = sa.text("""
    WITH due AS (
        SELECT m.id, f.due_at,
               (f.id IS NULL OR f.done_at IS NULL) AND p.active
               AND (m.case_id IS NULL OR app_entitled(m.person_id, m.case_id)) AS owed
        FROM message m JOIN person p ON p.id = m.person_id
        LEFT JOIN follow_up f ON f.id = m.follow_up_id
        WHERE m.settled_at IS NULL AND m.not_before <= app_now()
        ORDER BY m.not_before LIMIT :limit FOR UPDATE OF m SKIP LOCKED)
    UPDATE message SET
        state = CASE WHEN due.owed THEN 'sending' ELSE 'cancelled' END,
        settled_at = CASE WHEN due.owed THEN NULL ELSE app_now() END,
        fence = fence + 1, attempts = attempts + 1,
        lease_until = app_now() + :lease, not_before = app_now() + :lease
    FROM due WHERE message.id = due.id
    RETURNING message.id, key, person_id, channel, kind, due.due_at, fence, attempts, state""")
_SETTLE = sa.text("""
    UPDATE message SET state = :state, settled_at = :settled_at, not_before = :not_before,
        lease_until = NULL
    WHERE id = :id AND fence = :fence AND settled_at IS NULL""")


def claim(limit: int = 20, lease: timedelta = LEASE) -> list[Claimed]:
    """Take what is due for a while; what is no longer owed is cancelled instead.

    A lease that ends without ``settle`` makes the message due again for another process.
    """
    with db.transaction():
        rows = db.session.execute(_CLAIM, {"limit": limit, "lease": lease}).all()
    return [
        Claimed(r.id, r.key, r.person_id, Channel(r.channel), r.kind, r.due_at, r.fence, r.attempts)
        for r in rows
        if r.state == State.SENDING
    ]


def settle(message: Claimed, state: State) -> bool:
    """Write how it went; False where another process has taken it over meanwhile.

    ``FAILED`` is tried again after a rising wait with jitter, and is ``DEAD`` after the last try.
    """
    again = state is State.FAILED and message.attempts < ATTEMPTS
    if state is State.FAILED and not again:
        state = State.DEAD
    wait = min(WAIT * 2**message.attempts, LONGEST_WAIT)
    with db.transaction():
        moment = db.now()
        changed = db.session.execute(
            _SETTLE,
            {
                "id": message.id,
                "fence": message.fence,
                "state": state,
                "settled_at": None if again else moment,
                "not_before": moment + timedelta(seconds=_dice.uniform(WAIT, wait) if again else 0),
            },
        )
    return bool(changed.rowcount)  # type: ignore[attr-defined]
