"""The clocks of a referral: which promise opens and closes at which step, and who owes it."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event

from referral import db
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.policy import AgencyKind
from referral.referrals import queries
from referral.referrals.models import Kind, Referral, Status
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.clocks import Clock, paused
from referral.reminders.ladder import Subject
from referral.reminders.limits import OWN_LAW, Receiver, Risk, Span, Urgency
from referral.reminders.limits import Kind as Promise
from referral.reminders.models import FollowUp
from referral.reminders.queries import calendar

RECEIVERS = {
    AgencyKind.UPTD: Receiver.OTHER_UPTD,
    AgencyKind.UPT_PROVINCE: Receiver.OTHER_UPTD,
    AgencyKind.POLICE: Receiver.POLICE,
    AgencyKind.HOSPITAL: Receiver.HOSPITAL,
    AgencyKind.SOCIAL: Receiver.SOCIAL,
    AgencyKind.PUSPAGA: Receiver.PUSPAGA,
    AgencyKind.SCHOOL: Receiver.SCHOOL,
    AgencyKind.DUKCAPIL: Receiver.DUKCAPIL,
    AgencyKind.KUA: Receiver.KUA,
    AgencyKind.LPSK: Receiver.LPSK,
    AgencyKind.KOMDIGI: Receiver.KOMDIGI,
    AgencyKind.LKSA: Receiver.LKSA,
}
"""Whose rows of the limits hold; beside them the urgency always does."""
ASKED_AFTER = {Receiver.LPSK: Promise.LPSK_DECISION, Receiver.KOMDIGI: Promise.TICKET}
"""What the sender asks of a receiver that answers in its own time."""
BY_RISK = (Promise.ACKNOWLEDGE, Promise.ANSWER, Promise.FIRST_SERVICE)
"""What a desk owes sooner or later by the child's risk and the sender's urgency."""
_FOLLOW = sa.text("UPDATE referral SET answer_by = :due WHERE id = :id AND answer_by IS NOT NULL")


def matter(referral: Referral, *, risk: int = Risk.LOW, receiver: Receiver | None = None) -> Matter:
    """The referral as its limits and rungs depend on it; nobody of the village is ever reminded."""
    village = referral.kind is Kind.VILLAGE_REPORT
    hurries = referral.urgency is Urgency.DARURAT and receiver not in OWN_LAW
    return Matter(
        case_id=referral.case_id,
        risk=risk,
        referral_id=referral.id,
        receiver=receiver,
        urgency=referral.urgency,
        placement=referral.service is Service.SHELTER,
        subject=Subject.VILLAGE_REPORT if village else Subject.REFERRAL,
        unclaimed_darurat=hurries and referral.claimed_at is None,
    )


def receiver_of(referral: Referral) -> Receiver | None:
    """Whose rows of the limits hold for the desk."""
    if referral.kind is Kind.VILLAGE_REPORT:
        return Receiver.UPTD
    unit = directory.unit(referral.to_unit_id)
    return RECEIVERS.get(unit.kind) if unit else None


def recompute(referral: Referral, *, risk: int, was: Urgency, only_sooner: bool = False) -> bool:
    """What the desk owes by another risk or urgency; whether any of it became due sooner.

    What stays as it was is left alone, but for a pause, which ends. A darurat that remains one is
    not rung anew: nothing can be sooner.
    """
    about = matter(referral, risk=risk, receiver=receiver_of(referral))
    rings = about.unclaimed_darurat and was is not Urgency.DARURAT
    holds, sooner = _stands_at(referral), False
    for promise in reminders.open_ones(referral.case_id, *BY_RISK, referral_id=referral.id):
        reminders.resume(promise)
        by = promise.due_at if promise.kind is Promise.FIRST_SERVICE else None
        term = reminders.term_of(
            promise.kind, about, promise.started_at, by, unit_id=promise.owner_unit_id
        )
        later = term is not None and term.due_at > promise.due_at
        if rings or (term and term.due_at != promise.due_at and not (later and only_sooner)):
            sooner |= reminders.again(promise, about, promised=by, at=holds).due_at < promise.due_at
    db.session.flush()
    return sooner


def _stands_at(referral: Referral) -> datetime:
    """Now; while the desk's question stops the clock, where it will go on."""
    if referral.status is not Status.NEEDS_INFO:
        return db.now()
    asked = queries.asked_at(referral)
    return max(db.now(), asked + paused(asked, db.FAR, referral.paused))


def limit_first_service(referral: Referral, about: Matter) -> None:
    """How long after acceptance the first service may take: the desk will not know the risk."""
    limit = reminders.limit_of(Promise.FIRST_SERVICE, about, unit_id=referral.to_unit_id)
    if limit is not None:
        referral.first_service_amount = limit.limit.amount
        referral.first_service_clock = limit.limit.clock


def first_service_limit(referral: Referral, accepted_at: datetime) -> datetime | None:
    """By when the first service is due, by the calendar of the desk; None where nothing limits."""
    amount, clock = referral.first_service_amount, referral.first_service_clock
    if amount is None or clock is None:
        return None
    return Span(amount, clock).end(accepted_at, calendar(referral.to_unit_id))


def owe_first_service(referral: Referral, accepted_at: datetime) -> None:
    """The desk owes it for the time it named; named for the limit itself it rings as that does."""
    promised = max(referral.first_service_by or accepted_at, accepted_at)
    office = referral.first_service_clock is Clock.WORKING_DAYS
    latest = first_service_limit(referral, accepted_at)
    about = replace(matter(referral), office=office and promised == latest)
    reminders.open_follow_up(
        Promise.FIRST_SERVICE, about, desk(referral), start=accepted_at, promised=promised
    )


