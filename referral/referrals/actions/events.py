"""What a verb leaves behind: the event with its true time, sealed words, a word to people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import db, outbox
from referral.policy import Actor
from referral.referrals.models import (
    NOTHING,
    Facts,
    Referral,
    ReferralEvent,
    ReferralText,
    TextKind,
)


@dataclass(frozen=True)
class How:
    """How a move came to be written: for the desk, by which letter, with which sealed words."""

    proxy: bool = False
    letter_number: str | None = None
    text_id: UUID | None = None
    """Of the words that tell what came of it."""


AT_DESK = How()


def note(
    referral: Referral,
    step: StrEnum,
    by: Actor,
    *,
    at: datetime | None = None,
    how: How = AT_DESK,
) -> None:
    """Write the move down, at its true time."""
    now = db.now()
    row = {
        "referral_id": referral.id,
        "case_id": referral.case_id,
        "at": at or now,
        "recorded_at": now,
        "step": step.value,
        "by_person_id": by.id,
        "by_unit_id": by.unit_id,
        "proxy": how.proxy,
        "letter_number": how.letter_number,
        "text_id": how.text_id,
    }
    db.session.execute(sa.insert(ReferralEvent).inline(), row)


def say(
    referral: Referral,
    kind: TextKind,
    by: Actor,
    *,
    id: UUID | None = None,
    only: UUID | None = None,
    facts: Facts = NOTHING,
    **words: str,
) -> None:
    """Seal words under the referral's key, for ``only`` one unit or for both sides; else no row."""
    told = {**{name: text for name, text in words.items() if text}, **facts}
    if not told:
        return
    text = ReferralText(
        id=id or uuid4(),
        referral_id=referral.id,
        case_id=referral.case_id,
        kind=kind,
        at=db.now(),
        by_person_id=by.id,
        only_unit_id=only,
    )
    text.put(told)
    db.session.add(text)


def tell(
    kind: str,
    referral: Referral,
    people: Iterable[UUID],
    *,
    by: Actor | None,
    at: datetime | None = None,
) -> None:
    """Owe people a word about this move, once; whoever made it knows it already.

    ``at`` names a fact that changes no state and may come again.
    """
    outbox.post(
        kind,
        to=set(people) - ({by.id} if by else set()),
        case_id=referral.case_id,
        referral_id=referral.id,
        key=f"{kind}:{referral.id}:{at.isoformat() if at else referral.version}",
    )
