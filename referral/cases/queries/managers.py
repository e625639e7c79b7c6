"""Who of a unit may manage a case, and how many each holds."""

from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import WORKED_ON, CaseFile
from referral.directory import queries as directory
from referral.directory.queries.duty import Member
from referral.policy import MANAGERS, Role

FULL = 25
"""So many cases one manager holds; more only by a head's word."""


def managers(case: CaseFile) -> list[Member]:
    """Who of its unit may manage the case: no one from whom it is hidden."""
    return _seeing(case, MANAGERS)


def heads(case_id: UUID, unit_id: UUID) -> list[UUID]:
    """The unit's heads who may see the case; its only head is never shut out of one."""
    found = directory.heads(unit_id)
    hidden = policy.hidden_from(case_id) if len(found) > 1 else ()
    return [head for head in found if head not in hidden]


def colleagues(case: CaseFile) -> list[Member]:
    """Who of its unit may have a part in the case."""
    return _seeing(case, (Role.PROVIDER, *MANAGERS))


def _seeing(case: CaseFile, roles: tuple[Role, ...]) -> list[Member]:
    hidden = policy.hidden_from(case.id)
    staff = directory.staff([case.unit_id], roles)
    return [member for member in staff if member.id not in hidden]


def caseloads(unit_id: UUID) -> dict[UUID, int]:
    """How many open cases each manager of a unit holds, as far as the actor sees them."""
    rows = db.session.execute(
        sa.select(CaseFile.manager_id, sa.func.count())
        .where(
            CaseFile.unit_id == unit_id,
            CaseFile.closed_at.is_(None),
            CaseFile.manager_id.is_not(None),
            CaseFile.status.in_(WORKED_ON),
        )
        .group_by(CaseFile.manager_id)
    )
    return {manager: n for manager, n in rows if manager is not None}
