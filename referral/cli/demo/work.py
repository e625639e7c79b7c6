"""What a case manager does between a first contact and the end: assessments, plan, register."""

from datetime import timedelta

from referral import db
from referral.cases import actions as cases
from referral.cases import queries as cases_read
from referral.cases.models import Agreed, Care, CaseFile, LateBecause, RecordKind
from referral.cli.demo.stage import Scene
from referral.reminders.clocks import local_day
from referral.reminders.limits import Kind


def _written(kind: RecordKind, words: str) -> cases.Written:
    return cases.Written(kind, db.now(), words)


def assess(scene: Scene) -> CaseFile:
    """The first look, and the number in the national register."""
    words = "Aman bersama bibinya; perlu ditemani ke sekolah."
    case = cases.record(scene.case, _written(RecordKind.INITIAL_ASSESSMENT, words), by=scene.by)
    number = f"SP-CONTOH-{scene.stage.dice.randint(1000, 9999)}"
    return cases.record_simfoni(case, number, db.now(), None, by=scene.by)


def see_a_doctor(scene: Scene) -> CaseFile:
    """A hurt child was examined; nothing where no doctor is needed."""
    case = scene.case
    if cases_read.due(case.id, Kind.EMERGENCY_HEALTH) is None:
        return case
    words = "Ditemani bibinya ke puskesmas."
    seen = cases.Written(
        RecordKind.EMERGENCY_CARE, db.now(), words, Care.GIVEN, why=LateBecause.NO_TRANSPORT
    )
    return cases.record(case, seen, by=scene.by)


def review_file(scene: Scene) -> CaseFile:
    """The head looks through the file."""
    words = "Berkas lengkap; kontak berikutnya sudah dijadwalkan."
    return cases.record(scene.case, _written(RecordKind.FILE_REVIEW, words), by=scene.by)


def assess_fully(scene: Scene) -> CaseFile:
    """Body, mind, family, school."""
    words = "Tidur mulai membaik; keluarga mendukung; sekolah mau membantu."
    return cases.record(scene.case, _written(RecordKind.FULL_ASSESSMENT, words), by=scene.by)


def plan(scene: Scene) -> CaseFile:
    """Two goals, put before the head."""
    case = scene.case
    for words, owner, days in (
        ("Anak kembali ke sekolah dengan aman", "Manajer kasus dan wali kelas", 21),
        ("Keluarga tahu cara melindungi anak", "Bibi, didampingi PUSPAGA", 45),
    ):
        aim = cases.Aim(words, owner, local_day(db.now()) + timedelta(days=days))
        case = cases.add_goal(case, aim, by=scene.by)
    return cases.propose_plan(case, Agreed.BOTH, "", by=scene.by)


def approve_plan(scene: Scene) -> CaseFile:
    """The head agrees."""
    return cases.approve_plan(scene.case, "", by=scene.by)


def review(scene: Scene) -> CaseFile:
    """The plan looked at again."""
    words = "Satu tujuan tercapai; yang lain berjalan."
    return cases.record(scene.case, _written(RecordKind.PLAN_REVIEW, words), by=scene.by)
