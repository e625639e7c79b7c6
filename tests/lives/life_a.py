"""Life A (domain.md 8.1) to its end: Sat 14 Mar to 30 Dec 2026, row by row, each at a page."""

from datetime import date, datetime

from referral.cli.cast import Part
from referral.policy import Role
from tests.lives.april import april
from tests.lives.chronicle import Chronicle, day, moment
from tests.lives.told import AGREED, CALL, DUTY, LETTER, REPORT_A
from tests.lives.usual import YEAR, at, work

MORE = (
    Part("hukum_maros", "Jufri Contoh", Role.PROVIDER, "uptd-ppa-maros", "kepala_maros"),
    Part("psikolog_maros", "Rezki Contoh", Role.PROVIDER, "uptd-ppa-maros", "kepala_maros"),
    Part("kepsek_maros", "Marwah Contoh", Role.UNIT_HEAD, "smp-contoh-marusu-bk"),
    Part("bk_maros", "Hamid Contoh", Role.PROVIDER, "smp-contoh-marusu-bk", "kepsek_maros"),
)
LEGAL = {"urgency": "6h", "share": ["4", "8", "32", "64", "512"], **DUTY}


def prepare(life: Chronicle) -> None:
    """The duty of the weekend, and who is called when nobody is on the rota."""
    life.until(at(3, 14, 16))
    (unit,) = life.house.sql("SELECT id FROM unit WHERE code = 'uptd-ppa-maros'")
    desk, piket = f"/directory/desks/{unit.id}", life.house.person("piket_maros")
    turn = {"since": moment(at(3, 14, 16)), "until": moment(at(3, 16, 8))}
    life.step("kepala_maros", f"{desk}/turn", "", person_id=piket, **turn)
    life.step("kepala_maros", f"{desk}/change", deputy_id=piket)
    (unit,) = life.house.sql("SELECT id FROM unit WHERE code = 'smp-contoh-marusu-bk'")
    bk = life.house.person("bk_maros")
    life.step("kepsek_maros", f"/directory/desks/{unit.id}/change", deputy_id=bk)


def weekend(life: Chronicle) -> None:
    """Told at 20.15 on Saturday, sent at 21.05, taken up at 21.25, accepted at 21.40."""
    life.until(at(3, 14, 21, 5))
    told = {**REPORT_A, "told_at": moment(at(3, 14, 20, 15))}
    life.case = life.step("relawan_maros", "/cases", "/cases/new", **told).split("/")[2]
    (report,) = life.house.sql("SELECT id FROM referral")
    life.note("REF-1", f"/referrals/{report.id}")
    life.until(at(3, 14, 21, 25))
    life.on("REF-1", "piket_maros", "claim")
    life.on_case("piket_maros", "risk", risk="3", self_harm="no")
    life.seen["asked"] = life.read("piket_maros", f"/cases/{life.case}")
    call = {"with_whom": "reporter", "safe": "yes", "words": "Jangan bayar, jangan hapus."}
    life.on_case("piket_maros", "contact", **call)
    life.until(at(3, 14, 21, 40))
    first = {"first_service_at": moment(at(3, 15, 9)), "worker": life.house.person("mk_maros")}
    life.on("REF-1", "piket_maros", "accept", **first)
    agrees = {"agrees_as": "carer", "agrees_why": "Kenari orang tua jauh"}
    life.on_case("mk_maros", "identity", guardian="Kenari Bibi", **agrees)
    life.seen["who agrees"] = life.read("mk_maros", f"/cases/{life.case}")


def sunday(life: Chronicle) -> None:
    """The visit at nine, the police at one, Komdigi at half past three."""
    life.until(at(3, 15, 9))
    seen = {"with_whom": "child", "safe": "yes", "words": "Kenari kontak", "at": moment(life.now)}
    life.on_case("mk_maros", "contact", **seen)
    life.on_case("mk_maros", "records/initial_assessment", words="Kenari asesmen")
    life.until(at(3, 15, 10))
    ask = {"goal": "Laporan polisi", "summary": "Pemerasan daring.", **LEGAL}
    life.refer("REF-2", "mk_maros", "polres-maros-ppa", "police_report", **ask)
    life.seen["shared with the police"] = life.read(
        "mk_maros", f"/referrals/{life.referrals['REF-2']}"
    )
    life.seen["police before"] = life.read("polisi_maros", f"/referrals/{life.referrals['REF-2']}")
    life.until(at(3, 15, 13))
    lp = {"lp_number": "LP/B/88/III/2026", "lp_at": moment(life.now)}
    soon = moment(at(3, 15, 13, 30))
    made = {**lp, "device_receipt": "TT/12/III/2026", "handled_by": "Unit PPA"}
    life.on("REF-2", "polisi_maros", "accept", first_service_at=soon, **made)
    life.seen["police report"] = life.read("mk_maros", f"/cases/{life.case}")
    life.until(at(3, 15, 13, 30))
    life.on("REF-2", "polisi_maros", "start", at=moment(life.now))


