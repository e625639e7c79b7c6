"""Cases and referrals in a wanted state, reached by the same actions a person would cause."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import sqlalchemy as sa

from referral import db, policy, vault
from referral.cases import models as cases
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.policy import Actor, AgencyKind, Basis, Compartment
from referral.referrals import actions
from referral.referrals.models import (
    DeclineReason,
    Helped,
    LawfulBasis,
    Outcome,
    Referral,
    SaidBy,
    Status,
)
from referral.reminders.limits import Urgency
from tests import make

VILLAGE, DISTRICT = "73.09.08.2004", "73.09"
CANARIES = {
    cases.Identity: {"name": "Kenarinama Contoh", "landmark": "KenariTempat"},
    cases.Story: {"words": "KenariCerita"},
    cases.Alleged: {"who": "paman, Kenariterlapor"},
    cases.Reporter: {"kind": "relative", "name": "Kenaribibi", "phone": "0812KENARI"},
}
SECRETS = ("Kenarinama", "KenariTempat", "KenariCerita", "Kenariterlapor", "Kenaribibi", "KENARI")
SUMMARY = "Anak perempuan perlu dibuatkan laporan, didampingi petugas perempuan."
SHARE = Compartment.IDENTITY | Compartment.STORY | Compartment.ALLEGED | Compartment.LAW


def acting(username: str) -> Actor:
    """That person in a session that remembers nothing of the one before."""
    db.session.expunge_all()
    db.session.info.pop("keys", None)
    return make.acting(username)


def village_report(by: str = "relawan_maros", **changes: Any) -> Referral:
    """A case as a volunteer opens it, handed over to its district's desk."""
    opener = acting(by)
    with db.transaction():
        return _open(opener, changes)


def _open(opener: Actor, changes: dict[str, Any]) -> Referral:
    case_id, referral_id, now = uuid4(), uuid4(), db.now()
    policy.grant(case_id, basis=Basis.OPENED, to=opener.id, basis_id=referral_id)
    serial = db.session.scalar(sa.text("SELECT nextval('case_number')"))
    facts = {"risk": 2, "sexual": False, "reported_at": now, **changes}
    case = cases.CaseFile(
        id=case_id,
        number=f"K-2026-{serial:05d}",
        status=cases.Status.REPORTED,
        status_since=now,
        district_code=DISTRICT,
        area_code=VILLAGE,
        unit_id=directory.desk_for(AgencyKind.UPTD, DISTRICT),
        opener_id=opener.id,
        channel=cases.Channel.PATBM,
        sex=cases.Sex.FEMALE,
        age_band=cases.AgeBand.A13_15,
        opened_at=now,
        **facts,
    )
    db.session.add(case)
    db.session.flush()
    vault.new_key(case_id, case_id)
    for model, doc in CANARIES.items():
        part = model(case_id=case_id)
        part.put(doc)
        db.session.add(part)
    return actions.hand_over_report(case, actions.Told(referral_id), by=opener)


def claimed_report(by: str = "piket_maros", **changes: Any) -> Referral:
    """A village report that the desk has taken in hand."""
    report = village_report(**changes)
    claimer = acting(by)
    return actions.claim(found(report.id, claimer), by=claimer)


def open_case(**changes: Any) -> tuple[cases.CaseFile, Actor]:
    """A case that the UPTD's case manager works on, and she acts."""
    report = claimed_report(**changes)
    piket = acting("piket_maros")
    manager = person("mk_maros")
    promised = actions.Promised(db.now() + timedelta(hours=2), manager.id)
    actions.accept(found(report.id, piket), promised, by=piket)
    manager = acting("mk_maros")
    return policy.find(cases.CaseFile, report.case_id, manager), manager


def person(username: str) -> Actor:
    """Somebody's actor, without acting as him."""
    from referral.people.queries import actor

    return actor(username)


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
        "reason": "KenariAlasan",
        "shown": actions.Shown("makassar", staff_safety=True),
        **changes,
    }
    return actions.Request(**facts)


def referral(status: Status = Status.SENT, case: Any = None, **changes: Any) -> Referral:
    """A referral from the UPTD to the police desk in this state; the sender acts afterwards."""
    if case is None:
        case, _manager = open_case()
    sender = acting("mk_maros")
    case = policy.find(cases.CaseFile, case.id, sender)
    sent = actions.send(case, request(**changes), by=sender)
    if status is not Status.SENT:
        _drive(sent.id, status)
    return found(sent.id, acting("mk_maros"))


PATHS = {
    Status.NEEDS_INFO: ("ask",),
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
    desk = verb in ("ask", "accept", "decline", "start", "complete")
    who = acting(by or ("polisi_maros" if desk else "mk_maros"))
    moment, this = db.now(), found(id, who)
    filled: dict[str, tuple[Any, ...]] = {
        "ask": ("Apakah anak bersedia?",),
        "reply": ("Ya, didampingi.",),
        "accept": (actions.Promised(moment + timedelta(hours=1), person("polisi_maros").id),),
        "decline": (actions.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER, "Penuh."),),
        "start": (actions.Begun(moment),),
        "complete": (actions.Result(Outcome.HELPED, "Sudah didampingi.", "B/12/III/2026"),),
        "confirm": (Helped.YES, "Anak merasa aman."),
        "recall": ("Keluarga pindah.",),
    }
    done: Referral = getattr(actions, verb)(this, *filled[verb], by=who)
    return done
