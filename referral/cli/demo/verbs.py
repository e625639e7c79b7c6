"""What the cast can do: each a real action, filled with invented words."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from referral import db
from referral.cases import actions as cases
from referral.cases.models import CaseFile, Channel, ContactWith, Sex
from referral.cases.models.told import ClosingReason, Disability, PhoneOf, Relation, ToldBy
from referral.cli.demo.stage import Do, Scene
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.intake import actions as intake
from referral.intake.models import Child, Feared, Report, SafeContact, Teller
from referral.intake.signs import Sign
from referral.people import queries as people
from referral.policy import USUAL_SHARE
from referral.referrals import actions as referrals
from referral.referrals.models import (
    ConsentHow,
    DeclineReason,
    Helped,
    LawfulBasis,
    Outcome,
    Referral,
    SaidBy,
)
from referral.reminders.clocks import local_day
from referral.reminders.limits import Risk, Urgency

GIRLS = "Melati Kenanga Cempaka Anggrek Seruni Dahlia Teratai Kemuning Mawar Seroja".split()  # noqa: SIM905
BOYS = "Elang Merak Kutilang Rajawali Nuri Jalak Murai Pipit Gelatik Kenari".split()  # noqa: SIM905
TELLERS = (ToldBy.RELATIVE, ToldBy.NEIGHBOUR, ToldBy.TEACHER, ToldBy.PARENT, ToldBy.CHILD)
SUMMARY = "Anak perlu {need}; pendamping sudah ada. Hubungi lewat UPTD, jangan datang sendiri."


def report(*signs: Sign, told: timedelta, channel: Channel = Channel.PATBM, **more: Any) -> Do:
    """Open a case by a report, first told so long before; ``wedding`` is in so many days."""

    def do(scene: Scene) -> None:
        now = db.now()
        days = more.get("wedding")
        filled = Report(
            told_by=Teller(kind=scene.stage.dice.choice(TELLERS)),
            told_at=now - told,
            channel=channel,
            signs=frozenset(signs),
            area_code=scene.stage.dice.choice(scene.stage.villages(scene.district)),
            children=(_child(scene, more.get("disability", ())),),
            recent=more.get("recent", False),
            wedding_on=local_day(now) + timedelta(days=days) if days else None,
            words=more.get("words", "Cerita contoh: anak ini perlu ditemui petugas."),
            safe_contact=_safe_contact(scene),
            feared=Feared(relation=more.get("feared", Relation.UNKNOWN)),
            wish="Ingin tetap sekolah dan merasa aman.",
        )
        scene.case_id = intake.report(filled, by=scene.by).id
        query = sa.select(Referral.id).where(Referral.case_id == scene.case_id)
        scene.report_id = db.session.scalars(query).one()

    return do


def _child(scene: Scene, disability: tuple[Disability, ...]) -> Child:
    dice = scene.stage.dice
    sex = dice.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE))
    name = dice.choice(GIRLS if sex is Sex.FEMALE else BOYS)
    return Child(name=f"{name} Contoh", age=dice.randint(7, 17), sex=sex, disability=disability)


def _safe_contact(scene: Scene) -> SafeContact:
    number = f"0800-000-{scene.stage.dice.randint(1000, 9999)}"
    return SafeContact(whose=PhoneOf.RELATIVE, number=number, hours="16.00-18.00")


def claim(scene: Scene) -> Referral:
    """Say "Saya tangani" to the village report."""
    return referrals.claim(scene.report, by=scene.by)


def confirm_risk(scene: Scene) -> CaseFile:
    """The desk agrees with what the signs say."""
    case = scene.case
    return cases.confirm_risk(case, Risk(case.risk), "", by=scene.by)


def take_up(manager: str, contact_in: timedelta) -> Do:
    """Accept the village report for a case manager, the first contact planned."""

    def do(scene: Scene) -> Referral:
        promised = referrals.Promised(db.now() + contact_in, people.actor(manager).id)
        return referrals.accept(scene.report, promised, by=scene.by)

    return do


def contact(scene: Scene) -> CaseFile:
    """Meet the child, safely."""
    words = "Bertemu di tempat yang dipilih anak; anak tenang dan mau didampingi."
    made = cases.Made(at=db.now(), with_whom=ContactWith.CHILD, safe=True, words=words)
    return cases.add_contact(scene.case, made, by=scene.by)


def send(unit: str, service: Service, urgency: Urgency, need: str) -> Do:
    """Refer to another unit's desk, with the usual share list of its kind."""

    def do(scene: Scene) -> None:
        to = directory.unit_by_code(unit)
        if to is None:
            raise LookupError(unit)
        legal = service is Service.POLICE_REPORT
        request = referrals.Request(
            to_unit_id=to.id,
            service=service,
            urgency=urgency,
            basis=LawfulBasis.LEGAL_DUTY if legal else LawfulBasis.CONSENT,
            share=USUAL_SHARE[to.kind],
            summary=SUMMARY.format(need=need),
            goal=f"Anak mendapat {need}.",
            shown=referrals.Shown(),
            consent_how=ConsentHow.SPOKEN,
            consent_at=db.now(),
        )
        scene.sent[unit] = referrals.send(scene.case, request, by=scene.by).id

    return do


