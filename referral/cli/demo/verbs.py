"""What the cast can do: each a real action, filled with invented words."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from referral import db
from referral.cases import actions as cases
from referral.cases.models import CaseFile, Channel, ContactWith, Sex
from referral.cases.models.told import (
    ClosingReason,
    Disability,
    PhoneOf,
    Relation,
    SelfHarm,
    ToldBy,
)
from referral.cli.demo.stage import Do, Scene
from referral.intake import actions as intake
from referral.intake.models import Child, Feared, Report, SafeContact, Teller
from referral.intake.signs import Sign
from referral.people import queries as people
from referral.referrals import actions as referrals
from referral.referrals.models import (
    Referral,
)
from referral.reminders.clocks import local_day
from referral.reminders.limits import Risk

GIRLS = "Melati Kenanga Cempaka Anggrek Seruni Dahlia Teratai Kemuning Mawar Seroja".split()  # noqa: SIM905
BOYS = "Elang Merak Kutilang Rajawali Nuri Jalak Murai Pipit Gelatik Kenari".split()  # noqa: SIM905
TELLERS = (ToldBy.RELATIVE, ToldBy.NEIGHBOUR, ToldBy.TEACHER, ToldBy.PARENT, ToldBy.CHILD)


def report(*signs: Sign, told: timedelta, channel: Channel = Channel.PATBM, **more: Any) -> Do:
    """Open a case by a report, first told so long before; ``wedding`` is in so many days.

    The child lives somewhere in the district, or in the part of it ``at``.
    """

    def do(scene: Scene) -> None:
        now = db.now()
        days = more.get("wedding")
        filled = Report(
            told_by=Teller(kind=scene.stage.dice.choice(TELLERS)),
            told_at=now - told,
            channel=channel,
            signs=frozenset(signs),
            area_code=scene.stage.dice.choice(scene.stage.villages(more.get("at", scene.district))),
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
    """The desk agrees with what the signs say; the child does not want to hurt itself."""
    case, asked = scene.case, cases.Asked(SelfHarm.NO)
    return cases.confirm_risk(case, Risk(case.risk), "", by=scene.by, asked=asked)


def take_up(manager: str, contact_in: timedelta) -> Do:
    """Accept the village report for a case manager, the first contact planned."""

    def do(scene: Scene) -> Referral:
        promised = referrals.Promised(db.now() + contact_in, people.actor(scene.cast(manager)).id)
        return referrals.accept(scene.report, promised, by=scene.by)

    return do


def contact(scene: Scene) -> CaseFile:
    """Meet the child, safely."""
    words = "Bertemu di tempat yang dipilih anak; anak tenang dan mau didampingi."
    made = cases.Made(at=db.now(), with_whom=ContactWith.CHILD, safe=True, words=words)
    return cases.add_contact(scene.case, made, by=scene.by)


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
