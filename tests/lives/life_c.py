"""Life C (domain.md 8.2): a wedding that does not come about, 29 Jun to 12 Oct 2026, Bone."""

from datetime import date, datetime

from referral.cli.cast import Part
from referral.policy import Role
from tests.lives.chronicle import Chronicle, day, moment
from tests.lives.told import AGREED, CALL, LETTER, REPORT_C
from tests.lives.usual import YEAR, at

MORE = (
    Part("kades_mallari", "Andi Contoh", Role.VOLUNTEER, "patbm-mallari"),
    Part("piket_bone", "Rosmini Contoh", Role.PROVIDER, "uptd-ppa-bone", "kepala_bone"),
    Part("dinsos_bone", "Tenri Contoh", Role.PROVIDER, "dinsos-bone-rehsos"),
    Part("puspaga_bone", "Halima Contoh", Role.PROVIDER, "puspaga-bone"),
    Part("kepsek_bone", "Jufri Contoh", Role.UNIT_HEAD, "sma-contoh-awangpone-bk"),
    Part("bk_bone", "Suriani Contoh", Role.PROVIDER, "sma-contoh-awangpone-bk", "kepsek_bone"),
    Part("kepala_dukcapil", "Mursalim Contoh", Role.UNIT_HEAD, "dukcapil-bone"),
    Part("atasan_dukcapil", "Hasbi Contoh", Role.PROVIDER, "dukcapil-bone", "kepala_dukcapil"),
    Part("dukcapil_bone", "Irma Contoh", Role.PROVIDER, "dukcapil-bone", "atasan_dukcapil"),
)
CHILD = {"with_whom": "child", "safe": "yes", "words": "Kenari kontak"}
CHILD_AGREED = {**AGREED, "consent_giver": "child"}


def prepare(life: Chronicle) -> None:
    """Who is called when nobody is on the rota, at the UPTD, the school and Dukcapil."""
    life.until(at(6, 29, 8))
    for head, unit, deputy in (
        ("kepala_bone", "uptd-ppa-bone", "piket_bone"),
        ("kepsek_bone", "sma-contoh-awangpone-bk", "bk_bone"),
        ("kepala_dukcapil", "dukcapil-bone", "dukcapil_bone"),
    ):
        (row,) = life.house.sql("SELECT id FROM unit WHERE code = :code", code=unit)
        change = {"deputy_id": life.house.person(deputy)}
        life.step(head, f"/directory/desks/{row.id}/change", "", **change)


def told(life: Chronicle) -> None:
    """A friend tells at 08.40; sent at 09.10, taken up at 13.30; the child is seen on Tuesday."""
    life.until(at(6, 29, 9, 10))
    report = {**REPORT_C, "told_at": moment(at(6, 29, 8, 40))}
    life.case = life.step("relawan_bone", "/cases", "/cases/new", **report).split("/")[2]
    (sent,) = life.house.sql("SELECT id FROM referral")
    life.note("REF-1", f"/referrals/{sent.id}")
    life.until(at(6, 29, 13, 30))
    life.on("REF-1", "piket_bone", "claim")
    life.on_case("piket_bone", "risk", risk="2", self_harm="not_asked")
    first = {"first_service_at": moment(at(6, 30, 16, 30)), "worker": life.house.person("mk_bone")}
    life.on("REF-1", "piket_bone", "accept", **first)
    life.until(at(6, 30, 16))
    life.seen["before the contact"] = life.read("mk_bone", f"/cases/{life.case}")
    life.until(at(6, 30, 16, 30))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))


def first_days(life: Chronicle) -> None:
    """The head of the village is the child's uncle; the family is visited, KUA refuses."""
    life.until(at(7, 1, 15))
    life.seen["search"] = life.search("mk_bone", "exclusions", who="Andi", cari="who")
    uncle = ["Andi", "", str(life.house.person("kades_mallari"))]
    life.on_case("mk_bone", "exclusions", who=uncle, reason="relative")
    life.seen["exclusions"] = life.read("mk_bone", f"/cases/{life.case}/exclusions")
    life.until(at(7, 1, 16))
    life.on_case("mk_bone", "contact", with_whom="caregiver", safe="yes", words="Kenari keluarga")
    life.on_case("mk_bone", "records/initial_assessment", words="Kenari asesmen")
    life.until(at(7, 2, 9))
    kua = {"goal": "Tolak pencatatan", "summary": "Di bawah 19.", "urgency": "3wd"}
    life.refer("KUA", "mk_bone", "kua-awangpone", "marriage", **kua, basis="legal_duty")
    refusal = {**LETTER, "letter_number": "N-5/VII/2026", "answered_at": moment(at(7, 2, 9))}
    no = {"marriage": "refused", "marriage_number": "N-5/VII/2026"}
    life.on("KUA", "mk_bone", "accept", **refusal, **no, first_service_at=moment(at(7, 2, 9, 30)))
    life.on_case("mk_bone", "simfoni", number="SP-2026-0629")


