"""Erasure: one asks, another decides, for a day either may stop it, then the keys are destroyed."""

from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import audit, db
from referral.audit import action
from referral.cases import queries
from referral.cases.actions import trail
from referral.cases.models import GROUNDS, HOLD, RETAINED, CaseFile, Erasure, Ground, Scope
from referral.errors import Missing, Refused
from referral.policy import Actor, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.clocks import months
from referral.reminders.limits import Kind


@action("case.erasure_asked")
def ask_erasure(case: CaseFile, ground: Ground, *, by: Actor) -> CaseFile:
    """Ask that as much of a closed case as the ground says is destroyed; who may decide is told.

    Raises ``Refused`` while something keeps it, where it is asked already, and where nobody but
    the one who asks could decide.
    """
    trail.of_its_unit(case, by)
    if case.manager_id != by.id and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")
    scope = GROUNDS[ground]
    _free(case, scope)
    kept = months(case.closed_at or db.now(), RETAINED)
    if ground is Ground.RETENTION and db.now() < kept:
        raise Refused("erasure.retained", at=kept)
    if any(one.row.scope is scope and one.row.stopped_at is None for one in _all(case)):
        raise Refused("erasure.asked")
    deciders = queries.deciding(case, by.id)
    if not deciders:
        raise Refused("erasure.nobody")
    asked = {"asked_at": db.now(), "asked_by_id": by.id}
    row = Erasure(id=uuid4(), case_id=case.id, scope=scope, ground=ground, **asked)
    db.session.add(row)
    trail.mark(case.id, "erasure_asked", by, scope)
    first, about = deciders[0], Matter(case.id, case.risk)
    owner = Owner(first.unit_id, first.id)
    reminders.open_follow_up(Kind.ERASURE, about, owner, start=row.asked_at)
    people = [one.id for one in deciders]
    trail.tell("erasure_asked", case, people, by, f"asked:{row.id}")
    return case


@action("case.erasure_decided")
def decide_erasure(case: CaseFile, erasure_id: UUID, *, by: Actor) -> CaseFile:
    """Agree, as somebody who did not ask: from now on a day runs in which either may stop it."""
    row = _live(case, erasure_id)
    if not row.waits:
        raise Refused("step.not_open")
    if row.asked_by_id == by.id:
        raise Refused("head.other_person")
    if not _may_decide(case, row, by):
        raise Refused("erasure.decider")
    _free(case, row.scope)
    row.decided_at, row.decided_by_id = db.now(), by.id
    _answered(case, row)
    _tell("erasure_decided", case, row, by)
    return case


@action("case.erasure_stopped")
def stop_erasure(case: CaseFile, erasure_id: UUID, *, by: Actor) -> CaseFile:
    """Not, or not now: by who asked, who decided or may decide, before it is carried out."""
    row = _live(case, erasure_id)
    if by.id != row.asked_by_id and not _may_decide(case, row, by):
        raise Refused("erasure.decider")
    _stop(case, row, by)
    return case


def stop_all(case: CaseFile, by: Actor) -> None:
    """What is reopened is not erased."""
    for one in _all(case):
        if one.row.waits or one.row.held:
            _stop(case, one.row, by)


def _stop(case: CaseFile, row: Erasure, by: Actor) -> None:
    row.stopped_at, row.stopped_by_id = db.now(), by.id
    _answered(case, row)
    _tell("erasure_stopped", case, row, by)


def _may_decide(case: CaseFile, row: Erasure, by: Actor) -> bool:
    return by.id in {one.id for one in queries.deciding(case, row.asked_by_id)}


def _answered(case: CaseFile, row: Erasure) -> None:
    """Nobody owes a decision on it any more."""
    owed = reminders.open_ones(case.id, Kind.ERASURE)
    reminders.keep(*(one for one in owed if one.started_at == row.asked_at), at=db.now())


def _all(case: CaseFile) -> list[queries.Erasing]:
    return queries.erasures(case.id)


def _live(case: CaseFile, erasure_id: UUID) -> Erasure:
    row = db.session.get(Erasure, erasure_id, with_for_update=True, populate_existing=True)
    if row is None or row.case_id != case.id:
        raise Missing
    if not (row.waits or row.held):
        raise Refused("step.not_open")
    return row


def _free(case: CaseFile, scope: Scope) -> None:
    kept = queries.kept_by(case.id, scope)
    if kept is not None:
        raise Refused(f"erasure.{kept}", at=queries.due_at(case.id))


def _tell(kind: str, case: CaseFile, row: Erasure, by: Actor) -> None:
    people = dict.fromkeys((row.asked_by_id, *queries.concerned(case)))
    trail.tell(kind, case, list(people), by, f"{kind}:{row.id}")


def carry_out(limit: int = 100) -> int:
    """Destroy what two people agreed on and nobody stopped for a day; how many were settled.

    Each in one transaction of its own: killed in between, all of it is there, or nothing and it
    is done at the next ring.
    """
    ripe = sa.select(Erasure.id).where(_RIPE).order_by(Erasure.decided_at).limit(limit)
    return db.each(ripe, _erased)


_RIPE = sa.and_(
    Erasure.decided_at <= sa.func.app_now() - HOLD,
    Erasure.stopped_at.is_(None),
    Erasure.done_at.is_(None),
)


def _erased(erasure_id: UUID) -> bool:
    """Two workers at once: the second one waits for the first and finds it over."""
    with db.transaction():
        kept = db.session.scalar(sa.select(sa.func.app_erase(erasure_id)))
        if kept == "over":
            return False
        row = db.session.get_one(Erasure, erasure_id, populate_existing=True)
        case = db.session.get_one(CaseFile, row.case_id)
        what = "erasure_stopped" if kept else "erased"
        if not kept:
            _settle(case, row.scope)
            trail.mark(case.id, what, None, row.scope)
        people = dict.fromkeys((row.asked_by_id, *queries.concerned(case)))
        trail.post(what, case, list(people), f"{what}:{row.id}")
        audit.write(f"case.{what}", by=None, about=case, note=row.scope)
    return True


def _settle(case: CaseFile, scope: Scope) -> None:
    """What was promised is kept; of a case that is no more nothing is owed."""
    if scope is Scope.CASE:
        reminders.close_all(case_id=case.id)
    else:
        reminders.close(Kind.PURGE, case_id=case.id)