def takedown(life: Chronicle) -> None:
    """Two addresses go to Komdigi; it tells the platform at 16.10, the first is gone at 18.30."""
    life.until(at(3, 15, 15, 30))
    ask = {"goal": "Hapus dua alamat", "summary": "Dua alamat.", **DUTY, "share": ["64"]}
    life.refer("KOMDIGI", "mk_maros", "komdigi-aduan", "takedown", **ask)
    ticket = {"ticket": "TKT-1", "ticket_at": moment(life.now), "answered_at": moment(life.now)}
    life.on(
        "KOMDIGI", "mk_maros", "accept", **CALL, **ticket, first_service_at=moment(at(3, 15, 20))
    )
    life.until(at(3, 15, 16, 15))
    told = {"at": moment(at(3, 15, 16, 10)), "answered_at": moment(at(3, 15, 16, 10))}
    life.on("KOMDIGI", "mk_maros", "start", **CALL, **told, notified_at=moment(at(3, 15, 16, 10)))
    life.until(at(3, 15, 18, 40))
    gone = {
        "outcome": "partly",
        "words": "Alamat kedua ruang tertutup: tidak dapat dihapus.",
        "takedown": "removed",
        "removed_at": moment(at(3, 15, 18, 30)),
    }
    life.on("KOMDIGI", "mk_maros", "complete", **CALL, **gone, answered_at=moment(life.now))
    life.on("KOMDIGI", "mk_maros", "confirm", helped="yes")
    life.seen["komdigi"] = life.read("mk_maros", f"/referrals/{life.referrals['KOMDIGI']}")


def first_week(life: Chronicle) -> None:
    """No protection, the psychologist, SIMFONI, LPSK; then the offices close."""
    life.until(at(3, 16, 10))
    life.on_case("mk_maros", "records/protection", code="no", words="Pelaku jauh")
    life.until(at(3, 16, 11))
    when = {"consent_at": moment(at(3, 15, 9))}
    ask = {"goal": "Pendampingan psikologis", "summary": "Perlu psikolog.", **AGREED, **when}
    life.refer("REF-3", "mk_maros", "uptd-ppa-maros", "counselling", **ask)
    life.on_case("mk_maros", "simfoni", number="SP-2026-0314")
    life.on("REF-3", "psikolog_maros", "accept", first_service_at=moment(at(3, 17, 9)))
    life.until(at(3, 17, 9))
    life.on("REF-3", "psikolog_maros", "start", at=moment(life.now))
    ask = {"goal": "Rehabilitasi psikologis, restitusi", "summary": "Permohonan.", **DUTY}
    life.refer("REF-4", "mk_maros", "lpsk-sulsel", "restitution", **ask)
    life.on_case("mk_maros", "legal", worker=str(life.house.person("hukum_maros")))
    life.on_case("mk_maros", "records/lpsk_letter", number="B/17/III/2026")
    work(life, at(3, 20, 14))
    life.on("REF-3", "psikolog_maros", "progress", words="Kenari telepon daring")
    life.seen["psychologist"] = life.read("psikolog_maros", f"/referrals/{life.referrals['REF-3']}")
    life.seen["psychologist's case"] = life.read("psikolog_maros", f"/cases/{life.case}")


def assessed_late(life: Chronicle) -> None:
    """The full assessment was owed on Saturday and is done on Wednesday; then the plan."""
    work(life, at(3, 25, 10))
    done = {"words": "Kenari asesmen lengkap", "at": moment(life.now)}
    life.seen["late"] = life.refused(
        "mk_maros", f"/cases/{life.case}/records/full_assessment", **done
    )
    life.on_case("mk_maros", "records/full_assessment", **done, why="office_closed")
    work(life, at(3, 27, 9))
    goal = {"words": "Kenari tujuan", "owner": "Kenari bibi", "due_on": day(date(YEAR, 9, 30))}
    life.on_case("mk_maros", "goals", **goal)
    life.on_case("mk_maros", "plan/proposal", agreed="both")
    life.on_case("kepala_maros", "plan/decision", decision="approve")


