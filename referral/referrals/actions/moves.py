"""A move of a referral from its lock to its last word: who may, when it was true, what was said."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from referral import db
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import events
from referral.referrals.models import (
    DESK_STEPS,
    NOTHING,
    Fact,
    Facts,
    Kind,
    Proxy,
    Referral,
    Status,
    Step,
    TextKind,
)


@dataclass(frozen=True)
class Move:
    """A step that is open to the one who takes it: taken once its facts are set, then written."""

    referral: Referral
    step: StrEnum
    by: Actor
    at: datetime
    """When it was true: now, or when the desk answered by letter or phone."""
    proxy: Proxy | None = None
    text_id: UUID = field(default_factory=uuid4)
    """Of the words that tell what came of it."""

    def take(self) -> None:
        """Change the state; the facts that the new state demands are set just before."""
        self.referral.take(self.step)

    def write(
        self,
        kind: TextKind,
        words: str = "",
        *,
        letter_number: str | None = None,
        facts: Facts = NOTHING,
    ) -> None:
        """Leave the event and its sealed words, with what a receiver told of its work."""
        proxy = self.proxy
        number = letter_number or (proxy.letter_number if proxy else None)
        how = events.How(proxy is not None, number, self.text_id if facts else None)
        events.note(self.referral, self.step, self.by, at=self.at, how=how)
        events.say(self.referral, kind, self.by, id=self.text_id, facts=facts, words=words)
        if proxy is not None:
            events.say(self.referral, TextKind.PROXY, self.by, words=proxy.who)


def begin(referral: Referral, step: Step, by: Actor, proxy: Proxy | None = None) -> Move:
    """Lock the referral and see that the step is open to this person.

    Raises ``Refused``: another's move came first (and whose it was), the step is not this
    person's, the answer lies in the future or before the sending.
    """
    queries.lock(referral)
    _for_a_desk(referral, proxy)
    senders = proxy is not None or (step is Step.FORWARD and by.unit_id == referral.from_unit_id)
    if step in DESK_STEPS and not (senders and not referral.moves_the_case):
        of_desk(referral, by)
    else:
        of_sender(referral, by)
    at = proxy.at if proxy else db.now()
    true_time(referral, at)
    if step not in referral.open_steps():
        _say_who_was_first(referral, step, by)
        referral.take(step)
    return Move(referral, step, by, at, proxy)


def tell(
    referral: Referral, fact: Fact, by: Actor, proxy: Proxy | None, *, within: Collection[Status]
) -> Move:
    """The same for a fact that the desk tells while it serves, and that moves no state."""
    queries.lock(referral)
    _for_a_desk(referral, proxy)
    (of_sender if proxy else of_desk)(referral, by)
    at = proxy.at if proxy else db.now()
    true_time(referral, at)
    if referral.status not in within:
        raise Refused("step.not_open")
    return Move(referral, fact, by, at, proxy)


def _for_a_desk(referral: Referral, proxy: Proxy | None) -> None:
    """Only for another office does somebody write down its answer; a colleague answers himself."""
    if proxy is not None and referral.within:
        raise Refused("desk.colleague")


def of_desk(referral: Referral, by: Actor) -> None:
    """Only the desk it is addressed to answers; within a unit a colleague, then only he."""
    if by.unit_id != referral.to_unit_id:
        raise Refused("desk.not_yours")
    if referral.lapsed:
        raise Refused("consent.over")
    if not referral.within:
        return
    if queries.leads(referral.case_id, by) or referral.worker_id not in (None, by.id):
        raise Refused("desk.colleague")


def of_sender(referral: Referral, by: Actor) -> None:
    """Only who manages or supervises the case in the unit that sent it acts for the sender.

    Who told a village report, or once claimed it, has no part.
    """
    ours = by.unit_id == referral.from_unit_id and referral.kind is not Kind.VILLAGE_REPORT
    if not ours or not queries.leads(referral.case_id, by):
        raise Refused("sender.only")


def true_time(referral: Referral, at: datetime) -> None:
    """A thing happened after the sending and not in the future; people write whole minutes."""
    if referral.sent_at is None:
        return
    since = referral.sent_at.replace(second=0, microsecond=0)
    if not since <= at <= db.now():
        raise Refused("answer.when", since=since)


def _say_who_was_first(referral: Referral, step: Step, by: Actor) -> None:
    last = queries.last_move(referral) if referral.knows(step) else None
    if last is not None and last.person_id != by.id:
        raise Refused("step.taken", unit=last.who)
