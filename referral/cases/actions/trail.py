"""What every verb leaves behind: the line of the trail, sealed words, and who is told."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import db, outbox, vault
from referral.cases.models import CaseEvent, CaseFile, CaseNote, NoteKind
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor, Basis, Compartment, compartments

BEFORE_TOLD = timedelta(days=365)
"""So long before anybody told us may the police have written their report."""


def mark(
    case_id: UUID,
    act: str,
    by: Actor | None,
    detail: str | None = None,
    *,
    words: UUID | None = None,
    at: datetime | None = None,
) -> None:
    """Write the step down at its true time; ``detail`` is a code, ``words`` names sealed ones.

    A rule acts for nobody.
    """
    row = {
        "case_id": case_id,
        "at": at or db.now(),
        "act": act,
        "by_person_id": by.id if by else None,
        "detail": detail,
        "about_id": words,
    }
    db.session.execute(sa.insert(CaseEvent).inline(), row)


def say(case: CaseFile, kind: NoteKind, words: str, by: Actor, **more: str) -> UUID | None:
    """Seal words under a key of their own; nothing said, no note."""
    if not (words or any(more.values())):
        return None
    note = CaseNote(id=uuid4(), case_id=case.id, kind=kind, at=db.now(), by_person_id=by.id)
    vault.new_key(note.id, case.id)
    note.put({"words": words, **more})
    db.session.add(note)
    return note.id


def tell_holder(kind: str, case: CaseFile, by: Actor, key: object) -> None:
    """Tell who holds the case: its manager, else the desk of its unit; never the one who acts."""
    people = [case.manager_id] if case.manager_id else directory.on_duty(case.unit_id)
    tell(kind, case, people, by, key)


def tell(kind: str, case: CaseFile, people: list[UUID], by: Actor, key: object) -> None:
    """Tell people of this case; the same key never tells the same person twice."""
    post(kind, case, [person for person in people if person != by.id], key)


def post(kind: str, case: CaseFile, people: list[UUID], key: object) -> None:
    """The same of what nobody in particular did."""
    outbox.post(kind, to=people, case_id=case.id, key=f"{case.id}:{key}")


def true_time(at: datetime, *, since: datetime) -> None:
    """Refuse what has not come, or lies before ``since``; people write whole minutes."""
    if at > db.now():
        raise Refused("time.future")
    if at < since.replace(second=0, microsecond=0):
        raise Refused("time.before", since=since)


def of_its_unit(case: CaseFile, by: Actor) -> None:
    """Refuse whoever does not belong to the unit that owns the case."""
    if by.unit_id != case.unit_id:
        raise Refused("case.other_unit")


def has_read(case: CaseFile, by: Actor) -> None:
    """Refuse whoever may not open the story: words and judgements need it.

    A colleague to whom a part was referred works on the referral; who broke the glass reads.
    """
    if not compartments(case.id, by, but=[Basis.REFERRAL, Basis.BREAK_GLASS]) & Compartment.STORY:
        raise Refused("case.sealed")
