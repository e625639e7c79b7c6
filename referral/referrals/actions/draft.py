"""A hand-over half written: sealed, its own unit's alone, owed until it is sent or thrown away."""

from dataclasses import replace
from uuid import uuid4

from referral import audit, db, vault
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.directory import queries as directory
from referral.directory.models import Way
from referral.errors import Refused
from referral.policy import SHARABLE, WHOLE, Actor, Compartment, Permission, can
from referral.referrals import queries
from referral.referrals.actions import clocks, desks, events, hand_over, moves
from referral.referrals.models import (
    Drafted,
    Fact,
    Kind,
    Referral,
    Status,
    TextKind,
)
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reminders.limits import Kind as Promise
from referral.reminders.limits import Urgency


@action("referral.drafted")
def put_aside(
    case: CaseFile, told: Drafted, *, by: Actor, draft: Referral | None = None
) -> Referral:
    """Keep what is written so far; nobody outside the unit learns of it.

    It is checked when it is sent. Raises ``Refused``: not this person's case or not open, a
    transfer waits for its answer, a desk that this sender cannot ask at all.
    """
    if draft is not None:
        hold_draft(draft)
    if not queries.manages(case.id, by):
        raise Refused("case.manager_only")
    if case.status is not CaseStatus.OPEN:
        raise Refused("case.not_open")
    if queries.passing_on(case.id):
        raise Refused("transfer.open")
    desk, route = desks.asked(told.to_unit_id, told.service, case.area_code, by.unit_kind)
    told = replace(told, share=told.share & SHARABLE[desk.kind])
    row = written(draft, case, told, route.way, by)
    _store(row, told.typed, Fact.DRAFTED, by)
    clocks.done(row, Promise.APPROVAL, at=db.now())
    _owe(row, Promise.DRAFT, Owner(row.from_unit_id, by.id))
    return row


def written(draft: Referral | None, case: CaseFile, told: Drafted, way: Way, by: Actor) -> Referral:
    """The row as it is now asked for; a draft keeps its number, and under a head its sender."""
    if draft is None:
        draft = Referral(
            id=uuid4(),
            case_id=case.id,
            status=Status.DRAFT,
            service=told.service,
            from_unit_id=by.unit_id,
            sender_id=by.id,
            to_unit_id=told.to_unit_id,
        )
    elif queries.manages(case.id, by):
        draft.sender_id = by.id
    draft.kind = Kind.LEGAL_REPORT if way is Way.LEGAL else Kind.REFERRAL
    if told.whole_case:
        draft.kind = Kind.TRANSFER
    draft.urgency, draft.basis = told.urgency, told.basis
    draft.share = int(WHOLE if told.whole_case else told.share)
    return draft


def hold_draft(draft: Referral) -> None:
    """Lock it; raises ``Refused`` where it was sent or thrown away meanwhile."""
    queries.lock(draft)
    if draft.status is not Status.DRAFT:
        raise Refused("draft.gone")


def waits_for_head(row: Referral, by: Actor) -> bool:
    """Whether the unit wants its head to look first; what presses or the law asks never waits."""
    desk = directory.desk(by.unit_id)
    asks = desk is not None and desk.approves
    presses = row.kind is Kind.LEGAL_REPORT or row.urgency is Urgency.DARURAT
    if not asks or presses or can(by, Permission.CASE_DECIDE):
        return False
    return bool(cases.heads(row.case_id, row.from_unit_id))


def returned(row: Referral, by: Actor) -> bool:
    """Whether a head had handed it back, and now it goes out without him."""
    return queries.handed_back(row) and not can(by, Permission.CASE_DECIDE)


def lay_before_head(row: Referral, typed: str, by: Actor) -> None:
    """Keep it as a draft that the head sends or hands back."""
    _store(row, typed, Fact.ASKED_HEAD, by)
    heads = cases.heads(row.case_id, row.from_unit_id)
    clocks.done(row, Promise.DRAFT, at=db.now())
    _owe(row, Promise.APPROVAL, Owner(row.from_unit_id, heads[0]))
    events.tell("approval_asked", row, heads, by=by, at=db.now())


@action("referral.handed_back")
def hand_back(draft: Referral, words: str, *, by: Actor) -> Referral:
    """A head does not send it: whoever wrote it reads why and owes it again."""
    hold_draft(draft)
    moves.of_sender(draft, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if not reminders.open_ones(draft.case_id, Promise.APPROVAL, referral_id=draft.id):
        raise Refused("step.not_open")
    clocks.done(draft, Promise.APPROVAL, at=db.now())
    _owe(draft, Promise.DRAFT, clocks.sender(draft))
    events.note(draft, Fact.HANDED_BACK, by)
    events.say(draft, TextKind.HANDED_BACK, by, only=by.unit_id, words=words)
    events.tell("draft_handed_back", draft, queries.senders(draft), by=by, at=db.now())
    return draft


def typed(draft: Referral, *, by: Actor) -> str:
    """The form as it was typed last; the opening is written down.

    Raises ``Refused`` for whoever does not stand for the sender.
    """
    moves.of_sender(draft, by)
    with db.transaction():
        vault.load(draft.id)
        audit.write("referral.read", by=by, about=draft, compartments=Compartment.STORY)
        return queries.typed(draft)


def _store(row: Referral, typed: str, fact: Fact, by: Actor) -> None:
    hand_over.store(row)
    events.note(row, fact, by)
    events.say(row, TextKind.DRAFT, by, only=row.from_unit_id, typed=typed)


def _owe(row: Referral, promise: Promise, owner: Owner) -> None:
    """Owed once, however often it is put aside."""
    if not reminders.open_ones(row.case_id, promise, referral_id=row.id):
        reminders.open_follow_up(promise, clocks.matter(row), owner, start=db.now())
