"""Consent by agency and purpose: given, renewed, withdrawn; what rests on it ends with it.

Where the parent is the alleged perpetrator, or asking endangers the child, the way is another
lawful basis (domain.md 4.3), never that person's consent.
"""

from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.audit import action
from referral.cases import queries as cases
from referral.cases.models import AgeBand, CaseFile
from referral.cases.models.told import Relation
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Actor, Permission, can
from referral.referrals import queries
from referral.referrals.actions import clocks, events, lapse, moves, naming, share
from referral.referrals.actions.withdraw import recall
from referral.referrals.models import (
    HOLDS,
    LIVE,
    SHARED,
    TEXT,
    Assent,
    Consent,
    Consented,
    Fact,
    Giver,
    LawfulBasis,
    Referral,
    TextKind,
    Withdrawal,
)
from referral.reminders import actions as reminders
from referral.reminders.actions import Owner
from referral.reminders.limits import Kind as Promise

FEARED = {(Giver.PARENT, Relation.PARENT), (Giver.STEP_PARENT, Relation.STEP_PARENT)}
"""Whom nobody asks: the parent who is feared, not the other one."""
KIN = (Giver.GUARDIAN, Giver.OTHER_ADULT)
"""Who may be the one of the family whom the child fears: whoever asks says that it is not."""
ASKED = (AgeBand.A13_15, AgeBand.A16_17)
"""A child of this age says itself whether it wants it (domain.md 4.3: from 12 on)."""
ALONE = (AgeBand.A16_17, AgeBand.UNKNOWN)
SUSPECTED = (Relation.PARENT, Relation.STEP_PARENT)


def give(
    case: CaseFile, told: Consented, agency_id: UUID, service: Service, feared: str, by: Actor
) -> Consent:
    """Write a consent down; raises ``Refused`` as ``check`` does."""
    check(case, told, feared)
    consent = Consent(
        case_id=case.id,
        agency_id=agency_id,
        service=service,
        giver=told.giver,
        assent=told.assent,
        how=told.how,
        language=told.language,
        interpreter=told.interpreter,
        contact=told.contact,
        statistics=told.statistics,
        text=TEXT,
        at=told.at,
        until=told.at + HOLDS,
        by_person_id=by.id,
    )
    db.session.add(consent)
    db.session.flush()
    return consent


def check(case: CaseFile, told: Consented | None, feared: str) -> None:
    """Whether it holds; ``feared`` is what the alleged perpetrator is to the child.

    Raises ``Refused``: none was told, a time to come or a consent that has run out, the child says
    no, a parent who is feared, one of the family who may be, a child under sixteen
    alone, one of thirteen or more who was not asked.
    """
    if told is None:
        raise Refused("consent.missing")
    if told.at > db.now():
        raise Refused("time.future")
    if told.at + HOLDS <= db.now():
        raise Refused("consent.expired")
    _by_guardian(told, feared)
    _by_child(told, case.age_band)


def _by_guardian(told: Consented, feared: str) -> None:
    """Never whom the child fears, nor one of the family who may be."""
    if (told.giver, feared) in FEARED:
        raise Refused("consent.alleged")
    if told.giver in KIN and feared == Relation.FAMILY and not told.unfeared:
        raise Refused("consent.maybe_alleged")


def _by_child(told: Consented, age: AgeBand) -> None:
    """A child that says no is heard; from thirteen on it is asked, from sixteen it may agree."""
    if told.assent is Assent.NO:
        raise Refused("consent.child_says_no")
    if told.assent is Assent.TOO_YOUNG and age in ASKED:
        raise Refused("consent.ask_child")
    if told.giver is Giver.CHILD and age not in ALONE:
        raise Refused("consent.too_young")
    if told.giver is Giver.CHILD and told.assent is not Assent.YES:
        raise Refused("consent.child_says")


def rest_on(referral: Referral, consent: Consent) -> None:
    """What is shared by this referral is shared on this consent and as long as it holds."""
    referral.consent_id, referral.consent_until = consent.id, consent.until
    referral.consent_how, referral.consent_contact = consent.how, consent.contact


@action("referral.consent_renewed")
def renew(referral: Referral, told: Consented, *, by: Actor) -> Referral:
    """Ask again: what is shared stays open until the new consent runs out."""
    links = queries.hold_chain(referral)
    moves.of_sender(referral, by)
    if referral.consent_id is None or referral.status not in LIVE:
        raise Refused("step.not_open")
    before = db.session.get_one(Consent, referral.consent_id)
    case = policy.find(CaseFile, referral.case_id, by)
    feared = naming.feared(naming.parts(case, by))
    consent = give(case, told, before.agency_id, referral.service, feared, by)
    lapsed = referral.lapsed
    for link in links:
        rest_on(link, consent)
    if referral.status in SHARED:
        share.let_see(referral)
    if lapsed:
        lapse.owe_again(referral)
        events.tell("referral_reopened", referral, queries.desk_people(referral), by=by)
    events.note(referral, Fact.RENEWED, by)
    return referral