def asked_for_help(life: Chronicle) -> None:
    """On 3 July three desks are asked, each for its part."""
    life.until(at(7, 3, 9))
    agreed = {**CHILD_AGREED, "consent_at": moment(at(6, 30, 16, 30)), "urgency": "3wd"}
    for name, desk, service in (
        ("REF-2", "puspaga-bone", "family_counselling"),
        ("REF-3", "sma-contoh-awangpone-bk", "schooling"),
        ("REF-4", "dukcapil-bone", "documents"),
    ):
        ask = {"goal": "Bantuan", "summary": "Perlu bantuan.", **agreed}
        life.refer(name, "mk_bone", desk, service, **ask)
    life.until(at(7, 3, 15))
    life.on("REF-2", "puspaga_bone", "claim")
    life.on_case("mk_bone", "records/full_assessment", words="Kenari asesmen lengkap")
    life.until(at(7, 6, 9))
    life.on("REF-3", "bk_bone", "claim")
    life.on("REF-2", "puspaga_bone", "accept", first_service_at=moment(at(7, 7, 9)))
    due = moment(at(7, 15, 16))
    life.on("REF-4", "dukcapil_bone", "accept", first_service_at=due)
    life.seen["dukcapil"] = life.read("dukcapil_bone", f"/referrals/{life.referrals['REF-4']}")


def planned(life: Chronicle) -> None:
    """The plan is approved; the family asks the court for a dispensation."""
    life.until(at(7, 6, 10))
    soon = moment(life.now)
    goal = {"words": "Kenari tujuan", "owner": "Kenari bibi", "due_on": day(date(YEAR, 10, 1))}
    life.on_case("mk_bone", "goals", **goal)
    life.on_case("mk_bone", "plan/proposal", agreed="child")
    life.on_case("kepala_bone", "plan/decision", decision="approve")
    court = {"goal": "Dispensasi", "summary": "Rekomendasi.", "urgency": "3wd"}
    life.refer("PA", "mk_bone", "pa-watampone", "marriage", **court, basis="legal_duty")
    filed = {"marriage": "filed", "hearing_at": moment(at(7, 13, 9)), "answered_at": soon}
    life.on("PA", "mk_bone", "accept", **CALL, **filed, first_service_at=moment(at(7, 13, 9)))


def july(life: Chronicle) -> None:
    """The risk rises by itself on 8 July; the court is told what the UPTD thinks of it."""
    work(life, at(7, 7, 9))
    life.on("REF-2", "puspaga_bone", "start", at=moment(life.now))
    life.on("REF-3", "bk_bone", "accept", first_service_at=moment(at(7, 8, 9)))
    life.until(at(7, 8, 9))
    life.on("REF-3", "bk_bone", "start", at=moment(life.now))
    life.seen["school"] = life.read("bk_bone", f"/referrals/{life.referrals['REF-3']}")
    life.until(at(7, 8, 15))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))
    work(life, at(7, 9, 10))
    letter = {"code": "not_recommended", "number": "R-7/VII/2026", "at": moment(life.now)}
    life.on_case("mk_bone", "records/recommendation", **letter)
    life.on_case("mk_bone", "records/hearing", at=moment(at(7, 13, 9)), number="12/Pdt.P/2026")
    life.seen["law"] = life.read("mk_bone", f"/cases/{life.case}")


def before_the_court(life: Chronicle) -> None:
    """The hearing on 13 July, the withdrawal on the 15th; the school keeps the place."""
    work(life, at(7, 13, 7))
    life.seen["my day"] = life.read("mk_bone", "/")
    work(life, at(7, 15, 10))
    life.on("REF-3", "bk_bone", "progress", words="Kenari tempat tetap ada", schooling="stays")
    told = {**CALL, "answered_at": moment(life.now)}
    first = moment(at(7, 13, 9))
    life.on("PA", "mk_bone", "start", **told, at=first)
    ended = {"outcome": "helped", "words": "Kenari dicabut", "marriage": "withdrawn"}
    life.on("PA", "mk_bone", "complete", **told, **ended)
    life.on("PA", "mk_bone", "confirm", helped="yes")


