"""Cases and referrals in a wanted state, reached by the same actions a person would cause."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as case_actions
from referral.cases import models as cases
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.people import queries as people
from referral.policy import Actor, Compartment
from referral.referrals import actions
from referral.referrals.models import (
    DESK_STEPS,
    UNASKED,
    Assent,
    ConsentHow,
    DeclineReason,
    FailReason,
    Giver,
    Helped,
    LawfulBasis,
    Outcome,
    Referral,
    SaidBy,
    Status,
)
from referral.reminders.limits import Urgency
from tests import make

SECRETS = ("Kenari Anak", "Kenari cerita", "Kenari patokan", "Kenari akun", "Kenari Bibi", "0800")
WHY = "Kenari alasan"
NOT_ASKED = "Kenari ibunya belum dapat dihubungi."
MILD = frozenset({Sign.AFRAID})
"""A sign that alone is of medium risk, so that no report of it is darurat."""
SUMMARY = "Anak perempuan perlu dibuatkan laporan, didampingi petugas perempuan."
SHARE = Compartment.IDENTITY | Compartment.STORY | Compartment.ALLEGED | Compartment.LAW


def acting(username: str) -> Actor:
    """That person in a session that remembers nothing of the one before."""
    db.session.expunge_all()
    db.session.info.pop("keys", None)
    return make.acting(username)


def village_report(by: str = "relawan_maros", **changes: Any) -> Referral:
    """A case as a volunteer opens it, handed over to its district's desk."""
    db.session.expunge_all()
    case = make.report(by, **changes)
    return db.session.scalars(sa.select(Referral).where(Referral.case_id == case.id)).one()


def claimed_report(by: str = "piket_maros", **changes: Any) -> Referral:
    """A village report that the desk has taken in hand."""
    report = village_report(**changes)
    claimer = acting(by)
    return actions.claim(found(report.id, claimer), by=claimer)


def open_case(**changes: Any) -> tuple[cases.CaseFile, Actor]:
    """A case that the UPTD's case manager works on, and she acts."""
    report = claimed_report(**changes)
    return taken_over(report)


def taken_over(report: Referral, by: str = "piket_maros") -> tuple[cases.CaseFile, Actor]:
    """The desk accepts a village report and names its case manager, and she acts."""
    desk, manager = acting(by), person("mk_maros")
    promised = actions.Promised(db.now() + timedelta(hours=2), manager.id)
    actions.accept(found(report.id, desk), promised, by=desk)
    manager = acting("mk_maros")
    return policy.find(cases.CaseFile, report.case_id, manager), manager


def person(username: str) -> Actor:
    """Somebody's actor, without acting as him."""
    return people.actor(username)


def found(id: UUID, by: Actor) -> Referral:
    """The referral as this actor finds it."""
    return policy.find(Referral, id, by)


def request(to: str = "polres-maros-ppa", **changes: Any) -> actions.Request:
    """A filled form."""
    unit = directory.unit_by_code(to)
    assert unit
    facts: dict[str, Any] = {
        "to_unit_id": unit.id,
        "service": Service.PROTECTION,
        "urgency": Urgency.HOURS_6,
        "basis": LawfulBasis.PUBLIC_TASK,
        "share": SHARE,
        "summary": SUMMARY,
        "goal": "Perlindungan sementara",
        "reason": WHY,
        "shown": actions.Shown("makassar", staff_safety=True),
        "unasked": NOT_ASKED,
        "best_interest": "Kenari keluarganya pindah." if changes.get("whole_case") else "",
        **changes,
    }
    for word in policy.NEVER_TOLD.get(unit.kind, ()):
        facts[word] = changes.get(word, "")
    if facts["basis"] is LawfulBasis.CONSENT and "consent" not in facts:
        facts["consent"] = agreed()
    return actions.Request(**facts)


def agreed(**changes: Any) -> actions.Consented:
    """The guardian and the child said yes a minute ago."""
    facts = {
        "giver": Giver.GUARDIAN,
        "assent": Assent.YES,
        "how": ConsentHow.SPOKEN,
        "at": db.now() - timedelta(minutes=1),
        "contact": True,
        **changes,
    }
    return actions.Consented(**facts)


