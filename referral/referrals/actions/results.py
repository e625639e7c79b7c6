"""What follows from what a receiver tells of its work: clocks, and the case's line of the law."""

from collections.abc import Callable
from datetime import date, datetime, time

from referral.cases import actions as cases
from referral.cases.actions import trail
from referral.cases.models import RecordKind, YesNo
from referral.referrals import queries
from referral.referrals.actions import clocks
from referral.referrals.actions.moves import Move
from referral.referrals.models import BY_NAME, NOTHING, Facts
from referral.referrals.models.found import SETTLED
from referral.reminders import actions as reminders
from referral.reminders.clocks import on_wall
from referral.reminders.limits import Kind as Promise


def take_in(move: Move, told: Facts) -> Facts:
    """What of it is new, to be sealed with the step; what follows is owed or kept from its time.

    An empty text takes back what was told; earlier steps keep what they said.
    """
    if not told:
        return NOTHING
    known = queries.facts(move.referral)
    news = {name: text for name, text in told.items() if known.get(name, "") != text}
    now = {name: text for name, text in {**known, **news}.items() if text}
    for names, follows in FOLLOWS.items():
        if not names.isdisjoint(news):
            follows(move, now)
    return news


def _at(facts: Facts, name: str, otherwise: datetime) -> datetime:
    """The moment that was told, a day as its noon; else another one."""
    if name not in facts:
        return otherwise
    told: date = BY_NAME[name].read(facts[name])
    return told if isinstance(told, datetime) else on_wall(told, time(12))


def _stays(move: Move, facts: Facts) -> None:
    since, left = facts.get("stay_from"), facts.get("stay_left")
    if since is None:
        return
    if left is not None and left >= since:
        clocks.done(move.referral, Promise.STAY, at=_at(facts, "stay_left", move.at))
        return
    until = _at(facts, "stay_until", move.at) if "stay_until" in facts else None
    clocks.stay(move.referral, _at(facts, "stay_from", move.at), until)


def _protects(move: Move, facts: Facts) -> None:
    if "protection" in facts:
        at, decision = _at(facts, "protection_at", move.at), YesNo(facts["protection"])
        case_id = move.referral.case_id
        cases.decide_protection(case_id, decision, at, by=move.by, words=move.text_id)


def _visum(move: Move, facts: Facts) -> None:
    _in_law(move, RecordKind.VISUM, facts.get("visum"), _at(facts, "visum_at", move.at))


def _hearing(move: Move, facts: Facts) -> None:
    if "hearing_at" in facts:
        _in_law(move, RecordKind.HEARING, "", _at(facts, "hearing_at", move.at))


def _lpsk(move: Move, facts: Facts) -> None:
    if "lpsk_decision" in facts:
        at = _at(facts, "lpsk_decided_at", move.at)
        asked = reminders.open_anywhere(move.referral.case_id, Promise.LPSK_DECISION)
        reminders.keep(*asked, at=at)
        _in_law(move, RecordKind.LPSK_ANSWER, facts["lpsk_decision"], at)


def _in_law(move: Move, kind: RecordKind, code: str | None, at: datetime) -> None:
    """The case's line of the law says so too; its words are those of the referral."""
    if code is not None:
        case_id, words = move.referral.case_id, move.text_id
        trail.mark(case_id, kind, move.by, code or None, words=words, at=at)


def _ticket(move: Move, facts: Facts) -> None:
    if "ticket_at" in facts and facts.get("takedown") not in SETTLED:
        clocks.ask_after_ticket(move.referral, _at(facts, "ticket_at", move.at))


def _noticed(move: Move, facts: Facts) -> None:
    if "notified_at" in facts:
        clocks.take_down(move.referral, _at(facts, "notified_at", move.at))


def _taken_down(move: Move, facts: Facts) -> None:
    if facts.get("takedown") in SETTLED or "removed_at" in facts:
        at = _at(facts, "removed_at", move.at)
        clocks.done(move.referral, Promise.TICKET, Promise.TAKEDOWN, at=at)


FOLLOWS: dict[frozenset[str], Callable[[Move, Facts], None]] = {
    frozenset({"stay_from", "stay_until", "stay_left"}): _stays,
    frozenset({"protection"}): _protects,
    frozenset({"visum"}): _visum,
    frozenset({"hearing_at"}): _hearing,
    frozenset({"lpsk_decision"}): _lpsk,
    frozenset({"ticket_at"}): _ticket,
    frozenset({"notified_at"}): _noticed,
    frozenset({"takedown", "removed_at"}): _taken_down,
}
"""What is done when one of these was told anew, in this order."""
