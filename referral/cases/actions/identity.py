"""Who the child is, as it becomes known: sealed, corrected by who works on the case."""

from dataclasses import asdict, dataclass
from datetime import date

from referral import db, policy, vault
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.actions.compare import compare
from referral.cases.models import CaseFile, Identity, Status, band_of
from referral.errors import Refused
from referral.policy import Actor, Compartment
from referral.reminders.clocks import local_day

ADULT = 18
"""From this age on one is no child any more (UU 35/2014 art. 1)."""


@dataclass(frozen=True)
class Person:
    """What the standard form asks about a child beside what was told (KemenPPPA, AMPK)."""

    name: str
    aliases: tuple[str, ...]
    born_on: date | None
    nik: str
    landmark: str
    guardian: str
    agrees_as: str
    """On which ground the guardian agrees for the child, by its code; empty where not known."""
    agrees_why: str


@action("case.identity_kept")
def keep_identity(case: CaseFile, person: Person, *, by: Actor) -> CaseFile:
    """Write down who the child is; a birth date gives the age at the first telling.

    Raises ``Refused`` for a birth after the first telling, or of one who was of age by then.
    """
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if case.status is Status.CLOSED:
        raise Refused("case.not_open")
    if not policy.compartments(case.id, by, but=[policy.Basis.REFERRAL]) & Compartment.IDENTITY:
        raise Refused("case.sealed")
    age = _age(person.born_on, local_day(case.reported_at)) if person.born_on else None
    vault.load(case.id)
    kept = db.session.get_one(Identity, case.id, with_for_update=True)
    known = {**asdict(person), "born_on": person.born_on and person.born_on.isoformat()}
    if age is not None:
        known["age"], case.age_band = age, band_of(age)
    kept.put({**kept.take_out(), **known})
    kept.version += 1
    trail.mark(case.id, "identity_kept", by)
    db.session.flush()
    compare(case, by=by)
    return case


def _age(born: date, told: date) -> int:
    """Full years on the day of the first telling."""
    if born > told:
        raise Refused("birth.after")
    years = told.year - born.year - ((told.month, told.day) < (born.month, born.day))
    if years >= ADULT:
        raise Refused("birth.adult")
    return years
