"""Steps on record: written down in the part where they belong, each keeps and opens promises."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from referral import db, policy
from referral.audit import action
from referral.cases.actions import owed, trail
from referral.cases.actions.law import protected
from referral.cases.actions.online import purge_later
from referral.cases.actions.risk import rise
from referral.cases.models import (
    ENDED,
    OF_LAW,
    PART,
    WORKED_ON,
    CaseFile,
    CaseRecord,
    Danger,
    Fares,
    LateBecause,
    LawStatus,
    RecordKind,
    Status,
    YesNo,
)
from referral.cases.queries import PROTECTIONS, has_plan, law_line
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor, Basis, Compartment, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind, Risk

AFTER = (Kind.AFTER_1_MONTH, Kind.AFTER_3_MONTHS)
K = RecordKind
KEEPS: Mapping[RecordKind, Kind] = {
    K.INITIAL_ASSESSMENT: Kind.INITIAL_ASSESSMENT,
    K.FULL_ASSESSMENT: Kind.FULL_ASSESSMENT,
    K.EMERGENCY_CARE: Kind.EMERGENCY_HEALTH,
    K.PLAN_REVIEW: Kind.PLAN_REVIEW,
    K.FILE_REVIEW: Kind.FILE_REVIEW,
    K.LPSK_LETTER: Kind.PROTECTION_LPSK,
    K.LPSK_ANSWER: Kind.LPSK_DECISION,
    K.LAW_STATUS: Kind.LAW_FOLLOW_UP,
    K.STAY: Kind.STAY,
    K.STAY_END: Kind.STAY,
}
"""Which promise a record keeps."""
EITHER: Mapping[RecordKind, tuple[Kind, ...]] = {
    K.PROTECTION: PROTECTIONS,
    K.AFTER_CLOSING: AFTER,
}
"""The same of those that keep the first of these that is owed."""


DURING: Mapping[RecordKind, Collection[Status]] = {
    K.AFTER_CLOSING: (Status.CLOSED,),
    K.EMERGENCY_CARE: (Status.REPORTED, *WORKED_ON),
    K.LAW_STATUS: (*WORKED_ON, Status.CLOSED),
}
"""When a step is open that is not one of the work on an open case."""


@dataclass(frozen=True)
class Written:
    """A step as it was: when, its answer by code, its letter, its words, why late, until when.

    ``danger``: what of a new incident decides the risk.
    """

    kind: RecordKind
    at: datetime
    words: str = ""
    code: str | None = None
    number: str = ""
    why: LateBecause | None = None
    until: datetime | None = None
    danger: frozenset[Danger] = frozenset()


@action("case.recorded")
def record(case: CaseFile, written: Written, *, by: Actor) -> CaseFile:
    """Write a step down; what it keeps is kept at its true time, what follows is owed from then.

    Raises ``Refused`` where the step is not open, lies in the future, or is late without a reason.
    """
    _may(case, written, by)
    row = CaseRecord(
        id=uuid4(),
        case_id=case.id,
        kind=written.kind,
        part=int(PART[written.kind]),
        at=written.at,
        by_person_id=by.id,
    )
    danger = " ".join(sorted(written.danger - {Danger.NONE}))
    row.put({"words": written.words, "number": written.number, "danger": danger})
    db.session.add(row)
    kept = kept_by(case, written.kind)
    if kept is not None and written.code != Fares.NOT_REACHED:
        owed.keep(case.id, kept, written.at, written.why)
    if written.kind in THEN:
        THEN[written.kind](case, written, by)
    trail.mark(case.id, written.kind, by, written.code, words=row.id, at=written.at)
    return case


def kept_by(case: CaseFile, kind: RecordKind) -> Kind | None:
    """The promise that this record of this case would keep."""
    if kind not in EITHER:
        return KEEPS.get(kind)
    owing = {promise.kind for promise in reminders.open_ones(case.id, *EITHER[kind])}
    return next((one for one in EITHER[kind] if one in owing), None)


def _may(case: CaseFile, written: Written, by: Actor) -> None:
    trail.of_its_unit(case, by)
    after = written.kind is K.AFTER_CLOSING
    if case.status not in DURING.get(written.kind, WORKED_ON):
        raise Refused("case.not_open")
    if written.kind is K.FILE_REVIEW and not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    needed = PART[written.kind] | (Compartment.NONE if after else Compartment.STORY)
    if policy.compartments(case.id, by, but=[policy.Basis.REFERRAL]) & needed != needed:
        raise Refused("case.sealed")
    if written.kind in (K.PROTECTION, K.LAW_STATUS) and law_line(case.id) is None:
        raise Refused("law.no_lp")
    if written.kind is K.PLAN_REVIEW and not has_plan(case.id):
        raise Refused("plan.none")
    if written.kind is K.STAY_END and not reminders.open_anywhere(case.id, Kind.STAY):
        raise Refused("stay.none")
    _in_time(case, written)


def _in_time(case: CaseFile, written: Written) -> None:
    """Our own work begins with the first telling, the law's may have begun before."""
    since = case.reported_at - trail.BEFORE_TOLD if written.kind in OF_LAW else case.reported_at
    if case.closed_at is not None and written.kind not in OF_LAW:
        since = case.closed_at
    ahead = written.kind is K.HEARING and written.at > db.now()
    trail.true_time(db.now() if ahead else written.at, since=since)


