"""What is owed to a person: an inbox item (exactly once) and messages that point to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from random import SystemRandom
from uuid import NAMESPACE_URL, UUID, uuid5

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from referral import audit, db

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
    counts: Mapped[list[int] | None] = mapped_column(ARRAY(sa.Integer))
    """What a digest counted."""
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]

    @classmethod
    def visible_to(cls, actor: object) -> sa.ColumnElement[bool]:
        """One's own, but of no case that is hidden from him."""
        own: UUID = actor.id  # type: ignore[attr-defined]
        return (cls.person_id == own) & db.not_hidden(cls.case_id).is_not(sa.false())


class Message(db.Base):
    """One message owed by one channel: no words and no address, both are found at sending."""

    __tablename__ = "message"
    __table_args__ = (
        sa.Index("ix_message_owed", "not_before", postgresql_where=sa.text("settled_at IS NULL")),
        sa.Index("ix_message_dead", "id", postgresql_where=sa.text("state = 'dead'")),
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
    at: Mapped[datetime]
    """Since when it is owed."""
    state: Mapped[State] = mapped_column(default=State.PLANNED)
    urgent: Mapped[bool] = mapped_column(default=False)
    """Goes out also from 21.00 to 06.00 WITA: darurat, and the last quarter of a legal clock."""
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
    case_id: UUID | None
    due_at: datetime | None
    fence: int
    attempts: int


_POST = sa.text("""
    WITH told AS (
        SELECT * FROM unnest(CAST(:items AS uuid[]), CAST(:mails AS uuid[]),
            CAST(:people AS uuid[])) AS t(item, mail, person)
        WHERE NOT EXISTS (SELECT FROM exclusion x
            WHERE x.person_id = t.person AND x.case_id = :case_id)),
    timed AS (
        SELECT told.*, urgent, app_mail_at(:at, told.mail, urgent) AS goes
        FROM told JOIN person ON person.id = told.person AND person.mail_on
        CROSS JOIN (SELECT :urgent OR EXISTS (SELECT FROM referral r
            WHERE r.id = :referral_id AND r.urgency = 'darurat') AS urgent) matter),
    mailed AS (
        INSERT INTO message (key, person_id, channel, kind, case_id, referral_id, at, urgent,
                             state, not_before, attempts, fence)
        SELECT mail, person, 'mail', :kind, :case_id, :referral_id, :at, urgent,
            app_mail_state(:at, goes), goes, 0, 0
        FROM timed
        ON CONFLICT DO NOTHING)
    INSERT INTO inbox_item (key, person_id, kind, case_id, referral_id, at)
    SELECT item, person, :kind, :case_id, :referral_id, :at FROM told
    ON CONFLICT DO NOTHING""")


def post(
    kind: str,
    *,
    to: Iterable[UUID],
    case_id: UUID | None,
    referral_id: UUID | None = None,
    key: str,
    urgent: bool = False,
) -> None:
    """Owe people a word in this transaction: fact, inbox and messages commit together.

    ``key`` names the occurrence: the same key never tells the same person twice. The inbox has
    it at once; outside, a word of the night goes at 06.00, unless it is ``urgent`` or darurat.
    """
    people = sorted(set(to), key=str)
    if not people:
        return
    values = {
        "kind": kind,
        "case_id": case_id,
        "referral_id": referral_id,
        "at": db.now(),
        "urgent": urgent,
        "people": people,
        "items": [_key(kind, key, person, "inbox") for person in people],
        "mails": [_key(kind, key, person, "mail") for person in people],
    }
    db.session.execute(_POST, values)


def _key(kind: str, key: str, person: UUID, mark: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"{kind}:{key}:{person}:{mark}")


_CLAIM = sa.text("""
    WITH due AS (
        SELECT m.id, f.due_at, CASE
            WHEN f.done_at IS NOT NULL OR NOT p.active OR p.mandate_until
                < CAST(app_now() AT TIME ZONE 'Asia/Makassar' AS date)
                OR (m.case_id IS NOT NULL AND NOT app_entitled(p.id, m.case_id)) THEN 'cancelled'
            WHEN EXISTS (SELECT FROM inbox_item i WHERE i.person_id = m.person_id
                AND i.follow_up_id = m.follow_up_id AND i.rung > m.rung) THEN 'skipped'
            WHEN m.attempts >= :most THEN 'dead' ELSE 'sending' END AS state
        FROM message m JOIN person p ON p.id = m.person_id
        LEFT JOIN follow_up f ON f.id = m.follow_up_id
        WHERE m.settled_at IS NULL AND m.not_before <= app_now()
            AND (m.urgent OR NOT app_quiet(app_now()))
        ORDER BY m.not_before LIMIT :limit FOR UPDATE OF m SKIP LOCKED)
    UPDATE message SET
        state = due.state, fence = fence + 1,
        attempts = attempts + CAST(due.state = 'sending' AS integer),
        settled_at = CASE WHEN due.state <> 'sending' THEN app_now() END,
        lease_until = app_now() + :lease, not_before = app_now() + :lease
    FROM due WHERE message.id = due.id
    RETURNING message.id, key, person_id, channel, kind, case_id, due.due_at, fence, attempts,
        message.state""")
_SETTLE = sa.text("""
    UPDATE message SET state = :state, settled_at = :settled_at, not_before = :not_before,
        lease_until = NULL
    WHERE id = :id AND fence = :fence AND settled_at IS NULL""")


def claim(limit: int = 20, lease: timedelta = LEASE) -> list[Claimed]:
    """Take what is due for a while; what is no longer owed is settled here instead.

    At night only what is urgent, also of what has waited for a second try. Cancelled where the
    promise is kept or the person may no longer hear of it, skipped where a newer rung has told the
    same person, dead where every try ended without a word. A lease that ends without ``settle``
    makes the message due again for another process.
    """
    with db.transaction():
        facts = {"limit": limit, "lease": lease, "most": ATTEMPTS}
        rows = db.session.execute(_CLAIM, facts).all()
        for row in rows:
            if row.state != State.SENDING:
                audit.write(f"message.{row.state}", by=None, about=row, note=str(row.key))
    return [
        Claimed(
            row.id, row.key, row.person_id, Channel(row.channel), row.kind, row.case_id,
            row.due_at, row.fence, row.attempts,
        )
        for row in rows
        if row.state == State.SENDING
    ]  # fmt: skip


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
        facts = {
            "id": message.id,
            "fence": message.fence,
            "state": state,
            "settled_at": None if again else moment,
            "not_before": moment + timedelta(seconds=_dice.uniform(WAIT, wait) if again else 0),
        }
        changed = db.session.execute(_SETTLE, facts)
        ours = bool(changed.rowcount)  # type: ignore[attr-defined]
        if ours:
            audit.write(f"message.{state}", by=None, about=message, note=str(message.key))
    return ours
