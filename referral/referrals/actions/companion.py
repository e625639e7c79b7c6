"""A companion: the volunteer who told it sees the shell again, on the child's consent, for a time.

The number, that it is in hands, the days of the visits and the desk's phone; nothing that names.
"""

from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy, vault
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import WORKED_ON, CaseFile
from referral.directory.models import Service, Unit
from referral.errors import Refused
from referral.people.models import Person
from referral.policy import AccessGrant, Actor, Basis, Role
from referral.referrals.actions import consent, naming
from referral.referrals.actions.excluding import leads
from referral.referrals.models import Consent, Consented

LONGEST = timedelta(days=90)


@action("case.companion_let")
def accompany(case: CaseFile, told: Consented, until: datetime, *, by: Actor) -> CaseFile:
    """Let the volunteer who told it accompany the child until then, at most ninety days.

    Raises ``Refused`` where the child does not agree, and where that account may not see it.
    """
    leads(case, by)
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    if _consent_of(case.id) is not None:
        raise Refused("step.not_open")
    if not db.now() < until <= db.now() + LONGEST:
        raise Refused("companion.until", limit=db.now() + LONGEST)
    agency_id = _volunteer(case)
    vault.load(case.id)
    feared = naming.feared(naming.parts(case, by))
    given = consent.give(case, told, agency_id, Service.SOCIAL_CARE, feared, by)
    if until > given.until:
        raise Refused("companion.consent", limit=given.until)
    basis = Basis.CONSENTED_RETURN
    policy.grant(case.id, basis=basis, to=case.opener_id, basis_id=given.id, until=until)
    trail.mark(case.id, "companion_let", by)
    trail.tell("companion_asked", case, [case.opener_id], by, f"companion:{given.id}")
    return case


@action("case.companion_ended")
def end_company(case: CaseFile, *, by: Actor) -> CaseFile:
    """From the next request on he sees again only whether it is in hands."""
    leads(case, by)
    consent_id = _consent_of(case.id)
    if consent_id is None:
        raise Refused("step.not_open")
    db.session.get_one(Consent, consent_id).withdrawn_at = db.now()
    db.session.flush()
    policy.end(case.id, because="companion_ended", bases=[Basis.CONSENTED_RETURN])
    trail.mark(case.id, "companion_ended", by)
    return case


def _consent_of(case_id: UUID) -> UUID | None:
    """The consent on which somebody accompanies the child now."""
    g = AccessGrant
    running = sa.select(g.basis_id).where(
        g.case_id == case_id, g.basis == int(Basis.CONSENTED_RETURN), g.until > db.now()
    )
    return db.session.scalar(running.limit(1))


def _volunteer(case: CaseFile) -> UUID:
    """The agency of the active volunteer who told it."""
    found = db.session.scalar(
        sa.select(Unit.agency_id)
        .join(Person, Person.unit_id == Unit.id)
        .where(Person.id == case.opener_id, Person.active, Person.role == Role.VOLUNTEER)
    )
    if found is None or case.opener_id in policy.hidden_from(case.id):
        raise Refused("companion.nobody")
    return found
