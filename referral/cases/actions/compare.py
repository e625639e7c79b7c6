"""Whether an account may be the person whom a child fears: looked at when a report is taken up."""

from sqlalchemy.dialects import postgresql as pg

from referral import audit, db, policy, vault
from referral.cases import queries
from referral.cases.models import CaseFile
from referral.policy import Actor, Basis, Compartment, ExclusionHint

LOOKED_AT = Compartment.IDENTITY | Compartment.ALLEGED | Compartment.REPORTER


def compare(case: CaseFile, *, by: Actor) -> None:
    """Note each account near the case that the report may speak of; once, also if dismissed.

    As far as the actor may open it: whoever takes a report in hand opens all of it.
    """
    held = policy.compartments(case.id, by, but=[Basis.REFERRAL]) & LOOKED_AT
    if not held & Compartment.ALLEGED:
        return
    vault.load(case.id)
    docs = queries.open_parts(case.id, held)
    audit.write("case.compared", by=by, about=case, compartments=held)
    rows = [
        {"person_id": who, "case_id": case.id, "match": match, "at": db.now()}
        for who, match in queries.spoken_of(docs, queries.near(case))
    ]
    if rows:
        db.session.execute(pg.insert(ExclusionHint).values(rows).on_conflict_do_nothing())
