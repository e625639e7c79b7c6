"""What acceptance opens, and what stays of it at the end."""

from datetime import datetime, timedelta
from uuid import UUID

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory import actions as standing
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import NEVER_TOLD, Actor, Basis, Compartment
from referral.referrals.actions import clocks, events
from referral.referrals.models import Referral, Step
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind as Promise

AFTERGLOW = timedelta(days=7)
"""How long those who gave a case away still read it (referrals-and-reminders.md 1.3)."""


def let_see(referral: Referral) -> None:
    """The desk's unit sees the share list, of one's own unit only the colleague who took it up.

    Before a consent runs out the sender asks again. Raises ``Refused`` where it has run out.
    """
    until = referral.consent_until
    if until is not None and until <= db.now():
        raise Refused("consent.expired")
    db.session.flush()
    policy.grant(
        referral.case_id,
        basis=Basis.REFERRAL,
        to=referral.worker_id if referral.within else None,
        unit=None if referral.within else referral.to_unit_id,
        share=Compartment(referral.share),
        basis_id=referral.id,
    )
    _let_read_why(referral)
    if until is None:
        return
    db.session.flush()
    _until(referral, until)


def _let_read_why(referral: Referral) -> None:
    """Why it was sent stands on the first one, where it was passed on."""
    untold = NEVER_TOLD.get(directory.kind(referral.to_unit_id), ()) if referral.first_id else ()
    if referral.first_id is None or untold:
        return
    policy.grant(
        referral.case_id,
        basis=Basis.REFERRAL,
        unit=referral.to_unit_id,
        share=Compartment.NONE,
        basis_id=referral.first_id,
    )


def _until(referral: Referral, until: datetime) -> None:
    """The sight ends with the consent; a residue begins then, and the sender asks again before."""
    _residue(referral, since=until)
    _end(referral, "consent_ran_out", [Basis.REFERRAL], until)
    clocks.done(referral, Promise.CONSENT_RENEWAL, at=db.now())
    reminders.open_follow_up(
        Promise.CONSENT_RENEWAL,
        clocks.matter(referral),
        clocks.sender(referral),
        start=db.now(),
        promised=until,
    )


def let_own(case: CaseFile, referral: Referral, by: Actor) -> list[UUID]:
    """Its unit's duty desk, heads (who are told) and manager hold the case from now on.

    The manager last: with that the say of whoever claimed it ends.
    """
    heads = directory.heads(case.unit_id)
    for head in heads:
        policy.grant(case.id, basis=Basis.SUPERVISION, to=head, basis_id=referral.id)
    policy.grant(case.id, basis=Basis.DUTY_DESK, unit=case.unit_id, basis_id=referral.id)
    if case.manager_id is not None:
        standing.cover(case.id, case.manager_id, by)
    policy.grant(case.id, basis=Basis.ASSIGNMENT, to=case.manager_id, basis_id=referral.id)
    return heads


def leave_residue(referral: Referral, because: str, *, at: datetime | None = None) -> None:
    """The desk keeps number, dates and its own decision; the rest ends now, or at a later time.

    Of what was never sent it keeps nothing.
    """
    if referral.sent_at is None:
        return
    _residue(referral)
    db.session.flush()
    _end(referral, because, [Basis.PREVIEW, Basis.REFERRAL], at)


def _residue(referral: Referral, *, since: datetime | None = None) -> None:
    policy.grant(
        referral.case_id,
        basis=Basis.RESIDUE,
        unit=referral.to_unit_id,
        basis_id=referral.id,
        since=since,
    )


def _end(referral: Referral, because: str, bases: list[Basis], at: datetime | None) -> None:
    """What it opened to its desk ends, on the first one too."""
    for opened in filter(None, (referral.id, referral.first_id)):
        policy.end(referral.case_id, because=because, bases=bases, basis_id=opened, at=at)


def undo(referral: Referral, by: Actor) -> None:
    """Nothing is asked of the desk any more; number and dates stay."""
    referral.answer_by = referral.held_until = None
    referral.take(Step.VOID)
    events.note(referral, Step.VOID, by)
    reminders.close_all(case_id=referral.case_id, referral_id=referral.id, but=[Promise.STAY])
    leave_residue(referral, "voided")
