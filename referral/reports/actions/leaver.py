"""A leaver's cases, desk and promises pass to a colleague in one step: nothing is orphaned."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from uuid import UUID

import sqlalchemy as sa

from referral import db, outbox, policy
from referral.audit import action
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.directory import actions as directory
from referral.directory import queries as desks
from referral.directory.models import Unit
from referral.errors import Refused
from referral.people.actions import suspend
from referral.people.models import Person
from referral.policy import MANAGERS, Actor, Permission, Role, can
from referral.referrals import actions as referrals
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reports import queries


def may_relieve(at: Unit, leaver: UUID, by_whom: UUID, by: Actor) -> Sequence[CaseFile]:
    """Whether everything may pass from one to the other; the leaver's cases.

    Raises ``Refused`` for anybody but the unit's head (without one, an administrator), for people
    of another unit, where cases would fall to somebody who may not manage or see one, or nobody
    would be head.
    """
    if not _leads(at, by):
        raise Refused("head.only")
    staff = {member.id: member for member in desks.staff([at.id])}
    if leaver == by_whom or not {leaver, by_whom} <= staff.keys():
        raise Refused("leaver.colleagues")
    held = db.session.scalars(sa.select(CaseFile).where(*queries.held_by(at.id, leaver, by))).all()
    if held and staff[by_whom].role not in MANAGERS:
        raise Refused("leaver.manager")
    heads = {member.id for member in staff.values() if member.role is Role.UNIT_HEAD}
    if heads and heads <= {leaver}:
        raise Refused("leaver.last_head")
    _nothing_hidden(leaver, by_whom, held)
    return held


@action("person.relieved")
def relieve(at: Unit, *, leaver: UUID, by_whom: UUID, by: Actor) -> Unit:
    """Everything that a person of the head's unit holds is the other one's from now on.

    Cases with their promises, referrals in hand, turns, deputy and stand-in; due times stay.
    Raises ``Refused`` as ``may_relieve`` does.
    """
    for case in may_relieve(at, leaver, by_whom, by):
        pass_on = cases.pass_checks if case.status is CaseStatus.CLOSED else cases.assign
        pass_on(case, by_whom, by=by)
    cases.pass_legal(at.id, leaver, by_whom)
    referrals.relieve(at.id, leaver, by_whom)
    reminders.pass_on(Owner(at.id, leaver), Owner(at.id, by_whom))
    directory.relieve(at, leaver=leaver, by_whom=by_whom, by=by)
    policy.end_all(leaver, because="relieved")
    outbox.post("person_relieved", to=[by_whom], case_id=None, key=f"{leaver}:{by_whom}:{db.now()}")
    return at


def may_leave(person: Person) -> None:
    """Refuse to end an account while it holds something, or while its unit has no other head."""
    if desks.heads(person.unit_id) == [person.id]:
        raise Refused("leaver.last_head")
    held = asdict(queries.belongings(person.unit_id, person.id))
    if any(held.values()):
        raise Refused("leaver.holds", name=person.username, **held)


def leave(person: Person, at: Unit, *, by_whom: UUID, by: Actor) -> None:
    """All that a person holds is a colleague's, and the account ends, in one step."""
    with db.transaction():
        relieve(at, leaver=person.id, by_whom=by_whom, by=by)
        may_leave(person)
        suspend(person, by=by)


def _leads(at: Unit, by: Actor) -> bool:
    if by.role is Role.ADMINISTRATOR:
        return not desks.heads(at.id)
    return by.unit_id == at.id and can(by, Permission.CASE_DECIDE)


def _nothing_hidden(leaver: UUID, by_whom: UUID, held: Iterable[CaseFile]) -> None:
    """No case stays behind: none is hidden from who hands over, none from who takes it."""
    if queries.beyond(leaver):
        raise Refused("leaver.other_head")
    if queries.hidden_work(leaver, by_whom) or policy.hidden_cases(by_whom) & {c.id for c in held}:
        raise Refused("exclusion.taker")
