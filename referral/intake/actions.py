"""Verbs of intake: one report opens the case file of each child and hands it to the UPTD's desk."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import audit, db, policy, vault
from referral.audit import action
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
from referral.cases.models.told import Known
from referral.directory import queries as directory
from referral.errors import Refused
from referral.intake.models import MOST_CHILDREN, Child, Feared, Report
from referral.intake.signs import Assessment, Sign, assess
from referral.intake.signs import Told as Signs
from referral.policy import Actor, AgencyKind, Basis
from referral.referrals import actions as referrals
from referral.reminders.clocks import local_day


@action("case.reported")
def report(told: Report, *, by: Actor) -> CaseFile:
    """Open one case file a child and hand each over as a village report; the first child's file.

    Raises ``Refused`` for an unknown village, a district without a desk and a future telling.
    """
    unit_id = _desk(told)
    incident = Incident(
        id=uuid4(), reported_at=told.told_at, told_by=told.told_by.kind, area_code=told.area_code
    )
    db.session.add(incident)
    cases = [
        _open(told, child, number, (unit_id, incident.id), by)
        for child, number in zip(told.children, _numbers(len(told.children)), strict=True)
    ]
    for case in cases[1:]:
        audit.write("case.reported", by=by, about=case)
    return cases[0]


def _desk(told: Report) -> UUID:
    if told.told_at > db.now():
        raise Refused("time.future")
    if not 1 <= len(told.children) <= MOST_CHILDREN:
        raise Refused("report.children")
    if directory.village(told.area_code) is None:
        raise Refused("area.unknown")
    district = directory.district_of(told.area_code)
    unit_id = directory.desk_for(AgencyKind.UPTD, district)
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


def _open(told: Report, child: Child, number: str, at: tuple[UUID, UUID], by: Actor) -> CaseFile:
    """The file, its key, its sealed parts; ``at`` is the UPTD's unit and the incident."""
    unit_id, incident_id = at
    case_id, referral_id = uuid4(), uuid4()
    policy.grant(case_id, basis=Basis.OPENED, to=by.id, basis_id=referral_id)
    found = _assess(told, child)
    case = _shell(told, child, found, by)
    case.id, case.number, case.unit_id = case_id, number, unit_id
    case.take(Step.SAVE)
    db.session.add(case)
    db.session.flush()
    vault.new_key(case_id, case_id)
    _seal(case, _parts(told, child, found), incident_id)
    referrals.hand_over_report(
        case,
        referrals.Told(referral_id, needs=child.needs, staff_safety=Sign.WEAPON in told.signs),
        by=by,
    )
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
            "high_at": found.high_at and found.high_at.isoformat(),
        },
        Reporter: asdict(told.told_by),
    }
    if told.feared != Feared():
        parts[Alleged] = asdict(told.feared)
    return parts


def _seal(
    case: CaseFile, parts: Mapping[type[db.Base], Mapping[str, Any]], incident_id: UUID
) -> None:
    """All rows that hang on a new file, by one statement."""
    rows: list[tuple[type[db.Base], dict[str, Any]]] = [
        (CaseIncident, {"case_id": case.id, "incident_id": incident_id}),
        (
            CaseEvent,
            {
                "case_id": case.id,
                "at": case.opened_at,
                "act": "reported",
                "by_person_id": case.opener_id,
            },
        ),
    ]
    for model, doc in parts.items():
        name = model.__tablename__
        blob = vault.seal(case.id, name, case.id, doc)
        rows.append((model, {"case_id": case.id, "version": 1, "sealed": blob}))
    first, *rest = (sa.insert(model).values(row) for model, row in rows)
    for i, statement in enumerate(rest):
        first = first.add_cte(statement.cte(f"part_{i}"))
    db.session.execute(first)