def school(life: Chronicle) -> None:
    """The counsellor takes it in hand next day and answers one working day too late."""
    work(life, at(3, 30, 9))
    agreed = {**AGREED, "consent_at": moment(at(3, 27, 9)), "reason": ""}
    ask = {"goal": "Dukungan belajar", "summary": "Murid perlu dukungan.", "urgency": "3wd"}
    life.refer("REF-5", "mk_maros", "smp-contoh-marusu-bk", "schooling", **ask, **agreed)
    life.seen["school before"] = life.read("bk_maros", f"/referrals/{life.referrals['REF-5']}")
    life.until(at(3, 31, 10))
    life.on("REF-5", "bk_maros", "claim")
    work(life, at(4, 6, 10))
    life.on("REF-5", "bk_maros", "accept", first_service_at=moment(at(4, 7)))
    life.seen["school after"] = life.read("bk_maros", f"/referrals/{life.referrals['REF-5']}")
    life.until(at(4, 7))
    life.on("REF-5", "bk_maros", "start", at=moment(life.now))


def spring_to_autumn(life: Chronicle) -> None:
    """LPSK accepts on 5 May, in June the suspect is known, on 15 September the verdict falls."""
    accepted = at(5, 5, 10)
    work(life, accepted)
    letter = {**LETTER, "letter_number": "R-9/LPSK/V/2026", "answered_at": moment(accepted)}
    yes = {"lpsk_decision": "accepted", "lpsk_decided_at": moment(accepted)}
    first = moment(at(5, 6, 9))
    life.on("REF-4", "mk_maros", "accept", **letter, **yes, first_service_at=first)
    life.until(at(5, 6, 9))
    life.on("REF-4", "mk_maros", "start", **CALL, **yes, at=first, answered_at=first)
    for asked in (at(5, 14, 9), at(6, 12, 9)):
        asked_after(life, asked, "investigation")
    work(life, at(6, 17, 9))
    help_asked = {"number": "B-31/VI/2026", "words": "Kenari pelaku dikenal, provinsi lain."}
    life.on_case("mk_maros", "records/provinces", **help_asked)
    life.seen["province"] = life.read("provinsi", f"/cases/{life.case}")
    for asked in (at(7, 10, 9), at(8, 7, 9)):
        asked_after(life, asked, "prosecution")
    work(life, at(8, 20, 9))
    helped = {"outcome": "helped", "words": "Kenari hasil"}
    life.on("REF-3", "psikolog_maros", "complete", **helped, sessions="20")
    life.on("REF-5", "bk_maros", "complete", **helped, schooling="stays")
    for name in ("REF-3", "REF-5"):
        life.on(name, "mk_maros", "confirm", helped="yes")
    work(life, at(9, 15, 10))
    life.on_case("mk_maros", "records/law_status", code="verdict", why="forgotten")
    work(life, at(9, 23, 9))
    life.on_case("mk_maros", "records/law_status", code="final")


def closed(life: Chronicle) -> None:
    """30 September: the loops are closed, the manager asks, the head decides; checks follow."""
    work(life, at(9, 30, 9))
    helped = {"outcome": "helped", "words": "Kenari hasil"}
    life.on("REF-2", "polisi_maros", "complete", **helped)
    by = {**CALL, "answered_at": moment(life.now), "lpsk_decision": "accepted"}
    life.on("REF-4", "mk_maros", "complete", **helped, **by)
    for name in ("REF-2", "REF-4"):
        life.on(name, "mk_maros", "confirm", helped="yes")
    end = {
        "reason": "goal",
        "words": "Kenari tujuan tercapai",
        "opinion": "Kenari lega",
        "told": "y",
    }
    life.on_case("mk_maros", "closure", **end)
    life.on_case("kepala_maros", "decision", decision="approve")
    life.seen["activist at the end"] = life.read("relawan_maros", f"/cases/{life.case}")
    life.until(at(10, 30, 10))
    life.on_case("mk_maros", "records/after_closing", code="well", words="")
    life.read("mk_maros", f"/cases/{life.case}")
    life.until(at(12, 30, 10))


def asked_after(life: Chronicle, when: datetime, status: str) -> None:
    """How far the proceedings are."""
    work(life, when)
    life.on_case("mk_maros", "records/law_status", code=status)


def live(life: Chronicle) -> None:
    """The whole of it."""
    prepare(life)
    for act in (weekend, sunday, takedown, first_week, assessed_late, school, april):
        act(life)
    spring_to_autumn(life)
    closed(life)