def _on(unit: str, verb: Callable[..., Any], *filled: Callable[[Scene], Any]) -> Do:
    """One step of what was sent to that unit."""

    def do(scene: Scene) -> Any:
        values = [make(scene) for make in filled]
        return verb(scene.referral(unit), *values, by=scene.by)

    return do


def look(unit: str) -> Do:
    """The desk opens it."""
    return _on(unit, referrals.mark_opened)


def accept(unit: str, first_in: timedelta, lp: bool = False) -> Do:  # noqa: FBT001, FBT002
    """The desk accepts: whoever acts will serve; a police report's number comes with it."""

    def promised(scene: Scene) -> referrals.Promised:
        now, number = db.now(), f"LP/CONTOH/{scene.stage.dice.randint(100, 999)}"
        made = referrals.LP(number, now) if lp else None
        return referrals.Promised(now + first_in, scene.by.id, lp=made)

    return _on(unit, referrals.accept, promised)


def accept_by_letter(unit: str, first_in: timedelta) -> Do:
    """The sender writes down the answer that came by letter."""

    def do(scene: Scene) -> Referral:
        now = db.now()
        proxy = referrals.Proxy("Petugas meja, lewat surat", now, "B/CONTOH/17")
        promised = referrals.Promised(now + first_in)
        return referrals.accept(scene.referral(unit), promised, by=scene.by, proxy=proxy)

    return do


def decline(unit: str) -> Do:
    """The desk has no place."""
    words = "Semua pendamping sedang penuh sampai pekan depan."
    no = referrals.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER, words)
    return _on(unit, referrals.decline, lambda _scene: no)


def ask(unit: str) -> Do:
    """The desk asks back."""
    return _on(unit, referrals.ask, lambda _scene: "Apakah anak perlu juru bahasa isyarat?")


def start(unit: str) -> Do:
    """First service given."""
    return _on(unit, referrals.start, lambda _scene: referrals.Begun(db.now()))


def complete(unit: str) -> Do:
    """The desk has done its part."""
    result = referrals.Result(Outcome.HELPED, "Pendampingan selesai sesuai rencana.", "S/CONTOH/8")
    return _on(unit, referrals.complete, lambda _scene: result)


def confirm(unit: str) -> Do:
    """The child says that it helped."""
    values = (lambda _scene: Helped.YES), (lambda _scene: "Anak merasa terbantu.")
    return _on(unit, referrals.confirm, *values)


def recall(unit: str) -> Do:
    """The sender takes it back."""
    return _on(unit, referrals.recall, lambda _scene: "Keluarga memilih layanan lain.")


def mark_mistake(scene: Scene) -> CaseFile:
    """The opener says that it was reported twice."""
    return cases.mark_mistake(scene.case, "Sudah dilaporkan kemarin oleh kader lain.", by=scene.by)


def close_mistake(scene: Scene) -> CaseFile:
    """The head closes what was reported twice."""
    return intake.set_aside(scene.case, ClosingReason.DUPLICATE, "Laporan ganda.", by=scene.by)


def ask_closure(scene: Scene) -> CaseFile:
    """The manager asks to close."""
    words = "Tujuan rencana tercapai; anak sudah ditanya."
    return cases.ask_closure(scene.case, ClosingReason.GOAL, words, by=scene.by)


def approve(scene: Scene) -> CaseFile:
    """The head agrees."""
    return cases.approve(scene.case, by=scene.by)
