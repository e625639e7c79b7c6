"""One child, two files: looked for among one's own, decided by who has read both, never merged."""

from uuid import UUID

from sqlalchemy.dialects import postgresql as pg

from referral import audit, db, policy
from referral.audit import action
from referral.cases import queries
from referral.cases.actions import trail
from referral.cases.models import CaseFile, SameChild, Sameness
from referral.cases.queries import Held
from referral.errors import Missing, Refused
from referral.policy import Actor, Compartment, compartments


def look_for_same(case: CaseFile, own: Held, *, by: Actor) -> None:
    """Keep in mind which other cases of the unit may be of this child, of one's own.

    What was decided before stays so.
    """
    trail.of_its_unit(case, by)
    if len(own) < 2:  # noqa: PLR2004 - this one alone
        return
    with db.transaction():
        seen = {child.case_id: child for child in queries.known(own)}
        this = seen.pop(case.id, None)
        part, many = Compartment.IDENTITY, str(len(seen))
        audit.write("case.compared", by=by, about=case, compartments=part, note=many)
        if this is None:
            return
        named = [key for key, child in seen.items() if queries.same_names(this, child)]
        shells = queries.of_the_unit(named, case, by) if named else []
        mine = (this, queries.Shell.of(case))
        _keep(case.id, [o.id for o in shells if queries.same_age(mine, (seen[o.id], o))])


def _keep(case_id: UUID, others: list[UUID]) -> None:
    rows = [
        {"one_id": min(case_id, other), "other_id": max(case_id, other), "found_at": db.now()}
        for other in others
    ]
    if rows:
        db.session.execute(pg.insert(SameChild).on_conflict_do_nothing(), rows)


@action("case.same_decided")
def decide_same(case: CaseFile, other: CaseFile, answer: Sameness, *, by: Actor) -> CaseFile:
    """The two files are of one child, or are not; whoever decides holds the identity of both.

    Each answer can be changed to the other one; both files' audits say that it was given.
    """
    for one in (case, other):
        trail.of_its_unit(one, by)
        if not compartments(one.id, by) & Compartment.IDENTITY:
            raise Refused("case.sealed")
    both = (case.id, other.id)
    this = policy.rows(SameChild, by).filter_by(one_id=min(both), other_id=max(both))
    pair = db.session.scalar(this.with_for_update())
    if pair is None:
        raise Missing
    pair.answer, pair.decided_at, pair.decided_by_id = answer, db.now(), by.id
    audit.write("case.same_decided", by=by, about=other, note=answer)
    return case
