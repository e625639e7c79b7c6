"""The time of a case: when it was first told, and what waits for the child or the family."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from referral import audit, db
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import WORKED_ON, CaseFile, NoteKind, Status
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import LIMITS, Kind, Risk, Start
from referral.reminders.models import FollowUp

FROM_TELLING = {row.kind for row in LIMITS if row.start is Start.FIRST_TELLING}
"""What runs from the moment when somebody was first told."""
LONGEST_PAUSE = timedelta(days=14)


@dataclass(frozen=True)
class Pause:
    """Which promises wait, until when they are looked at again, and for what, in words."""

    kinds: frozenset[Kind]
    until: datetime
    words: str


@action("case.telling_corrected")
def correct_telling(
    case: CaseFile, at: datetime, reason: str, *, by: Actor, also: Collection[CaseFile] = ()
) -> CaseFile:
    """It was first told at another time: what runs from then is due anew, also by law.

    ``also`` of the other children of the same report. By its manager or a head; before there is
    one, by who has read it. Raises ``Refused`` for a time after the report came in, and for the
    one that is written.
    """
    _correct(case, at, reason, by)
    for other in also:
        _correct(other, at, reason, by)
        audit.write("case.telling_corrected", by=by, about=other)
    return case


def _correct(case: CaseFile, at: datetime, reason: str, by: Actor) -> None:
    _may_correct(case, by)
    if at > case.opened_at or at < case.opened_at - trail.BEFORE_TOLD:
        raise Refused(
            "telling.when", since=case.opened_at - trail.BEFORE_TOLD, until=case.opened_at
        )
    former, case.reported_at = case.reported_at, at
    if at == former:
        raise Refused("telling.same")
    own = Matter(case.id, case.risk)
    for promise in reminders.open_ones(case.id, *FROM_TELLING):
        if promise.started_at == former or promise.paused_until is not None:
            reminders.resume(promise)
            reminders.again(promise, own, start=promise.started_at + (at - former))
    note = trail.say(case, NoteKind.TELLING, reason, by)
    trail.mark(case.id, "telling_corrected", by, former.isoformat(), words=note)


def _may_correct(case: CaseFile, by: Actor) -> None:
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.manager_id not in (None, by.id) and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")
    if case.status not in (Status.REPORTED, Status.OPEN):
        raise Refused("case.not_open")


def can_correct(case: CaseFile, by: Actor) -> bool:
    """Whether this actor may correct when it was first told."""
    try:
        _may_correct(case, by)
    except Refused:
        return False
    return True


def can_wait(case: CaseFile) -> list[FollowUp]:
    """The case's own promises that may be paused now; at high risk never the first contact."""
    high = Risk(case.risk) is Risk.HIGH
    return [
        promise
        for promise in reminders.open_ones(case.id, *reminders.CAN_WAIT)
        if reminders.can_wait(promise) and not (high and promise.kind is Kind.FIRST_CONTACT)
    ]


@action("case.paused")
def pause(case: CaseFile, wait: Pause, *, by: Actor) -> CaseFile:
    """The manager waits for the child or the family, and is reminded when that time is over.

    Raises ``Refused`` for a date beyond two weeks, for a second pause, and for what never waits:
    what is late, what the law sets, the first contact at high risk.
    """
    _leads(case, by)
    if not db.now() < wait.until <= db.now() + LONGEST_PAUSE:
        raise Refused("pause.when", limit=db.now() + LONGEST_PAUSE)
    if reminders.open_ones(case.id, Kind.HOLD_REVIEW):
        raise Refused("pause.open")
    chosen = [promise for promise in can_wait(case) if promise.kind in wait.kinds]
    if not chosen or {promise.kind for promise in chosen} != wait.kinds:
        raise Refused("pause.never")
    for promise in chosen:
        reminders.pause(promise, wait.until)
    reminders.open_follow_up(
        Kind.HOLD_REVIEW,
        Matter(case.id, case.risk),
        Owner(case.unit_id, case.manager_id),
        start=db.now(),
        promised=wait.until,
    )
    note = trail.say(case, NoteKind.PAUSE, wait.words, by)
    trail.mark(case.id, "paused", by, wait.until.isoformat(), words=note)
    return case


@action("case.resumed")
def resume(case: CaseFile, *, by: Actor) -> CaseFile:
    """The wait is over, before its time or after it."""
    _leads(case, by)
    if not reminders.open_ones(case.id, Kind.HOLD_REVIEW):
        raise Refused("step.not_open")
    for promise in reminders.open_ones(case.id, *reminders.CAN_WAIT):
        reminders.resume(promise)
    reminders.close(Kind.HOLD_REVIEW, case_id=case.id)
    trail.mark(case.id, "resumed", by)
    return case


def _leads(case: CaseFile, by: Actor) -> None:
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    if case.manager_id != by.id:
        raise Refused("pause.manager")
