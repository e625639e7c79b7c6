"""A case above the district, for an official is feared; the province may open it to those below."""

from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import CaseFile
from referral.errors import Refused
from referral.policy import Actor, AgencyKind, Permission, can


def may_open(case: CaseFile, by: Actor) -> bool:
    """Whether he may let the district's supervisors see it: its manager or head at the province."""
    leads = by.id == case.manager_id or can(by, Permission.CASE_DECIDE)
    return case.above_at is not None and by.unit_kind is AgencyKind.UPT_PROVINCE and leads


@action("case.opened_below")
def open_below(case: CaseFile, *, by: Actor) -> CaseFile:
    """From now on the district's supervisors see its shell, as of any other case."""
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if not may_open(case, by):
        raise Refused("step.not_open")
    case.above_at = None
    trail.mark(case.id, "opened_below", by)
    return case
