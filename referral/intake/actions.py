"""Verbs of intake: one report opens the case file of each child and hands it to the UPTD's desk."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import audit, db, policy, vault
from referral.audit import action
from referral.cases import actions as cases_of
from referral.cases.models import (
    Alleged,
    CaseEvent,
    CaseFile,
    CaseIncident,
    Identity,
    Incident,
    Reporter,
    Status,
    Step,
    Story,
)
from referral.cases.models.told import ClosingReason, Known
from referral.directory import queries as directory
from referral.errors import Refused
from referral.intake.models import MOST_CHILDREN, Child, Feared, Report
from referral.intake.signs import Advice, Assessment, Sign, assess
from referral.intake.signs import Told as Signs
from referral.policy import Actor, AgencyKind, Basis, Permission, can
from referral.referrals import actions as referrals
from referral.referrals.models import Kind, Referral
from referral.referrals.models import Status as Waiting
from referral.reminders.clocks import local_day

Rows = list[tuple[type[db.Base], dict[str, Any]]]


@dataclass
class _Filing:
    """One report on its way into the files; ``written``: its incident stands."""

    told: Report
    unit_id: UUID
    by: Actor
    incident_id: UUID = field(default_factory=uuid4)
    written: bool = False


@action("case.reported")
def report(told: Report, *, by: Actor) -> CaseFile:
    """Open one case file a child and hand each over as a village report; the first child's file.

    Raises ``Refused`` for an unknown village, a district without a desk and a future telling.
    """
    filing = _Filing(told, _desk(told), by)
    cases = [
        _open(filing, child, number)
        for child, number in zip(told.children, _numbers(len(told.children)), strict=True)
    ]
    for case in cases[1:]:
        audit.write("case.reported", by=by, about=case)
    return cases[0]


@action("case.set_aside")
def set_aside(case: CaseFile, reason: ClosingReason, words: str, *, by: Actor) -> CaseFile:
    """The head closes what was reported by mistake or twice.

    A report that still waits is taken up with it, so that nobody is reminded of it any more.
    """
    report = db.session.scalar(
        sa.select(Referral).where(
            Referral.case_id == case.id,
            Referral.kind == Kind.VILLAGE_REPORT,
            Referral.status == Waiting.SENT,
        )
    )
    if report is not None and can(by, Permission.CASE_DECIDE):
        referrals.accept(report, referrals.Promised(db.now(), by.id), by=by)
    return cases_of.mistaken(case, reason, words, by=by)


def _desk(told: Report) -> UUID:
    if told.told_at > db.now():
        raise Refused("time.future")
    if not 1 <= len(told.children) <= MOST_CHILDREN:
        raise Refused("report.children")
    if directory.village(told.area_code) is None:
        raise Refused("area.unknown")
    district = directory.district_of(told.area_code)
    above = directory.desk_for(AgencyKind.UPT_PROVINCE, district) if told.above else None
    unit_id = above or directory.desk_for(AgencyKind.UPTD, district)
    if unit_id is None:
        raise Refused("desk.none")
    return unit_id


def _numbers(n: int) -> list[str]:
    """As many case numbers, from which a referral's cannot be guessed: ``K-2026-00042``."""
    serials = db.session.scalars(
        sa.text("SELECT nextval('case_number') FROM generate_series(1, :n)"), {"n": n}
    )
    year = local_day(db.now()).year
    return [f"K-{year}-{serial:05d}" for serial in serials]


def _open(filing: _Filing, child: Child, number: str) -> CaseFile:
    """The file, its key, its sealed parts, and the hand-over to the desk."""
    told, by = filing.told, filing.by
    case_id, referral_id = uuid4(), uuid4()
    policy.grant(case_id, basis=Basis.OPENED, to=by.id, basis_id=referral_id)
    found = _assess(told, child)
    case = _shell(told, child, found, by)
    case.id, case.number, case.unit_id = case_id, number, filing.unit_id
    case.take(Step.SAVE)
    db.session.add(case)
    db.session.flush()
    vault.new_key(case_id, case_id)
    _insert([*_beside(filing, case), *_sealed(case_id, _parts(told, child, found))])
    armed, hurt = Sign.WEAPON in told.signs, Advice.HEALTH in found.advice
    shown = referrals.Told(referral_id, child.needs, staff_safety=armed, hurt=hurt)
    referrals.hand_over_report(case, shown, by=by)
    return case


def _assess(told: Report, child: Child) -> Assessment:
    """Risk and reasons from all that was told; the feared person's reach is a sign of its own."""
    reach = {Sign.REACH} if told.feared.reach is Known.YES else set()
    signs = Signs(
        signs=told.signs | reach,
        age=child.least_age,
        recent=told.recent,
        wedding_on=told.wedding_on,
    )
    return assess(signs, db.now())


def _shell(told: Report, child: Child, found: Assessment, by: Actor) -> CaseFile:
    return CaseFile(
        status=Status.DRAFT,
        status_since=db.now(),
        risk=int(found.risk),
        district_code=directory.district_of(told.area_code),
        area_code=told.area_code,
        opener_id=by.id,
        channel=told.channel,
        sex=child.sex,
        age_band=child.band,
        sexual=found.police_clock,
        reported_at=told.told_at,
        opened_at=db.now(),
        high_at=found.high_at,
        above_at=db.now() if told.above else None,
    )


def _parts(
    told: Report, child: Child, found: Assessment
) -> Mapping[type[db.Base], Mapping[str, Any]]:
    """What each compartment holds; the feared person's only where something is told."""
    parts: dict[type[db.Base], Mapping[str, Any]] = {
        Identity: {
            **asdict(child),
            "landmark": told.landmark,
            "safe_contact": asdict(told.safe_contact),
        },
        Story: {
            "signs": sorted(reason.code for reason in found.reasons if reason.code in told.signs),
            "recent": told.recent,
            "wedding_on": told.wedding_on and told.wedding_on.isoformat(),
            "words": told.words,
            "wish": told.wish,
            "reasons": [reason.code for reason in found.reasons],
            "advice": list(found.advice),
        },
        Reporter: asdict(told.told_by),
    }
    if told.feared != Feared():
        parts[Alleged] = asdict(told.feared)
    return parts


def _beside(filing: _Filing, case: CaseFile) -> Rows:
    """The first line of the trail, the incident and that the case belongs to it."""
    told, by = filing.told, filing.by
    event = {"case_id": case.id, "at": case.opened_at, "act": "reported", "by_person_id": by.id}
    belongs = {"case_id": case.id, "incident_id": filing.incident_id}
    rows: Rows = [(CaseEvent, event), (CaseIncident, belongs)]
    if not filing.written:
        incident = {
            "id": filing.incident_id,
            "reported_at": told.told_at,
            "told_by": told.told_by.kind,
            "area_code": told.area_code,
        }
        rows.append((Incident, incident))
        filing.written = True
    return rows


def _sealed(case_id: UUID, parts: Mapping[type[db.Base], Mapping[str, Any]]) -> Rows:
    blobs = {m: vault.seal(case_id, m.__tablename__, case_id, doc) for m, doc in parts.items()}
    return [(m, {"case_id": case_id, "version": 1, "sealed": blobs[m]}) for m in blobs]


def _insert(rows: Rows) -> None:
    """All of them by one statement."""
    first, *rest = (sa.insert(model).values(row) for model, row in rows)
    for i, statement in enumerate(rest):
        first = first.add_cte(statement.cte(f"part_{i}"))
    db.session.execute(first)
