"""Asking who opened a case is itself a look into it: written down before it is told."""

from datetime import datetime
from uuid import UUID

from referral import audit, db, policy
from referral.cases.models import CaseFile
from referral.errors import Missing
from referral.policy import Actor, Compartment
from referral.reports import queries
from referral.reports.queries import Acts, Readers, Shown, Wanted


def see_readers(
    case_id: UUID, before: datetime | None = None, *, by: Actor
) -> tuple[CaseFile, Readers]:
    """Who opened the case: for its manager, its unit's head, its district's supervisors."""
    case = policy.find(CaseFile, case_id, by)
    supervised = case.district_code in by.districts
    if not supervised and not policy.compartments(case.id, by) & Compartment.AUDIT:
        raise Missing
    with db.transaction():
        found = queries.readers(case.id, before or db.FAR)
        audit.write("case.audit_read", by=by, about=case, compartments=Compartment.AUDIT)
    return case, found


def answer_family(case_id: UUID, *, by: Actor) -> tuple[CaseFile, datetime, list[Shown]]:
    """What the case's manager may hand to a family that asks who saw its file, as of now."""
    case = policy.find(CaseFile, case_id, by)
    if case.manager_id != by.id:
        raise Missing
    with db.transaction():
        found = queries.shown(case.id)
        audit.write("case.audit_answered", by=by, about=case, compartments=Compartment.AUDIT)
        return case, db.now(), found


def see_acts(wanted: Wanted, *, by: Actor) -> Acts:
    """What the auditor reads of the whole audit."""
    with db.transaction():
        audit.write("audit.read", by=by, note=wanted.kind)
        return queries.acts(wanted)
