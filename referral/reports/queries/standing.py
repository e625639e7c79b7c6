"""For whom somebody works today: himself, and whom he stands in for."""

from typing import Any

import sqlalchemy as sa

from referral.cases.models import CaseFile
from referral.directory.models import Absence
from referral.policy import ASKED_AT, WHOEVER


def sender(sent: Any) -> Any:
    """Who stands for the sender of a referral today: the manager of the case, else who sent it."""
    case = CaseFile
    manager = sa.select(case.manager_id).where(case.id == sent.case_id).correlate(sent)
    return sa.func.coalesce(manager.scalar_subquery(), sent.sender_id)


def mine(person: Any) -> sa.ColumnElement[bool]:
    """Whether it is of the one who asks, or of somebody away whom he stands in for."""
    away = sa.select(Absence.person_id).where(
        Absence.stand_in_id == WHOEVER.id, Absence.since <= ASKED_AT, Absence.until > ASKED_AT
    )
    me: Any = WHOEVER.id
    people = sa.func.array(sa.union_all(sa.select(me), away).scalar_subquery())
    return person == sa.any_(people)
