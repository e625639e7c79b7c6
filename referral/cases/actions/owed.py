"""What a case owes as its work goes on: which promise opens and closes at which step."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from referral import db
from referral.cases import queries
from referral.cases.models import CaseFile, Contact, ContactWith, LateBecause
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.clocks import half_weeks, months
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp

REACHES = (ContactWith.CHILD, ContactWith.CAREGIVER_FOR_CHILD)
"""With whom a safe contact keeps the promise of the first contact."""
AGAIN = (Kind.PLAN_REVIEW, Kind.FILE_REVIEW, Kind.LAW_FOLLOW_UP)
"""What is owed anew as soon as it is kept."""
VISITS = (*REACHES, ContactWith.CAREGIVER)
"""With whom a safe contact goes on with the rhythm."""


def owe(case: CaseFile, kind: Kind, start: datetime, *, promised: datetime | None = None) -> None:
    """The case's manager owes something from ``start``; before there is one, its desk."""
    owner = Owner(case.unit_id, case.manager_id)
    reminders.open_follow_up(
        kind, Matter(case.id, case.risk), owner, start=start, promised=promised
    )


def keep(case_id: UUID, kind: Kind, at: datetime, why: LateBecause | None) -> None:
    """The promise was kept at its true time, also one that a referral opened.

    One that comes again is kept by nothing that lies before its own start. Raises ``Refused``
    where it is late and nobody says why.
    """
    for promise in reminders.open_anywhere(case_id, kind):
        if kind in AGAIN and promise.started_at > at:
            continue
        if at > promise.due_at:
            if why is None:
                raise Refused("late.why")
            promise.late_because = why
        reminders.keep(promise, at=at)
    db.session.flush()


def owe_next(case: CaseFile, kind: Kind, start: datetime) -> None:
    """Owe it from ``start`` where it is not owed already."""
    if not reminders.open_ones(case.id, kind):
        owe(case, kind, start)


def taken_up(case: CaseFile, heads: Sequence[UUID]) -> None:
    """The case has become the UPTD's, with a manager: from now on the whole of the work is owed.

    Both assessments count from the first telling, SIMFONI from now; the rhythm of contacts from
    a first contact that was made before.
    """
    owe(case, Kind.INITIAL_ASSESSMENT, case.reported_at)
    owe(case, Kind.FULL_ASSESSMENT, case.reported_at)
    owe(case, Kind.SIMFONI, db.now())
    review_file(case, db.now(), heads)
    if not reminders.open_ones(case.id, Kind.FIRST_CONTACT):
        last = sa.select(sa.func.max(Contact.at)).where(
            Contact.case_id == case.id, Contact.safe, Contact.with_whom.in_(VISITS)
        )
        _next_visit(case, db.session.scalar(last) or db.now())


def deciders(case: CaseFile, by: Actor) -> list[UUID]:
    """The heads of its unit who may decide on what ``by`` puts before them.

    Raises ``Refused`` where there is no such other person.
    """
    heads = queries.heads(case.id, case.unit_id)
    others = [head for head in heads if head != by.id]
    if not others:
        raise Refused("head.other_person" if heads else "head.none")
    return others


def owe_head(case: CaseFile, kind: Kind, heads: Sequence[UUID]) -> None:
    """The first of these heads decides; what was put before him earlier has given way."""
    reminders.close(kind, case_id=case.id)
    owner = Owner(case.unit_id, heads[0])
    reminders.open_follow_up(kind, Matter(case.id, case.risk), owner, start=db.now())


def review_file(case: CaseFile, start: datetime, heads: Sequence[UUID]) -> None:
    """A head who does not manage it looks through the file again; where there is none nobody."""
    others = [head for head in heads if head != case.manager_id]
    if others:
        owner = Owner(case.unit_id, others[0])
        matter = Matter(case.id, case.risk)
        reminders.open_follow_up(Kind.FILE_REVIEW, matter, owner, start=start)


ONCE = (
    Kind.TRIAGE, Kind.FIRST_CONTACT, Kind.RE_CONTACT, Kind.EMERGENCY_HEALTH, Kind.POLICE_REPORT,
    Kind.POLICE_PROTECTION, Kind.DOMESTIC_PROTECTION, Kind.PROTECTION_LPSK,
    Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.SIMFONI, Kind.LPSK_DECISION,
)  # fmt: skip
"""What is owed once, whether or not the case was closed in between."""
LEFT_OPEN = (Kind.RE_PLAN, Kind.CONFIRM, Kind.SIGN_OFF)
"""What a referral that is no longer running leaves to its sender."""


def reopened(case: CaseFile, closed_at: datetime | None) -> None:
    """What the closing cut off is owed again from its own start; plan, visits and asking anew."""
    cut = sa.select(FollowUp).where(FollowUp.case_id == case.id, FollowUp.done_at == closed_at)
    kinds = set()
    for promise in db.session.scalars(cut).all():
        if promise.referral_id is not None:
            if promise.kind in LEFT_OPEN:
                _unmet(case, promise)
            continue
        kinds.add(promise.kind)
        if promise.kind in ONCE:
            owe(case, promise.kind, promise.started_at)
    owe(case, Kind.PLAN, db.now())
    review_file(case, db.now(), directory.heads(case.unit_id))
    if Kind.FIRST_CONTACT not in kinds:
        owe(case, Kind.VISIT, db.now())
    if Kind.LAW_FOLLOW_UP in kinds:
        owe(case, Kind.LAW_FOLLOW_UP, db.now())


def _unmet(case: CaseFile, cut: FollowUp) -> None:
    """A need that a referral left open, a question to the child: by the limit it had."""
    about = Matter(case.id, case.risk, referral_id=cut.referral_id, subject=Subject.REFERRAL)
    owner = Owner(case.unit_id, case.manager_id)
    reminders.open_follow_up(cut.kind, about, owner, start=cut.started_at, promised=cut.due_at)


def visited(case: CaseFile, at: datetime, with_whom: ContactWith) -> None:
    """A safe contact: it keeps the first one or the one that is owed now, and opens the next.

    One that was made before the last is written down late and moves nothing.
    """
    if with_whom in REACHES:
        again = reminders.open_ones(case.id, Kind.RE_CONTACT)
        reminders.keep(*(promise for promise in again if promise.started_at <= at), at=at)
    first = reminders.open_ones(case.id, Kind.FIRST_CONTACT)
    if first and with_whom not in REACHES:
        return
    reminders.close(Kind.FIRST_CONTACT, case_id=case.id, at=at)
    owed = reminders.open_ones(case.id, Kind.VISIT)
    if case.manager_id is None or with_whom not in VISITS or any(p.started_at >= at for p in owed):
        return
    reminders.close(Kind.VISIT, case_id=case.id, at=at)
    if first or owed:
        _next_visit(case, at, late=any(at > promise.due_at for promise in owed))


def _next_visit(case: CaseFile, at: datetime, *, late: bool = False) -> None:
    owe(case, Kind.VISIT, at, promised=rhythm(case.id, Risk(case.risk), at, late=late))


def rhythm(case_id: UUID, risk: Risk, at: datetime, *, late: bool = False) -> datetime | None:
    """In the first month of a high risk one contact by Wednesday and one more by Sunday 16.00.

    A late one does not stand for that of its own half of the week too.
    """
    begun = sa.select(sa.func.min(FollowUp.started_at)).where(
        FollowUp.case_id == case_id, FollowUp.kind == Kind.VISIT
    )
    if risk is not Risk.HIGH or at >= months(db.session.scalar(begun) or at, 1):
        return None
    this, following = half_weeks(at)
    return this if late else following
