"""Promises: opened by the step that causes them, closed by the step that keeps them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import orm

from referral import db
from referral.reminders import clocks
from referral.reminders import ladder as rungs_of
from referral.reminders.actions.matter import Matter, Owner, term_of
from referral.reminders.actions.nearest import due_moved
from referral.reminders.clocks import Still, Term
from referral.reminders.ladder import Rung, Subject
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp, Ladder
from referral.reminders.queries.calendars import calendar


def open_follow_up(
    kind: Kind,
    matter: Matter,
    owner: Owner,
    *,
    start: datetime,
    promised: datetime | None = None,
    done: datetime | None = None,
) -> FollowUp | None:
    """Owe something from ``start``; ``promised`` is a date a person named, never past the limit.

    With ``done`` it is already kept: its time is measured, nobody is reminded. None where
    neither the limits nor a person set a date: then there is no clock.
    """
    term = term_of(kind, matter, start, promised, unit_id=owner.unit_id)
    if term is None:
        return None
    follow_up = _new(kind, matter, owner, term)
    follow_up.done_at = done
    db.session.add(follow_up)
    if done is None:
        set_ladder(follow_up, rungs(kind, matter, term))
    due_moved(matter.case_id)
    return follow_up


def owe_on(former: FollowUp, matter: Matter, owner: Owner) -> None:
    """The same promise, owed by another in another matter: start, target and due stay.

    What it would have rung already was told to the former; of a promise that is past its last
    rung that one rings for the new owner at once, for late is never silent.
    """
    days = calendar(owner.unit_id) if former.working_days else None
    term = Term(former.started_at, former.target_at, former.due_at, days)
    follow_up = _new(former.kind, matter, owner, term)
    db.session.add(follow_up)
    ladder = rungs(former.kind, matter, term)
    set_ladder(follow_up, rungs_of.remaining(ladder, db.now()) or ladder[-1:])
    due_moved(matter.case_id)


def _new(kind: Kind, matter: Matter, owner: Owner, term: Term) -> FollowUp:
    return FollowUp(
        case_id=matter.case_id,
        referral_id=matter.referral_id,
        kind=kind,
        owner_unit_id=owner.unit_id,
        owner_person_id=owner.person_id,
        sender_id=owner.sender_id,
        started_at=term.started_at,
        target_at=term.target_at,
        due_at=term.due_at,
        working_days=clocks.length(term),
    )


def rungs(kind: Kind, matter: Matter, term: Term) -> tuple[Rung, ...]:
    """When such a promise rings, and for whom."""
    return rungs_of.ladder(
        kind,
        term,
        subject=matter.subject,
        darurat=matter.urgency is Urgency.DARURAT,
        unclaimed_darurat=matter.unclaimed_darurat,
    )


def close(
    *kinds: Kind, case_id: UUID, referral_id: UUID | None = None, at: datetime | None = None
) -> None:
    """Keep open promises of these kinds, at the true time; their ladders go with them.

    Without ``referral_id`` those of the case itself.
    """
    done = at or db.now()
    closed = db.session.execute(
        sa.update(FollowUp)
        .where(
            FollowUp.case_id == case_id,
            FollowUp.referral_id.is_not_distinct_from(referral_id),
            FollowUp.kind.in_(kinds),
            FollowUp.done_at.is_(None),
        )
        .values(done_at=done)
        .returning(FollowUp.id, FollowUp.paused_until)
    ).all()
    _drop_ladders(follow_up_id for follow_up_id, _until in closed)
    due_moved(case_id)
    if any(until is not None and until > db.now() for _follow_up_id, until in closed):
        _review_no_more(case_id)


def keep(*promises: FollowUp, at: datetime) -> None:
    """These very promises were kept, at the true time."""
    for follow_up in promises:
        follow_up.done_at, follow_up.ladder = at, None
        due_moved(follow_up.case_id)
        if follow_up.paused(db.now()):
            _review_no_more(follow_up.case_id)


def close_all(*, case_id: UUID, referral_id: UUID | None = None, but: Iterable[Kind] = ()) -> None:
    """End every open promise of a referral, or with None everything the case still owes."""
    where = [FollowUp.case_id == case_id, FollowUp.done_at.is_(None), FollowUp.kind.not_in(but)]
    if referral_id is not None:
        where.append(FollowUp.referral_id == referral_id)
    closed = db.session.scalars(
        sa.update(FollowUp).where(*where).values(done_at=db.now()).returning(FollowUp.id)
    ).all()
    _drop_ladders(closed)
    due_moved(case_id)


def open_ones(case_id: UUID, *kinds: Kind, referral_id: UUID | None = None) -> list[FollowUp]:
    """The open promises of these kinds or of all, with ladders: of the referral, or the case."""
    query = _open(case_id, *kinds).where(FollowUp.referral_id.is_not_distinct_from(referral_id))
    return list(db.session.scalars(query))


def open_anywhere(case_id: UUID, *kinds: Kind) -> list[FollowUp]:
    """The open promises of these kinds: those of the case, and of its referrals."""
    return list(db.session.scalars(_open(case_id, *kinds)))


def _open(case_id: UUID, *kinds: Kind) -> sa.Select[FollowUp]:
    return (
        sa.select(FollowUp)
        .where(
            FollowUp.case_id == case_id,
            FollowUp.kind.in_(kinds) if kinds else sa.true(),
            FollowUp.done_at.is_(None),
        )
        .options(orm.joinedload(FollowUp.ladder))
    )


def hand_over(case_id: UUID, *kinds: Kind, to: Owner) -> None:
    """Give open promises of the case to another owner; due times stay as they are."""
    for follow_up in open_ones(case_id, *kinds):
        follow_up.give(to.unit_id, to.person_id)


def pass_on(former: Owner, to: Owner, *, case_id: UUID | None = None) -> None:
    """What the former owner owes and awaits, of one case or of all, is another's from now on.

    A unit without a person means everyone of it. Due times stay as they are.
    """
    f, who = FollowUp, former.person_id
    owes = [f.owner_unit_id == former.unit_id, *([f.owner_person_id == who] if who else [])]
    awaits = f.sender_id == who if who else f.sender_id.is_not(None)
    query = sa.select(f).where(f.done_at.is_(None), sa.and_(*owes) | awaits)
    if case_id is not None:
        query = query.where(f.case_id == case_id)
    for follow_up in db.session.scalars(query.options(orm.joinedload(f.ladder))):
        if follow_up.owner_unit_id == former.unit_id and who in (None, follow_up.owner_person_id):
            follow_up.give(to.unit_id, to.person_id)
        if follow_up.sender_id is not None and who in (None, follow_up.sender_id):
            follow_up.wait(to.person_id)


def shift(follow_up: FollowUp, since: datetime, until: datetime) -> None:
    """It stood still between the two; what of that was not used is given back by them turned about.

    Its rungs go with it: what has rung stays, what has not rings later.
    """
    days = calendar(follow_up.owner_unit_id) if follow_up.working_days is not None else None
    still = Still(since, until, days)
    term = still.moved_term(Term(follow_up.started_at, follow_up.target_at, follow_up.due_at, days))
    follow_up.started_at, follow_up.due_at = term.started_at, term.due_at
    follow_up.target_at = term.target_at
    ladder = follow_up.ladder
    if ladder is not None and ladder.rung < len(ladder.rungs):
        told, ahead = ladder.rungs[: ladder.rung], ladder.rungs[ladder.rung :]
        whom = ladder.audiences[ladder.rung :]
        moved = [rungs_of.later(still, *rung) for rung in zip(ahead, whom, strict=True)]
        ladder.rungs, ladder.next_at = told + moved, moved[0]
    due_moved(follow_up.case_id)


def resume(promise: FollowUp) -> None:
    """A pause ends: only what has passed of it was one."""
    if promise.paused_until is not None and promise.paused(db.now()):
        shift(promise, promise.paused_until, db.now())
        promise.paused_until = db.now()
        _review_no_more(promise.case_id)


def _review_no_more(case_id: UUID) -> None:
    """Nobody is asked to look again once nothing of the case itself waits any more."""
    waits = [promise for promise in open_ones(case_id) if promise.paused(db.now())]
    if not waits:
        close(Kind.HOLD_REVIEW, case_id=case_id)


def ring_on(follow_up: FollowUp, subject: Subject) -> None:
    """After a darurat claim the answer rings on its percentages, from now on.

    Claimed after the last of them, that last one rings at once: late is never silent.
    """
    term = Term(follow_up.started_at, follow_up.target_at, follow_up.due_at)
    rungs = rungs_of.ladder(follow_up.kind, term, subject=subject, darurat=True)
    set_ladder(follow_up, rungs_of.remaining(rungs, db.now()) or rungs[-1:])


def set_ladder(follow_up: FollowUp, rungs: tuple[Rung, ...]) -> None:
    """Ring for it at these times; where there are none, not at all."""
    if not rungs:
        return
    follow_up.ladder = Ladder(
        case_id=follow_up.case_id,
        referral_id=follow_up.referral_id,
        kind=follow_up.kind,
        person_id=follow_up.owner_person_id,
        unit_id=follow_up.owner_unit_id,
        sender_id=follow_up.sender_id,
        next_at=rungs[0].at,
        rungs=rungs_of.rung_times(rungs),
        audiences=rungs_of.audiences(rungs),
    )


def _drop_ladders(closed: Iterable[int]) -> None:
    ids = list(closed)
    if ids:
        db.session.execute(sa.delete(Ladder).where(Ladder.follow_up_id.in_(ids)))
