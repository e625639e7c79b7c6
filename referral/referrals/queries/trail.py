"""The trail of a referral: its moves with their true times, its words, what was opened."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db, vault
from referral.audit import AuditEntry
from referral.directory.models import Unit
from referral.directory.queries.naming import person_as, shown_as
from referral.people.models import Person
from referral.policy import Compartment
from referral.referrals.models import (
    NOTHING,
    Fact,
    Facts,
    Referral,
    ReferralEvent,
    ReferralText,
    Step,
    TextKind,
    told_in,
)


@dataclass(frozen=True)
class Mover:
    """Who made a move; nobody by name to whom the unit is neutral."""

    person_id: UUID
    person: str | None
    unit: str

    @property
    def who(self) -> str:
        """The person, where he may be named, and the unit."""
        return ", ".join(name for name in (self.person, self.unit) if name)


@dataclass(frozen=True)
class Told:
    """A move as the timeline shows it; ``who`` answered where the sender wrote it for the desk."""

    step: str
    at: datetime
    recorded_at: datetime
    person: str | None
    unit: str
    proxy: bool
    letter_number: str | None
    words: str = ""
    who: str = ""
    facts: Facts = field(default_factory=dict)
    """What the receiver told of its work at this step."""


@dataclass(frozen=True)
class Opening:
    """What a person of the desk had opened before it was closed to him."""

    person: str
    parts: Compartment
    at: datetime


@dataclass(frozen=True)
class Note:
    """A word in the thread; ``ours`` is read by the writer's own unit alone."""

    at: datetime
    person: str | None
    unit: str
    ours: bool
    words: str = ""


Words = Mapping[tuple[TextKind, datetime], Mapping[str, str]]
SAID: Mapping[str, TextKind] = {
    Step.ASK: TextKind.QUESTION,
    Step.REPLY: TextKind.REPLY,
    Step.ACCEPT: TextKind.SERVICE,
    Step.DECLINE: TextKind.DECLINE,
    Step.START: TextKind.SERVICE,
    Step.COMPLETE: TextKind.OUTCOME,
    Step.CONFIRM: TextKind.CONFIRM,
    Step.WAITLIST: TextKind.WAITLIST,
    Step.FORWARD: TextKind.FORWARD,
    Step.FAIL: TextKind.FAIL,
    Step.REOPEN: TextKind.REOPEN,
    Step.RECALL: TextKind.RECALL,
    Step.VOID: TextKind.VOID,
    Fact.KEPT: TextKind.KEEP,
    Fact.PROGRESS: TextKind.PROGRESS,
    Fact.HELD: TextKind.HOLD,
    Fact.HURRIED: TextKind.HURRY,
    Fact.MISTAKE: TextKind.MISTAKE,
    Fact.WITHDRAWN: TextKind.WITHDRAWAL,
    Fact.PRESSED: TextKind.WITHDRAWAL,
    Fact.UPHELD: TextKind.WITHDRAWAL,
    Fact.PLANNED: TextKind.PLAN,
    Fact.SIGNED: TextKind.SIGN_OFF,
    Fact.HANDED_BACK: TextKind.HANDED_BACK,
}
"""Which words go with which move."""


def moves(referral: Referral) -> list[Told]:
    """All moves by their true time, the newest first, still without words."""
    rows = db.session.execute(_BY_TIME, {"referral_id": referral.id})
    return [
        Told(e.step, e.at, e.recorded_at, person, unit, e.proxy, e.letter_number)
        for e, person, unit in rows
    ]


def with_words(moves: Iterable[Told], words: Words) -> list[Told]:
    """The moves, each with what was said at that moment, as far as it opened."""

    def said(move: Told, kind: TextKind | None) -> Mapping[str, str]:
        return words.get((kind, move.recorded_at), NOTHING) if kind else NOTHING

    return [
        replace(
            move,
            words=(doc := said(move, SAID.get(move.step))).get("words", ""),
            who=said(move, TextKind.PROXY).get("words", "") if move.proxy else "",
            facts=doc,
        )
        for move in moves
    ]


def last_move(referral: Referral) -> Mover | None:
    """Who moved it last."""
    row = db.session.execute(_LAST, {"referral_id": referral.id}).one_or_none()
    return None if row is None else Mover(row[0].by_person_id, row[1], row[2])


