"""What an opener may still say after handing over: news, and that it was a mistake."""

from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import CaseFile, NoteKind, Status
from referral.errors import Refused
from referral.policy import Actor


@action("case.news_added")
def add_news(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Add words that only holders of the story read; whoever holds the case is told."""
    return _add(case, NoteKind.NEWS, "case_news", words, by)


@action("case.mistake_marked")
def mark_mistake(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Say that the report is mistaken; the UPTD decides what becomes of it."""
    return _add(case, NoteKind.MISTAKE, "case_mistake", words, by)


def may_add(case: CaseFile, by: Actor) -> None:
    """Refuse whoever neither told it nor reads what was told."""
    if case.opener_id != by.id:
        trail.has_read(case, by)


def _add(case: CaseFile, kind: NoteKind, message: str, words: str, by: Actor) -> CaseFile:
    may_add(case, by)
    if case.status is Status.CLOSED:
        raise Refused("case.not_open")
    note_id = trail.say(case, kind, words, by)
    trail.mark(case.id, f"{kind}_added", by, words=note_id)
    trail.tell_holder(message, case, by, note_id)
    return case