def _assessed(case: CaseFile, written: Written, _by: Actor) -> None:
    if not has_plan(case.id):
        owed.owe_next(case, Kind.PLAN, written.at)


def _reviewed(case: CaseFile, written: Written, _by: Actor) -> None:
    owed.owe_next(case, Kind.PLAN_REVIEW, written.at)


def _file_reviewed(case: CaseFile, written: Written, _by: Actor) -> None:
    if not reminders.open_ones(case.id, Kind.FILE_REVIEW):
        owed.review_file(case, written.at, directory.heads(case.unit_id))


def _protected(case: CaseFile, written: Written, _by: Actor) -> None:
    protected(case.id, YesNo(str(written.code)), written.at)


def _asked_lpsk(case: CaseFile, written: Written, _by: Actor) -> None:
    """Its decision is asked for, unless the letter went as a referral that asks already."""
    if not reminders.open_anywhere(case.id, Kind.LPSK_DECISION):
        owed.owe(case, Kind.LPSK_DECISION, written.at)


def _across(case: CaseFile, written: Written, _by: Actor) -> None:
    """It shows on the shell, which the province's supervisors see."""
    case.provinces_at = written.at


def _stays(case: CaseFile, written: Written, _by: Actor) -> None:
    """Before it ends, and within the limit, somebody decides again."""
    owed.owe(case, Kind.STAY, written.at, promised=written.until)


def _asked_after(case: CaseFile, written: Written, by: Actor) -> None:
    """Of a closed case the date of its online evidence hangs on it, and its head asks."""
    runs = written.code not in {LawStatus(status).value for status in ENDED}
    if case.closed_at is not None:
        if not runs:
            reminders.close(Kind.LAW_FOLLOW_UP, case_id=case.id)
        purge_later(case, by, max(written.at, case.closed_at), runs=runs)
    elif runs:
        owed.owe_next(case, Kind.LAW_FOLLOW_UP, written.at)


def _happened(case: CaseFile, written: Written, by: Actor) -> None:
    """A sexual one has 72 hours of its own, from when it was told (UU 12/2022 art. 41).

    A hard trigger makes the risk High, and the child is assessed again; one that needs a doctor
    has one owed.
    """
    sexual, danger = written.code == YesNo.YES, written.danger
    if sexual:
        case.sexual = True
        owed.owe(case, Kind.POLICE_REPORT, written.at)
    health = Danger.HURT in danger or (sexual and Danger.RECENT in danger)
    if (health or Danger.REACH in danger) and Risk(case.risk) is not Risk.HIGH:
        rise(case, "risk_incident", by)
        owed.owe_next(case, Kind.INITIAL_ASSESSMENT, written.at)
    if health:
        owed.owe_next(case, Kind.EMERGENCY_HEALTH, written.at)
    trail.tell_holder("case_incident", case, by, f"incident:{written.at.isoformat()}")


def _fares(case: CaseFile, written: Written, by: Actor) -> None:
    """With the last check the former manager's sight ends; a concern goes to the head."""
    if not reminders.open_ones(case.id, *AFTER):
        db.session.flush()
        policy.end(case.id, because="checked", bases=[Basis.RESIDUE], basis_id=case.id)
    if written.code != Fares.WELL:
        heads = directory.heads(case.unit_id)
        trail.tell("case_concern", case, heads, by, f"concern:{written.at.isoformat()}")


THEN: Mapping[RecordKind, Callable[[CaseFile, Written, Actor], None]] = {
    K.FULL_ASSESSMENT: _assessed,
    K.PLAN_REVIEW: _reviewed,
    K.FILE_REVIEW: _file_reviewed,
    K.PROTECTION: _protected,
    K.LPSK_LETTER: _asked_lpsk,
    K.LAW_STATUS: _asked_after,
    K.PROVINCES: _across,
    K.STAY: _stays,
    K.INCIDENT: _happened,
    K.AFTER_CLOSING: _fares,
}
"""What follows from a record."""