def desk(referral: Referral) -> Owner:
    """The receiving desk as the one who owes."""
    waits = None if referral.kind is Kind.VILLAGE_REPORT else queries.sender_of(referral)
    return Owner(referral.to_unit_id, referral.worker_id, waits)


def sender(referral: Referral) -> Owner:
    """Who stands for the sender today as the one who owes."""
    return Owner(referral.from_unit_id, queries.sender_of(referral))


def answer_due(about: Matter, unit_id: UUID) -> datetime:
    """When an answer that this unit's desk owes from now is due; far away where no clock runs."""
    term = reminders.term_of(Promise.ANSWER, about, db.now(), unit_id=unit_id)
    return db.FAR if term is None else term.due_at


def start_answer(referral: Referral, about: Matter, owed: FollowUp | None = None) -> None:
    """Acknowledge and answer are owed from now; of who answers in its own time the sender asks.

    The answer that another desk has ``owed`` so far is owed on, by its own times.
    """
    owner, start = desk(referral), db.now()
    ahead = owed.due_at if owed and owed.due_at > start else None  # taken up before it is answered
    reminders.open_follow_up(Promise.ACKNOWLEDGE, about, owner, start=start, promised=ahead)
    if owed is None:
        reminders.open_follow_up(Promise.ANSWER, about, owner, start=start)
    else:
        reminders.owe_on(owed, about, owner)
    asked = ASKED_AFTER.get(about.receiver) if about.receiver else None
    lpsk = Promise.LPSK_DECISION  # one decision of the case, however often one writes
    if asked is not None and not (
        asked is lpsk and reminders.open_anywhere(referral.case_id, lpsk)
    ):
        reminders.open_follow_up(asked, about, sender(referral), start=start)


def owe_feedback(referral: Referral, accepted_at: datetime) -> None:
    """Once accepted the desk owes the sender news of what it did, counted from the receipt.

    After a waiting list from the acceptance. Of a hospital only where it treats the child; what
    others tell, and when, has its own clock.
    """
    receiver = receiver_of(referral)
    treats = receiver is not Receiver.HOSPITAL or referral.service is Service.TREATMENT
    if treats:
        about = matter(referral, receiver=receiver)
        start = accepted_at if referral.expected_at else referral.sent_at or accepted_at
        reminders.open_follow_up(Promise.FEEDBACK, about, desk(referral), start=start)


def claimed(referral: Referral, at: datetime) -> None:
    """Somebody took it up: acknowledged, and a darurat's answer rings on its percentages."""
    done(referral, Promise.ACKNOWLEDGE, at=at)
    if referral.urgency is Urgency.DARURAT:
        for answer in _answers(referral):
            reminders.ring_on(answer, matter(referral).subject)


def done(referral: Referral, *kinds: Promise, at: datetime) -> None:
    """These promises of the referral were kept, at the true time."""
    reminders.close(*kinds, case_id=referral.case_id, referral_id=referral.id, at=at)


def asked_no_more(referral: Referral, *, at: datetime) -> None:
    """The receiver that answers in its own time has decided, or will not."""
    done(referral, *ASKED_AFTER.values(), at=at)


def pause(referral: Referral, asked_at: datetime) -> None:
    """A question stops the answer's clock, at first for all the time that is left for questions."""
    for answer in _answers(referral):
        reminders.shift(answer, asked_at, asked_at + paused(asked_at, db.FAR, referral.paused))


def resume(referral: Referral, asked_at: datetime) -> datetime:
    """The reply came: of that time only what has passed was a pause; the answer's new due time."""
    given = paused(asked_at, db.FAR, referral.paused)
    passed = paused(asked_at, db.now(), referral.paused)
    referral.paused += passed
    answers = _answers(referral)
    for answer in answers:
        reminders.shift(answer, asked_at + given, asked_at + passed)
    return max((answer.due_at for answer in answers), default=db.FAR)


def stay(referral: Referral, since: datetime, until: datetime | None) -> None:
    """The child lives in a safe house: before it ends, and within the limit, somebody decides."""
    done(referral, Promise.STAY, at=db.now())
    reminders.open_follow_up(
        Promise.STAY, matter(referral), sender(referral), start=since, promised=until
    )


def ask_after_ticket(referral: Referral, since: datetime) -> None:
    """Komdigi gave a ticket: it is asked about from then on."""
    done(referral, Promise.TICKET, at=since)
    reminders.open_follow_up(Promise.TICKET, matter(referral), sender(referral), start=since)


def take_down(referral: Referral, since: datetime) -> None:
    """The platform was told: its hours run (Kepmenkominfo 522/2024)."""
    done(referral, Promise.TAKEDOWN, at=since)
    reminders.open_follow_up(Promise.TAKEDOWN, matter(referral), sender(referral), start=since)


def answer_owed(referral: Referral) -> FollowUp | None:
    """The answer that the desk still owes; an open question stops its clock no longer."""
    if referral.status is Status.NEEDS_INFO:
        resume(referral, queries.asked_at(referral))
    return next(iter(_answers(referral)), None)


def _answers(referral: Referral) -> list[FollowUp]:
    return reminders.open_ones(referral.case_id, Promise.ANSWER, referral_id=referral.id)


@event.listens_for(FollowUp, "after_insert")
def _answer_by_follows(_mapper: object, connection: sa.Connection, follow_up: FollowUp) -> Any:
    """The answer that is owed anew, as after a change of risk, is the one the desk sees."""
    if follow_up.kind is Promise.ANSWER:
        connection.execute(_FOLLOW, {"id": follow_up.referral_id, "due": follow_up.due_at})
