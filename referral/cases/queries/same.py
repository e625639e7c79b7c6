"""Files that may be of the same child: other cases of the unit, for who holds the identity."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from referral import db, policy
from referral.cases.models import AgeBand, CaseFile, CaseIncident, SameChild, Sameness, Sex
from referral.cases.queries.known import Known
from referral.cases.queries.names import same_name, sounds
from referral.people.models import Person
from referral.policy import WHOEVER, Actor, Compartment, granted
from referral.reminders.clocks import local_day

A_YEAR = timedelta(days=365.25)
APART = 1.5 * A_YEAR
"""Ages are full years: told on two days, those of one child lie less than a year apart."""
CASE_ID: sa.BindParameter[UUID] = sa.bindparam("this", type_=sa.Uuid())


@dataclass(frozen=True)
class Pair:
    """Another file of the unit that may be, or is, of the same child."""

    id: UUID
    number: str
    sex: Sex
    age_band: AgeBand
    reported_at: datetime
    manager: str | None
    answer: Sameness
    decided_at: datetime | None
    decided_by: str | None
    both: bool
    """Whether the reader holds the identity of both, and so can compare."""


@dataclass(frozen=True)
class Shell:
    """What a case shows of its child without its identity."""

    id: UUID
    sex: Sex
    age_band: AgeBand
    told: date

    @classmethod
    def of(cls, case: CaseFile) -> "Shell":
        """Of one case."""
        return cls(case.id, case.sex, case.age_band, local_day(case.reported_at))


def shown() -> sa.ScalarSelect[Any]:
    """Id, number and answer of each pair of a case, beside the case in one query."""
    s, other = SameChild, aliased(CaseFile)
    return (
        sa.select(sa.func.jsonb_agg(sa.func.jsonb_build_array(other.id, other.number, s.answer)))
        .select_from(s)
        .join(other, other.id == sa.case((s.one_id == CaseFile.id, s.other_id), else_=s.one_id))
        .where(
            (s.one_id == CaseFile.id) | (s.other_id == CaseFile.id),
            s.answer != Sameness.OTHER,
            *_for_whom(other, CaseFile.id),
        )
        .correlate(CaseFile)
        .scalar_subquery()
    )


def _for_whom(other: type[CaseFile], case_id: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """Who holds the identity here, and sees the other file, which his own unit works on."""
    held = granted(case_id, WHOEVER, Compartment.IDENTITY)
    return other.unit_id == WHOEVER.unit_id, other.visible_to(WHOEVER), held


def pairs(case_id: UUID, actor: Actor) -> list[Pair]:
    """Those found so far, the undecided first; none where he does not hold the identity here."""
    values = {**policy.asked_by(actor), "this": case_id}
    return [Pair(*row) for row in db.session.execute(_pairs(), values)]


@cache
def _pairs() -> sa.Select[*tuple[Any, ...]]:
    s, other = SameChild, aliased(CaseFile)
    manager, decider = aliased(Person), aliased(Person)
    return (
        sa.select(
            other.id, other.number, other.sex, other.age_band, other.reported_at, manager.name,
            s.answer, s.decided_at, decider.name, granted(other.id, WHOEVER, Compartment.IDENTITY),
        )
        .select_from(s)
        .join(other, other.id == sa.case((s.one_id == CASE_ID, s.other_id), else_=s.one_id))
        .outerjoin(manager, manager.id == other.manager_id)
        .outerjoin(decider, decider.id == s.decided_by_id)
        .where(
            (s.one_id == CASE_ID) | (s.other_id == CASE_ID),
            *_for_whom(other, CASE_ID),
        )
        .order_by(s.answer != Sameness.MAYBE, s.answer != Sameness.SAME, other.number)
    )  # fmt: skip


def of_the_unit(ids: Collection[UUID], case: CaseFile, actor: Actor) -> list[Shell]:
    """Of these cases those of the unit of ``case``, without the children told with it."""
    c, this, other = CaseFile, aliased(CaseIncident), aliased(CaseIncident)
    told_with = (
        sa.select(other.case_id)
        .join(this, this.incident_id == other.incident_id)
        .where(this.case_id == case.id)
    )
    query = sa.select(c.id, c.sex, c.age_band, c.reported_at).where(
        c.id.in_(ids), c.id.not_in(told_with), c.unit_id == case.unit_id, c.visible_to(actor)
    )
    return [Shell(*row[:-1], local_day(row[-1])) for row in db.session.execute(query)]


def same_names(one: Known, other: Known) -> bool:
    """Whether one of the names of a child sounds like one of the other's."""
    ours, theirs = ([sounds(name) for name in child.names] for child in (one, other))
    return any(same_name(a, b) or same_name(b, a) for a in ours for b in theirs)


def same_age(one: tuple[Known, Shell], other: tuple[Known, Shell]) -> bool:
    """Born on the same day or within about a year; where an age is not known, by its band."""
    if Sex.UNKNOWN not in (sexes := {one[1].sex, other[1].sex}) and len(sexes) > 1:
        return False
    ours, theirs = _born(*one), _born(*other)
    if ours is None or theirs is None:
        bands = {one[1].age_band, other[1].age_band}
        return AgeBand.UNKNOWN in bands or len(bands) == 1
    return abs(ours - theirs) <= APART


def _born(child: Known, shell: Shell) -> date | None:
    """About when; the middle of the year that an age leaves open."""
    if child.born_on is not None or child.age is None:
        return child.born_on
    return shell.told - (child.age + 0.5) * A_YEAR
