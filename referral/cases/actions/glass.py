"""Break-glass: a case opened in need, for an hour, before others' eyes; judged within 72 hours."""

from uuid import uuid4

from referral import audit, db, outbox, policy, vault
from referral.audit import action
from referral.cases import queries
from referral.cases.actions import trail
from referral.cases.models import FEWEST, BreakGlass, CaseFile, Need
from referral.cases.queries import Watcher
from referral.directory import queries as directory
from referral.errors import Refused
from referral.people import queries as people
from referral.policy import LASTS, REVIEWERS, Actor, Basis, Role
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import Kind


@action("case.glass_broken")
def break_glass(case: CaseFile, need: Need, *, by: Actor) -> CaseFile:
    """Open parts of one case to the actor for an hour; all whom it concerns are told at once.

    Raises ``Refused`` for who may not, for parts beyond his role's, for few words, while he has
    another one open, after the third in 30 days, and where nobody could review it.
    """
    _may(case, need, by)
    watchers = queries.watchers(case)
    judge = queries.reviewer(watchers, by.role)
    if judge is None:
        raise Refused("glass.nobody")
    glass = BreakGlass(
        id=uuid4(), case_id=case.id, person_id=by.id, compartments=int(need.parts),
        reason=need.reason, at=db.now(), until=db.now() + LASTS,
    )  # fmt: skip
    vault.new_key(glass.id, case.id)
    glass.put({"words": need.words.strip()})
    db.session.add(glass)
    db.session.flush()
    policy.grant(
        case.id, basis=Basis.BREAK_GLASS, to=by.id, share=need.parts, basis_id=glass.id,
        until=glass.until,
    )  # fmt: skip
    trail.mark(case.id, "glass_broken", by, need.reason)
    owner = Owner(judge.unit_id, judge.id)
    about = Matter(case.id, case.risk)
    reminders.open_follow_up(Kind.GLASS_REVIEW, about, owner, start=glass.at)
    _tell(case, glass, watchers, by)
    return case


def _may(case: CaseFile, need: Need, by: Actor) -> None:
    """Say which rule stands against it; the database asks all of them again."""
    may = queries.breakable(case, by)
    if not need.parts or need.parts & ~may:
        raise Refused("glass.who")
    if len(need.words.strip()) < FEWEST:
        raise Refused("glass.words", least=FEWEST)
    queries.one_at_a_time(by)
    if queries.open_glass(by) is not None:
        raise Refused("glass.open")
    again = queries.breaks_left(by)
    if again is not None:
        raise Refused("glass.budget", since=again)


def _tell(case: CaseFile, glass: BreakGlass, watchers: list[Watcher], by: Actor) -> None:
    """The manager or its desk, the province, who reviews it, and the auditors without the case."""
    levels = {Role.PROVINCIAL_SUPERVISOR, *REVIEWERS[by.role][:1]}
    told = [one.id for one in watchers if one.role in levels]
    told += [case.manager_id] if case.manager_id else directory.on_duty(case.unit_id)
    others = [one for one in told if one != by.id]
    key = str(glass.id)
    outbox.post("glass_broken", to=others, case_id=case.id, key=key, urgent=True)
    outbox.post("glass_broken", to=people.auditors(), case_id=None, key=key, urgent=True)


@action("case.glass_ended")
def end_glass(case: CaseFile, *, by: Actor) -> CaseFile:
    """Close it before its hour is over."""
    glass = queries.open_glass(by)
    if glass is None or glass.case_id != case.id:
        raise Refused("step.not_open")
    glass.until = db.now()
    db.session.flush()
    policy.end(case.id, because="ended", bases=[Basis.BREAK_GLASS], basis_id=glass.id, to=by.id)
    return case


@action("case.glass_reviewed")
def review_glass(
    case: CaseFile, glass: BreakGlass, words: str, *, fair: bool, by: Actor
) -> CaseFile:
    """Judge it, as somebody of the other level; who broke it is told, where it was not fair all."""
    watchers = queries.watchers(case)
    broke = queries.role_of(glass.person_id)
    if glass.person_id == by.id or by.role not in REVIEWERS[broke]:
        raise Refused("glass.reviewer")
    if glass.reviewed_at is not None:
        raise Refused("step.not_open")
    vault.load(glass.id)
    glass.judge(fair=fair, words=words, by=by.id)
    db.session.flush()
    owed = reminders.open_ones(case.id, Kind.GLASS_REVIEW)
    reminders.keep(*(one for one in owed if one.started_at == glass.at), at=db.now())
    told = {glass.person_id} if fair else {glass.person_id, *(one.id for one in watchers)}
    trail.tell("glass_reviewed", case, sorted(told, key=str), by, f"glass:{glass.id}")
    if not fair:
        outbox.post("glass_reviewed", to=people.auditors(), case_id=None, key=str(glass.id))
    return case


def read_glass(case: CaseFile, *, by: Actor) -> list[queries.Broken]:
    """All that was broken on a case, the newest first, its words ready to be taken out."""
    with db.transaction():
        found = queries.broken(case.id)
        if found:
            vault.load(*(one.glass.id for one in found))
            audit.write("case.glass_read", by=by, about=case)
    return found
