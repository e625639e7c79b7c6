"""Who opened a case, when, which parts and on what ground: from the audit, never a value."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.people.queries import ROLES
from referral.policy import Basis, Role
from referral.reports.queries.matrix import GROUNDS, named_parts

MOST = 100
"""So many lines a page; each is a person's day, as far as ground and parts are the same."""
OF_CASE = ("case.read", "referral.read")
"""Acts that open what is sealed of a case."""
SEEN = (*OF_CASE, "case.audit_read", "case.audit_answered")
SUPERVISORS = (Role.DISTRICT_SUPERVISOR, Role.PROVINCIAL_SUPERVISOR)


class Opening(NamedTuple):
    """A person opened the same on the same ground so many times on one day, last ``at``."""

    at: datetime
    times: int
    parts: list[str]
    ground: str


@dataclass(frozen=True)
class Reader:
    """A member of staff as of then, and what was opened, the newest first."""

    name: str
    unit: str
    role: str
    openings: list[Opening]


class Readers(NamedTuple):
    """Those of a page, who came last first; ``older`` is where the next page goes on."""

    people: list[Reader]
    older: datetime | None


class Shown(NamedTuple):
    """For the family: at which unit, in which function, which parts on which days."""

    unit: str
    role: str
    parts: list[str]
    days: list[date]


# The grant by which it was open at that moment: before all that of this very referral, then one
# that held all that was opened.
_READ = sa.text("""
WITH opened AS (
    SELECT e.person_id, e.unit_id, e.at, e.compartments, e.act, g.basis
    FROM audit_entry e
    LEFT JOIN LATERAL (
        SELECT g.basis FROM access_grant g
        WHERE g.case_id = e.case_id AND g.since <= e.at AND g.until > e.at
            AND (g.person_id = e.person_id OR g.unit_id = e.unit_id)
        ORDER BY coalesce(g.basis_id = e.about_id, false) DESC,
            g.compartments & e.compartments = e.compartments DESC, g.basis LIMIT 1) g ON true
    WHERE e.case_id = :case AND e.act = ANY(:acts) AND e.at < :before)
SELECT o.person_id, p.name, p.role, u.name AS unit, o.basis, o.compartments,
    max(o.at) AS at, count(*) AS times
FROM opened o JOIN person p ON p.id = o.person_id JOIN unit u ON u.id = o.unit_id
GROUP BY o.person_id, p.name, p.role, u.name, o.basis, o.compartments, o.act,
    date_trunc('day', o.at AT TIME ZONE 'Asia/Makassar')
ORDER BY at DESC, o.person_id LIMIT :most""")
_SHOWN = sa.text("""
SELECT u.name AS unit, p.role, bit_or(e.compartments) AS compartments,
    array_agg(DISTINCT (e.at AT TIME ZONE 'Asia/Makassar')::date) AS days
FROM audit_entry e JOIN person p ON p.id = e.person_id JOIN unit u ON u.id = e.unit_id
WHERE e.case_id = :case AND e.act = ANY(:acts)
GROUP BY u.name, p.role ORDER BY max(e.at) DESC""")


def readers(case_id: UUID, before: datetime) -> Readers:
    """Who opened the case before a moment; the caller has audited the look."""
    facts = {"case": case_id, "acts": list(SEEN), "before": before, "most": MOST + 1}
    rows = db.session.execute(_READ, facts).all()
    people: dict[UUID, Reader] = {}
    for row in rows[:MOST]:
        role = Role(row.role)
        reader = Reader(row.name, row.unit, str(ROLES[role]), [])
        opening = Opening(
            row.at, row.times, named_parts(row.compartments), _ground(row.basis, role)
        )
        people.setdefault(row.person_id, reader).openings.append(opening)
    return Readers([*people.values()], rows[MOST - 1].at if len(rows) > MOST else None)


def shown(case_id: UUID) -> list[Shown]:
    """Where the child's file was opened; the caller has audited the look."""
    rows = db.session.execute(_SHOWN, {"case": case_id, "acts": list(OF_CASE)})
    return [
        Shown(row.unit, str(ROLES[Role(row.role)]), named_parts(row.compartments), row.days)
        for row in rows
    ]


def _ground(basis: int | None, role: Role) -> str:
    if basis is not None:
        return str(GROUNDS[Basis(basis)][0])
    return str(ROLES[role]) if role in SUPERVISORS else ""
