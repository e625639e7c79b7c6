"""Sooner: a risk that moves, or a sender who cannot wait, sets what the desk owes anew."""

import sqlalchemy as sa

from referral import db
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.actions.risk import follows_risk
from referral.cases.models import CaseFile
from referral.errors import Refused
from referral.policy import Actor
from referral.referrals import queries
from referral.referrals.actions import clocks, events, moves, naming
from referral.referrals.models import HURRIED, LIVE, Fact, Kind, Referral, Status, TextKind
from referral.reminders.limits import URGENCY, Risk, Urgency, village_urgency

ANSWERED = (Status.ACCEPTED, Status.IN_SERVICE)


@action("referral.hurried")
def hurry(referral: Referral, urgency: Urgency, words: str, *, by: Actor) -> Referral:
    """The sender cannot wait as long as he thought: the desk owes its answer sooner.

    Raises ``Refused`` once it is answered, and for what is no sooner.
    """
    queries.lock(referral)
    moves.of_sender(referral, by)
    if referral.status not in HURRIED:
        raise Refused("step.not_open")
    if URGENCY[urgency].rank >= URGENCY[referral.urgency].rank:
        raise Refused("hurry.slower")
    naming.unnamed(referral, words, by)
    _set(referral, urgency, risk=cases.owner_of(referral.case_id).risk, by=by)
    events.note(referral, Fact.HURRIED, by)
    events.say(referral, TextKind.HURRY, by, words=words)
    return referral


@follows_risk
def follow_risk(case: CaseFile) -> None:
    """Answers and first services hang on the risk; High makes the village report darurat."""
    running = (
        sa.select(Referral)
        .where(Referral.case_id == case.id, Referral.status.in_(LIVE))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    for referral in db.session.scalars(running).all():
        village = referral.kind is Kind.VILLAGE_REPORT
        urgency = village_urgency(Risk(case.risk)) if village else referral.urgency
        _set(referral, urgency, risk=case.risk)


def _set(referral: Referral, urgency: Urgency, *, risk: int, by: Actor | None = None) -> None:
    """What is due sooner now is told to the desk, unless its first reminder rings at once.

    The UPTD knows of the village report's: its own people settle the risk.
    """
    was, referral.urgency = referral.urgency, urgency
    receiver = clocks.receiver_of(referral)
    if referral.status not in ANSWERED:
        about = clocks.matter(referral, risk=risk, receiver=receiver)
        clocks.limit_first_service(referral, about)
    db.session.flush()
    sooner = clocks.recompute(referral, risk=risk, was=was, only_sooner=by is not None)
    rings = clocks.matter(referral, receiver=receiver).unclaimed_darurat
    if sooner and not rings and referral.kind is not Kind.VILLAGE_REPORT:
        people = queries.desk_people(referral)
        events.tell("referral_hurried", referral, people, by=by, at=db.now())