def referral(status: Status = Status.SENT, case: Any = None, **changes: Any) -> Referral:
    """A referral from the UPTD to the police desk in this state; the sender acts afterwards.

    The head has signed for its ground already, so that only what the state owes is owed.
    """
    if case is None:
        case, _manager = open_case()
    sender = acting("mk_maros")
    case = policy.find(cases.CaseFile, case.id, sender)
    if status is Status.DRAFT:
        return draft(case, **changes)
    sent = actions.send(case, request(**changes), by=sender)
    if sent.basis in UNASKED:
        head = acting("kepala_maros")
        actions.sign_off(found(sent.id, head), "", by=head)
    if status is not Status.SENT:
        _drive(sent.id, status)
    return found(sent.id, acting("mk_maros"))


def draft(case: cases.CaseFile, **changes: Any) -> Referral:
    """The same half written, by whoever manages the case."""
    asked = request(**changes)
    told = actions.Drafted(
        to_unit_id=asked.to_unit_id,
        service=asked.service,
        urgency=asked.urgency,
        basis=asked.basis,
        share=asked.share,
        whole_case=asked.whole_case,
        typed="goal=Kenari+tujuan",
    )
    kept = actions.put_aside(case, told, by=person("mk_maros"))
    return found(kept.id, acting("mk_maros"))


def wanted_by_police() -> cases.CaseFile:
    """A case with a police report, whose visum the police have asked for."""
    case, manager = open_case()
    earlier = db.now() - timedelta(minutes=20)
    case_actions.record_lp(case.id, "LP/B/1/III/2026", earlier, by=manager)
    asked = case_actions.Written(cases.RecordKind.VISUM, earlier, "", code="requested")
    return case_actions.record(policy.find(cases.CaseFile, case.id, manager), asked, by=manager)


def offered() -> Referral:
    """Maros offers its case to Bone."""
    case, _manager = open_case()
    sender = acting("mk_maros")
    case = policy.find(cases.CaseFile, case.id, sender)
    asked = request("uptd-ppa-bone", service=Service.COMPLAINT, whole_case=True)
    return actions.send(case, asked, by=sender)


def take_over(transfer: Referral) -> Referral:
    """Bone accepts it."""
    taker = acting("mk_bone")
    promised = actions.Promised(db.now() + timedelta(hours=2), taker.id)
    return actions.accept(found(transfer.id, taker), promised, by=taker)


def transferred() -> Referral:
    """Offered and accepted; the taker acts."""
    return take_over(offered())


PATHS = {
    Status.NEEDS_INFO: ("ask",),
    Status.WAITLISTED: ("waitlist",),
    Status.FORWARDED: ("forward",),
    Status.FAILED: ("accept", "fail"),
    Status.VOID: ("void",),
    Status.DECLINED: ("decline",),
    Status.RECALLED: ("recall",),
    Status.ACCEPTED: ("accept",),
    Status.IN_SERVICE: ("accept", "start"),
    Status.COMPLETED: ("accept", "start", "complete"),
    Status.CONFIRMED: ("accept", "start", "complete", "confirm"),
}


def _drive(id: UUID, status: Status) -> None:
    for verb in PATHS[status]:
        take(verb, id)


def take(verb: str, id: UUID, by: str | None = None) -> Referral:
    """One step by the side whose step it is, or by somebody else."""
    side = "polisi_maros" if verb in {step.value for step in DESK_STEPS} else "mk_maros"
    who = acting(by or ("kepala_maros" if verb == "void" else side))
    moment, this = db.now(), found(id, who)
    if verb == "send":
        case = policy.find(cases.CaseFile, this.case_id, who)
        return actions.send(case, request(), by=who, draft=this)
    filled: dict[str, tuple[Any, ...]] = {
        "ask": ("Apakah anak bersedia?",),
        "reply": ("Ya, didampingi.",),
        "accept": (actions.Promised(moment + timedelta(hours=1), person("polisi_maros").id),),
        "decline": (actions.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER, "Penuh."),),
        "start": (actions.Begun(moment),),
        "complete": (actions.Result(Outcome.HELPED, "Sudah didampingi.", "B/12/III/2026"),),
        "confirm": (Helped.YES, "Anak merasa aman."),
        "recall": ("Keluarga pindah.",),
        "waitlist": (actions.Waiting(moment + timedelta(days=20), "Tinggal bersama bibi."),),
        "forward": (actions.Onward(unit("upt-ppa-sulsel"), "Butuh rumah aman."),),
        "fail": (actions.Failure(FailReason.NO_CONTACT, "Nomor tidak aktif."),),
        "reopen": ("Anak masih takut.",),
        "void": ("Salah kirim.",),
    }
    getattr(actions, verb)(this, *filled[verb], by=who)
    return this


def unit(code: str) -> UUID:
    """The id of a unit."""
    found = directory.unit_by_code(code)
    assert found
    return found.id