def asked_at(referral: Referral) -> datetime:
    """When the open question was truly put."""
    return db.session.scalars(
        sa.select(ReferralEvent.at)
        .where(ReferralEvent.referral_id == referral.id, ReferralEvent.step == Step.ASK.value)
        .order_by(ReferralEvent.id.desc())
        .limit(1)
    ).one()


def texts(referral: Referral, *, whole: bool) -> Words:
    """Its words in clear; the reason too only where the ``whole`` is open to who reads.

    The caller has audited the reading.
    """
    both = {"referral_id": referral.id, "first_id": referral.first_id}
    rows = db.session.scalars(_TEXTS, both)
    seen = [row for row in rows if whole or row.kind is not TextKind.REASON]
    if seen:
        vault.load(*{row.referral_id for row in seen})
    return {(row.kind, row.at): row.take_out() for row in seen if not vault.erased(row.referral_id)}


def typed(draft: Referral) -> str:
    """The form of a draft as it was typed last; the caller has loaded its key and audited it."""
    row = db.session.scalars(
        sa.select(ReferralText)
        .where(ReferralText.referral_id == draft.id, ReferralText.kind == TextKind.DRAFT)
        .order_by(ReferralText.at.desc())
        .limit(1)
    ).first()
    return str(row.take_out()["typed"]) if row else ""


def thread(referral: Referral) -> list[Note]:
    """What both sides, or one's own unit, have written beside the steps, still without words."""
    rows = db.session.execute(_THREAD, {"referral_id": referral.id})
    return [Note(at, person, unit, only is not None) for at, person, unit, only in rows]


def with_notes(thread: Iterable[Note], words: Words) -> list[Note]:
    """The notes with their words, those that opened, the newest first."""
    return [
        replace(note, words=told["words"])
        for note in thread
        if (told := words.get((TextKind.NOTE, note.at)))
    ]


def facts(referral: Referral) -> Facts:
    """What the receiver has told of its work so far."""
    return told_in(texts(referral, whole=False).values())


def safe_summary(referral: Referral) -> str:
    """The safe summary in clear, to be copied to the referral that takes over."""
    return texts(referral, whole=False)[TextKind.SUMMARY, referral.sent_at or db.now()]["words"]


def opened_by(referral: Referral) -> list[Opening]:
    """Which parts each person of the desk's unit has opened: what is seen stays seen."""
    entry = AuditEntry.__table__.c
    rows = db.session.execute(
        sa.select(
            Person.name,
            sa.func.bit_or(entry.compartments),
            sa.func.max(entry.at),
        )
        .join(Person, Person.id == entry.person_id)
        .where(
            entry.case_id == referral.case_id,
            entry.unit_id == referral.to_unit_id,
            entry.about_id == referral.id,
            entry.compartments != 0,
        )
        .group_by(Person.id, Person.name)
        .order_by(Person.name)
    )
    return [Opening(name, Compartment(mask), at) for name, mask, at in rows]


_THIS: sa.BindParameter[UUID] = sa.bindparam("referral_id", type_=sa.Uuid())
_MOVES = (
    sa.select(ReferralEvent, person_as(Person, Unit), shown_as(Unit))
    .join(Person, Person.id == ReferralEvent.by_person_id)
    .join(Unit, Unit.id == ReferralEvent.by_unit_id)
    .where(ReferralEvent.referral_id == _THIS)
)
_BY_TIME = _MOVES.order_by(ReferralEvent.at.desc(), ReferralEvent.id.desc())
_LAST = _MOVES.order_by(ReferralEvent.id.desc()).limit(1)
_FORWARDED = (ReferralText.referral_id == sa.bindparam("first_id", type_=sa.Uuid())) & (
    ReferralText.kind == TextKind.REASON
)
_TEXTS = (
    sa.select(ReferralText)
    .where((ReferralText.referral_id == _THIS) | _FORWARDED, ReferralText.kind != TextKind.DRAFT)
    .order_by(ReferralText.at, ReferralText.kind)
)
_THREAD = (
    sa.select(ReferralText.at, person_as(Person, Unit), shown_as(Unit), ReferralText.only_unit_id)
    .join(Person, Person.id == ReferralText.by_person_id)
    .join(Unit, Unit.id == Person.unit_id)
    .where(ReferralText.referral_id == _THIS, ReferralText.kind == TextKind.NOTE)
    .order_by(ReferralText.at.desc())
    .limit(50)
)
