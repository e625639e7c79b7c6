"""What acceptance opens: the share list as long as its consent, or the case to its new owners."""

from datetime import datetime, timedelta

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Basis, Compartment
from referral.referrals.actions import clocks
from referral.referrals.models import Referral
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

AFTERGLOW = timedelta(days=7)
"""How long those who gave a case away still read it (referrals-and-reminders.md 1.3)."""


def let_see(referral: Referral) -> None:
    """The desk's unit sees the share list; before a consent runs out the sender asks again.

    Raises ``Refused`` where it has run out.
    """
    until = referral.consent_until
    if until is not None and until <= db.now():
        raise Refused("consent.expired")
    policy.grant(
        referral.case_id,
        basis=Basis.REFERRAL,
        unit=referral.to_unit_id,
        share=Compartment(referral.share),
        basis_id=referral.id,
    )
    if until is None:
        return
    db.session.flush()
    _until(referral, until)


def _until(referral: Referral, until: datetime) -> None:
    policy.end(
        referral.case_id,
        because="consent_ran_out",
        bases=[Basis.REFERRAL],
        basis_id=referral.id,
        at=until,
    )
    clocks.done(referral, Promise.CONSENT_RENEWAL, at=db.now())
    reminders.open_follow_up(
        Promise.CONSENT_RENEWAL,
        clocks.matter(referral),
        clocks.sender(referral),
        start=db.now(),
        promised=until,
    )


def let_own(case: CaseFile, referral: Referral) -> None:
    """The manager, the heads and the duty desk of the case's unit hold it from now on."""
    policy.grant(case.id, basis=Basis.ASSIGNMENT, to=case.manager_id, basis_id=referral.id)
    for head in directory.heads(case.unit_id):
        policy.grant(case.id, basis=Basis.SUPERVISION, to=head, basis_id=referral.id)
    policy.grant(case.id, basis=Basis.DUTY_DESK, unit=case.unit_id, basis_id=referral.id)