@action("referral.consent_withdrawn")
def withdraw(referral: Referral, said: Withdrawal, *, by: Actor) -> Referral:
    """Child or guardian take it back: all that rests on it closes to its desk at the next request.

    What still runs is recalled; a police report goes on by the duty to tell. Where whom the child
    fears asks for it, or somebody is pressed, it stands until a head has decided (domain.md 4.3).
    """
    queries.lock(referral)
    moves.of_sender(referral, by)
    consent = _standing(referral)
    if _undecided(consent):
        raise Refused("withdrawal.waits")
    if said.pressed:
        return _ask_head(referral, said.words, by)
    _end(referral, consent, said.words, by)
    return referral


@action("referral.withdrawal_decided")
def decide_withdrawal(referral: Referral, withdrawn: bool, words: str, *, by: Actor) -> Referral:  # noqa: FBT001
    """A head who did not ask for it: it is withdrawn after all, or stands."""
    queries.lock(referral)
    moves.of_sender(referral, by)
    if not can(by, Permission.CASE_DECIDE):
        raise Refused("head.only")
    if not reminders.open_ones(referral.case_id, Promise.WITHDRAWAL, referral_id=referral.id):
        raise Refused("step.not_open")
    if queries.pressed_by(referral) == by.id:
        raise Refused("head.other_person")
    clocks.done(referral, Promise.WITHDRAWAL, at=db.now())
    if withdrawn:
        _end(referral, _standing(referral), words, by)
    else:
        events.note(referral, Fact.UPHELD, by)
        events.say(referral, TextKind.WITHDRAWAL, by, only=by.unit_id, words=words)
    events.tell("withdrawal_decided", referral, queries.senders(referral), by=by)
    return referral


def _standing(referral: Referral) -> Consent:
    consent = db.session.get(Consent, referral.consent_id) if referral.consent_id else None
    if consent is None or consent.withdrawn_at is not None:
        raise Refused("step.not_open")
    return consent


def _undecided(consent: Consent) -> bool:
    """Whether a head still has to say of it whether somebody pressed, wherever it was asked."""
    resting = set(
        db.session.scalars(sa.select(Referral.id).where(Referral.consent_id == consent.id))
    )
    waits = reminders.open_anywhere(consent.case_id, Promise.WITHDRAWAL)
    return any(promise.referral_id in resting for promise in waits)


def _ask_head(referral: Referral, words: str, by: Actor) -> Referral:
    """A head who did not press for it owes the word; where there is none yet it is nobody's.

    What was said is on record either way, and who watches over the district hears of it.
    """
    heads = [x for x in cases.heads(referral.case_id, referral.from_unit_id) if x != by.id]
    owner = Owner(referral.from_unit_id, heads[0] if heads else None)
    reminders.open_follow_up(Promise.WITHDRAWAL, clocks.matter(referral), owner, start=db.now())
    events.note(referral, Fact.PRESSED, by)
    events.say(referral, TextKind.WITHDRAWAL, by, only=by.unit_id, words=words)
    events.tell("withdrawal_asked", referral, heads, by=by)
    return referral


def _end(referral: Referral, consent: Consent, words: str, by: Actor) -> None:
    consent.withdrawn_at = db.now()
    events.note(referral, Fact.WITHDRAWN, by)
    events.say(referral, TextKind.WITHDRAWAL, by, words=words)
    resting = sa.select(Referral).where(Referral.consent_id == consent.id)
    for each in db.session.scalars(resting).all():
        if each.status in LIVE and not each.recallable:
            _rest_on_law(each, by)
            continue
        each.consent_until = db.now()
        if each.status in LIVE:
            recall(each, words, by=by)
            continue
        events.tell("consent_withdrawn", each, queries.desk_people(each), by=by)
        share.leave_residue(each, "consent_withdrawn")


def _rest_on_law(report: Referral, by: Actor) -> None:
    """What the police were told stays told, by the duty to tell; the child they do not call."""
    report.basis, report.consent_contact = LawfulBasis.LEGAL_DUTY, False
    report.consent_id = report.consent_until = report.consent_how = None
    clocks.done(report, Promise.CONSENT_RENEWAL, at=db.now())
    if report.status in SHARED:
        share.let_see(report)
    events.tell("consent_withdrawn", report, queries.desk_people(report), by=by)
