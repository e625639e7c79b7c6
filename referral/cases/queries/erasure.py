"""Erasure: what stands of a case's addresses and accounts, what keeps it, who decides on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db, policy, vault
from referral.cases.models import CaseFile, Erasure, Scope
from referral.cases.queries.around import REFERRAL
from referral.cases.queries.glass import Watcher, watchers
from referral.directory import queries as directory
from referral.directory.models import Agency, Unit
from referral.people.models import Person
from referral.policy import AgencyKind, Compartment, Role
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp

_ASKED, _DECIDED, _STOPPED = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True)
class Erasing:
    """One erasure with the names of who asked, who decided, who stopped it."""

    row: Erasure
    asked_by: str
    decided_by: str | None
    stopped_by: str | None


def erasures(case_id: UUID) -> list[Erasing]:
    """All of a case, the newest first."""
    query: sa.Select[*tuple[Any, ...]] = (
        sa.select(Erasure, _ASKED.name, _DECIDED.name, _STOPPED.name)
        .join(_ASKED, _ASKED.id == Erasure.asked_by_id)
        .outerjoin(_DECIDED, _DECIDED.id == Erasure.decided_by_id)
        .outerjoin(_STOPPED, _STOPPED.id == Erasure.stopped_by_id)
        .where(Erasure.case_id == case_id)
        .order_by(Erasure.asked_at.desc(), Erasure.id)
    )
    return [Erasing(*row) for row in db.session.execute(query)]


def erased_on(case_id: UUID) -> dict[Compartment, datetime]:
    """What of it was destroyed and when, for who sees its shell alone."""
    query = sa.select(Erasure.scope, Erasure.done_at).where(
        Erasure.case_id == case_id, Erasure.done_at.is_not(None)
    )
    part = {Scope.ONLINE: Compartment.ONLINE, Scope.CASE: Compartment.STORY}
    return {part[scope]: at for scope, at in db.session.execute(query) if at is not None}


def kept_by(case_id: UUID, scope: Scope) -> str | None:
    """What keeps this part from being erased, by its code; the database asks it again."""
    found: str | None = db.session.scalar(sa.select(sa.func.app_keeps(case_id, scope.value)))
    return found


def due_at(case_id: UUID) -> datetime | None:
    """From when on its addresses and accounts go."""
    query = sa.select(FollowUp.due_at).where(
        FollowUp.case_id == case_id, FollowUp.kind == Kind.PURGE, FollowUp.done_at.is_(None)
    )
    return db.session.scalar(query.order_by(FollowUp.due_at).limit(1))


def holds_online(case_id: UUID) -> bool:
    """Whether addresses or accounts stand in it, of its own or in what was sent to Komdigi."""
    if vault.exists(vault.online_key(case_id)):
        return True
    sent = (
        sa.select(REFERRAL.c.id)
        .join(Unit, Unit.id == REFERRAL.c.to_unit_id)
        .join(Agency, Agency.id == Unit.agency_id)
        .where(REFERRAL.c.case_id == case_id, Agency.kind == AgencyKind.KOMDIGI)
    )
    return db.session.scalar(sent.limit(1)) is not None


def deciding(case: CaseFile, asked_by: UUID) -> list[Watcher]:
    """Who may decide: another head of its unit; where there is none, who watches over all."""
    hidden = policy.hidden_from(case.id) | {asked_by}
    heads = directory.staff([case.unit_id], [Role.UNIT_HEAD])
    others = [Watcher(one.id, case.unit_id, Role.UNIT_HEAD) for one in heads]
    province = [one for one in watchers(case) if one.role is Role.PROVINCIAL_SUPERVISOR]
    for level in (others, province):
        if found := [one for one in level if one.id not in hidden]:
            return found
    return []


def concerned(case: CaseFile) -> list[UUID]:
    """Whom an erasure concerns: its manager, the heads of its unit, who watches over the case."""
    own = [case.manager_id] if case.manager_id else []
    watching = [one.id for one in watchers(case)]
    return list(dict.fromkeys((*own, *directory.heads(case.unit_id), *watching)))