def rumoured(life: Chronicle) -> None:
    """A wedding out of sight is said to come on 20 July; the planned day passes."""
    work(life, at(7, 20, 9))
    life.on_case("mk_bone", "records/plan_review", words="Kenari konferensi kasus")
    life.on_case("relawan_bone", "news", words="Kenari kabar: nikah siri?")
    rumour = {
        "code": "no",
        "danger": "none",
        "words": "Kenari kabar nikah siri",
        "at": moment(life.now),
    }
    life.on_case("mk_bone", "records/incident", **rumour)
    life.seen["activist"] = life.read("relawan_bone", f"/cases/{life.case}")
    life.until(at(7, 20, 17))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))
    work(life, at(7, 22, 10))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))


def birth_certificate(life: Chronicle) -> None:
    """Owed on 15 July by Dukcapil's own calendar, issued on the 27th."""
    work(life, at(7, 27, 10))
    life.on("REF-4", "dukcapil_bone", "start", at=moment(life.now))
    issued = {"documents": ["birth"], "document_numbers": "7308-LT-27072026-0001"}
    done = {"outcome": "helped", "words": "Terbit.", **issued}
    life.on("REF-4", "dukcapil_bone", "complete", **done)
    life.on("REF-4", "mk_bone", "confirm", helped="yes")


def lowered(life: Chronicle) -> None:
    """3 August: the risk is low, what was asked for is done; Dinsos helps the family."""
    work(life, at(8, 3, 8, 30))
    life.on_case("mk_bone", "records/plan_review", words="Kenari tinjauan")
    low = {"risk": "1", "reason": "Pernikahan batal, anak aman."}
    life.on_case("kepala_bone", "risk", **low)
    helped = {"outcome": "helped", "words": "Kenari hasil"}
    life.on("REF-2", "puspaga_bone", "complete", **helped, sessions="4")
    life.on("REF-3", "bk_bone", "complete", **helped, schooling="stays")
    for name in ("REF-2", "REF-3"):
        life.on(name, "mk_bone", "confirm", helped="yes")
    life.on("KUA", "mk_bone", "start", **CALL, at=moment(at(7, 2, 9, 30)))
    life.on("KUA", "mk_bone", "complete", **CALL, **helped, marriage="refused")
    life.on("KUA", "mk_bone", "confirm", helped="yes")
    agreed = {**CHILD_AGREED, "consent_at": moment(at(6, 30, 16, 30)), "urgency": "3wd"}
    ask = {"goal": "Bantuan ekonomi", "summary": "Keluarga perlu bantuan.", **agreed}
    life.refer("REF-6", "mk_bone", "dinsos-bone-rehsos", "social_aid", **ask)
    life.until(at(8, 4, 9))
    life.on("REF-6", "dinsos_bone", "accept", first_service_at=moment(at(8, 5, 9)))
    life.until(at(8, 5, 9))
    life.on("REF-6", "dinsos_bone", "start", at=moment(life.now))
    life.until(at(8, 7, 9))
    life.on("REF-6", "dinsos_bone", "complete", **helped)
    life.on("REF-6", "mk_bone", "confirm", helped="yes")


def to_the_end(life: Chronicle) -> None:
    """The activist accompanies; one visit is missed in September; closed on 12 October."""
    life.until(at(8, 10, 10))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))
    agreed = {**CHILD_AGREED, "consent_at": moment(life.now), "sure": "y"}
    life.on_case("mk_bone", "companion", **agreed, until_on=day(date(YEAR, 11, 7)))
    life.seen["companion"] = life.read("relawan_bone", f"/cases/{life.case}")
    life.until(at(10, 1, 10))
    life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))
    life.until(at(10, 12, 10))
    life.on_case("mk_bone", "records/plan_review", words="Kenari tinjauan")
    end = {"reason": "goal", "words": "Kenari tujuan tercapai", "opinion": "Kenari senang"}
    life.on_case("mk_bone", "closure", **end, told="y")
    life.on_case("kepala_bone", "decision", decision="approve")
    life.seen["activist at the end"] = life.read("relawan_bone", f"/cases/{life.case}")
    life.until(at(11, 12, 10))
    life.on_case("mk_bone", "records/after_closing", code="well", words="")


def work(life: Chronicle, until: datetime) -> None:
    """The contacts by risk rhythm until then."""

    def contact(_name: str) -> None:
        life.on_case("mk_bone", "contact", **CHILD, at=moment(life.now))

    life.keeping({"visit": contact}, until)


def live(life: Chronicle) -> None:
    """The whole of it."""
    for act in (prepare, told, first_days, asked_for_help, planned):
        act(life)
    for act in (july, before_the_court, rumoured, birth_certificate, lowered, to_the_end):
        act(life)
