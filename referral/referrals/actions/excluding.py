"""Conflict of interest: a case becomes as if it were not there for somebody; two people lift it."""

from uuid import UUID

import sqlalchemy as sa

from referral import db, outbox, policy
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.actions import trail
from referral.cases.models import CaseFile, NoteKind
from referral.directory import queries as directory
from referral.errors import Missing, Refused
from referral.policy import Actor, Basis, Conflict, Exclusion, ExclusionHint, Permission, Role, can
from referral.referrals import queries
from referral.referrals.actions.relay import relieve
from referral.referrals.queries import Account
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner


@action("case.excluded")
def exclude(case: CaseFile, person_id: UUID, reason: Conflict, *, by: Actor) -> CaseFile:
    """Hide the case from somebody, now: what he owed on it is a colleague's, his sight ends.

    Raises ``Refused`` for its manager, its last head, and the only one of a unit that owes
    something: somebody must be there to take over.
    """
    leads(case, by)
    who = queries.account(case, person_id)
    if who is None:
        raise Refused("exclusion.who")
    heir = _heir(case, who)
    relieve(who.unit_id, who.id, heir, case_id=case.id)
    reminders.pass_on(Owner(who.unit_id, who.id), Owner(who.unit_id, heir), case_id=case.id)
    if heir is not None:
        trail.tell("promise_taken", case, [heir], by, f"excluded:{who.id}:{db.now()}")
    if case.legal_id == who.id:
        case.legal_id = None
    trail.mark(case.id, "excluded", by, reason)
    db.session.flush()
    row = Exclusion(
        person_id=who.id, case_id=case.id, reason=reason, since=db.now(), by_person_id=by.id
    )
    db.session.add(row)
    db.session.flush()
    _settle(case, who.id)
    return case


def _settle(case: CaseFile, person_id: UUID) -> bool:
    """Somebody has looked at the system's word; False where there was none."""
    settled = db.session.execute(
        sa.update(ExclusionHint)
        .where(
            ExclusionHint.case_id == case.id,
            ExclusionHint.person_id == person_id,
            ExclusionHint.settled_at.is_(None),
        )
        .values(settled_at=db.now())
        .returning(ExclusionHint.person_id)
    )
    return settled.first() is not None


@action("case.hint_dismissed")
def dismiss_hint(case: CaseFile, person_id: UUID, *, by: Actor) -> CaseFile:
    """It is somebody else: the system does not propose this account again."""
    leads(case, by)
    if not _settle(case, person_id):
        raise Refused("step.not_open")
    trail.mark(case.id, "hint_dismissed", by)
    return case


def leads(case: CaseFile, by: Actor) -> None:
    """Refuse whoever is neither the manager nor a head; before there is one, has not read it."""
    trail.of_its_unit(case, by)
    trail.has_read(case, by)
    if by.id != case.manager_id and case.manager_id and not can(by, Permission.CASE_DECIDE):
        raise Refused("manager.only")


def _heir(case: CaseFile, who: Account) -> UUID | None:
    """Who takes over what he owes: a head of his unit; None where nothing is owed or all may."""
    if who.id == case.manager_id:
        raise Refused("exclusion.manager")
    left = queries.left_at(case, who.unit_id, who.id)
    heads = set(directory.heads(who.unit_id))
    if who.unit_id == case.unit_id and who.id in heads and not heads & set(left):
        raise Refused("exclusion.last_head")
    if not queries.owes(case.id, who.unit_id):
        return None
    if not left:
        raise Refused("exclusion.alone", unit=who.unit)
    return left[0] if left[0] in heads else None


@action("case.lift_asked")
def ask_lift(case: CaseFile, person_id: UUID, words: str, *, by: Actor) -> CaseFile:
    """Ask a head to show somebody the case again; one who did not ask decides.

    Raises ``Refused`` where nobody but the one who asks could decide.
    """
    leads(case, by)
    row = _excluded(case, person_id)
    if row.lift_asked_at is not None:
        raise Refused("step.not_open")
    heads = [head for head in cases.heads(case.id, case.unit_id) if head != by.id]
    if not heads:
        raise Refused("exclusion.ask_other")
    note = trail.say(case, NoteKind.EXCLUSION, words, by)
    row.ask_lift(db.now(), by.id, note)
    trail.mark(case.id, "lift_asked", by, words=note)
    trail.tell("lift_asked", case, heads, by, f"lift:{note}")
    return case


@action("case.lift_decided")
def decide_lift(case: CaseFile, person_id: UUID, *, lift: bool, by: Actor) -> CaseFile:
    """A head agrees or not; lifted, he sees what his unit sees, and as a head supervises again."""
    leads(case, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    row = _excluded(case, person_id)
    if row.lift_asked_by_id is None:
        raise Refused("step.not_open")
    if row.lift_asked_by_id == by.id:
        raise Refused("head.other_person")
    asker, note = row.lift_asked_by_id, row.lift_note_id
    if lift:
        db.session.delete(row)
        db.session.flush()
        _supervises(case, person_id)
    else:
        row.ask_lift(None, None, None)
    trail.mark(case.id, "lifted" if lift else "lift_refused", by)
    outbox.post("lift_decided", to=[asker], case_id=case.id, key=f"{case.id}:lifted:{note}")
    return case


def _excluded(case: CaseFile, person_id: UUID) -> Exclusion:
    row = db.session.get(Exclusion, (person_id, case.id), with_for_update=True)
    if row is None:
        raise Missing
    return row


def _supervises(case: CaseFile, person_id: UUID) -> None:
    heads = directory.staff([case.unit_id], [Role.UNIT_HEAD])
    if case.manager_id is not None and person_id in {head.id for head in heads}:
        policy.grant(case.id, basis=Basis.SUPERVISION, to=person_id)
