"""The law line: the police report's number, and what is owed to the child once it exists."""

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import WORKED_ON, CaseFile, LawLine, RecordKind, YesNo
from referral.cases.queries import PROTECTIONS, colleagues, law_line, owner_of
from referral.errors import Missing, Refused
from referral.policy import Actor, Compartment, Permission, can
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import Kind


@action("case.lp_recorded")
def record_lp(
    case_id: UUID, number: str, at: datetime, *, by: Actor, domestic: bool = False
) -> LawLine:
    """Write the police report's number; it keeps the 72 hours of UU 12/2022 art. 41 at its time.

    By its id: a police desk holds the law line without the shell. The first one starts the clock
    of temporary protection (art. 42; ``domestic``: UU 23/2004 art. 16) and the asking after every
    30 days.
    """
    if not policy.compartments(case_id, by, but=[policy.Basis.TRANSFER]) & Compartment.LAW:
        raise Missing
    trail.true_time(at, since=owner_of(case_id).reported_at - trail.BEFORE_TOLD)
    line = law_line(case_id)
    kept = _keep(case_id, at, first=line is None)
    _go_on(case_id, at, first=line is None, again=kept or domestic, domestic=domestic)
    if line is None:
        line = LawLine(case_id=case_id, version=0)
        db.session.add(line)
    line.lp_number, line.lp_at, line.recorded_by = number, at, by.id
    line.version += 1
    trail.mark(case_id, "lp_recorded", by, number, at=at)
    return line


def decide_protection(
    case_id: UUID, decision: YesNo, at: datetime, *, by: Actor, words: UUID
) -> None:
    """What the police desk decided keeps its 24 hours; raises ``Refused`` before there is an LP.

    By the case's id, as its number: ``words`` are those in which the desk told it.
    """
    if not policy.compartments(case_id, by, but=[policy.Basis.TRANSFER]) & Compartment.LAW:
        raise Missing
    trail.true_time(at, since=owner_of(case_id).reported_at - trail.BEFORE_TOLD)
    if law_line(case_id) is None:
        raise Refused("law.no_lp")
    reminders.close(*PROTECTIONS, case_id=case_id, at=at)
    protected(case_id, decision, at)
    trail.mark(case_id, RecordKind.PROTECTION, by, decision, words=words, at=at)


def protected(case_id: UUID, decision: YesNo, at: datetime) -> None:
    """An order of protection starts the 24 hours of LPSK (art. 43); where it falls, they end."""
    if decision is YesNo.NO:
        reminders.close(Kind.PROTECTION_LPSK, case_id=case_id)
    elif owner_of(case_id).sexual and not reminders.open_ones(case_id, Kind.PROTECTION_LPSK):
        case = owner_of(case_id)
        matter, owner = Matter(case_id, case.risk), Owner(case.unit_id, case.manager_id)
        reminders.open_follow_up(Kind.PROTECTION_LPSK, matter, owner, start=at)


@action("case.legal_named")
def name_legal(case: CaseFile, worker_id: UUID, *, by: Actor) -> CaseFile:
    """A colleague is reminded of LPSK and of the proceedings beside the manager.

    He sees what every colleague of the unit's desk sees: numbers, promises, the law line.
    """
    trail.of_its_unit(case, by)
    if case.manager_id != by.id and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    if worker_id not in {worker.id for worker in colleagues(case)}:
        raise Missing
    case.legal_id = worker_id
    trail.mark(case.id, "legal_named", by)
    trail.tell("legal_named", case, [worker_id], by, f"legal:{worker_id}:{case.version}")
    return case


def pass_legal(unit_id: UUID, former: UUID, to: UUID) -> None:
    """Whoever takes over from a leaver accompanies his cases at law too."""
    db.session.execute(
        sa.update(CaseFile)
        .where(CaseFile.unit_id == unit_id, CaseFile.legal_id == former)
        .values(legal_id=to)
    )


def _keep(case_id: UUID, at: datetime, *, first: bool) -> bool:
    """A report keeps the clocks of what was told before it; a new incident's runs on."""
    open_ones = reminders.open_ones(case_id, Kind.POLICE_REPORT)
    told = min((p.started_at for p in open_ones), default=at) if first else at
    kept = [p for p in open_ones if p.started_at <= max(told, at)]
    reminders.keep(*kept, at=at)
    return bool(kept)


def _go_on(case_id: UUID, at: datetime, *, first: bool, again: bool, domestic: bool) -> None:
    """Each report of a sexual or domestic crime has its own protection; the asking goes on."""
    case = owner_of(case_id)
    matter, owner = Matter(case_id, case.risk), Owner(case.unit_id, case.manager_id)
    if first:
        reminders.open_follow_up(Kind.LAW_FOLLOW_UP, matter, owner, start=at)
    open_ones = reminders.open_ones(case_id, *PROTECTIONS)
    if (case.sexual or domestic) and not open_ones and (first or again):
        kind = Kind.POLICE_PROTECTION if case.sexual else Kind.DOMESTIC_PROTECTION
        reminders.open_follow_up(kind, matter, owner, start=at)
