"""Each receiver tells its own results: the desk fills them in, sender and case show them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory.models import Service, Unit
from referral.policy import USUAL_SHARE, AgencyKind
from referral.referrals.models import Referral, ReferralText
from tests import make
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
S = Service


def ago(hours: float) -> str:
    return make.typed(db.now() - timedelta(hours=hours))


class Told(NamedTuple):
    """What a receiver of this unit tells at a step, and what the sender then reads."""

    unit: str
    service: Service
    step: str
    fields: dict[str, Any]
    shown: tuple[str, ...]


RECEIVERS = [
    Told("polres-maros-ppa", S.POLICE_REPORT, "accept",
         {"handled_by": "Kanit, Aipda Contoh", "device_receipt": "TT/7"},
         ("Unit dan penyidik yang menangani: Kanit, Aipda Contoh", "TT/7")),
    Told("polres-maros-ppa", S.POLICE_REPORT, "progress", {"sp2hp": "SP2HP/4"},
         ("Nomor SP2HP: SP2HP/4",)),
    Told("rsud-maros-ppt", S.TREATMENT, "complete",
         {"examined_at": "now", "visum": "done", "visum_at": "now", "visum_number": "VER/3"},
         ("Kapan anak diperiksa", "Visum: Sudah dilakukan", "VER/3")),
    Told("rsud-maros-ppt", S.COUNSELLING, "complete", {"sessions": "3"},
         ("Jumlah pertemuan sampai sekarang: 3",)),
    Told("dinsos-maros-rehsos", S.SOCIAL_CARE, "progress",
         {"assessed_at": "now", "social_report": "LS/12", "placed_in": "kin"},
         ("Nomor laporan sosial: LS/12", "Keluarga lain yang aman")),
    Told("puspaga-maros", S.FAMILY_COUNSELLING, "progress",
         {"sessions": "2", "last_session": "now"},
         ("Jumlah pertemuan sampai sekarang: 2", "Pertemuan terakhir")),
    Told("smp-contoh-marusu-bk", S.SCHOOLING, "complete",
         {"schooling": "back", "school_since": "2026-07-13"},
         ("Sekolah anak sekarang: Kembali bersekolah", "13 Jul 2026")),
    Told("dukcapil-maros", S.DOCUMENTS, "complete",
         {"documents": ["birth", "family_card"], "document_numbers": "7309-LT-1\nKK 2"},
         ("Akta kelahiran, Kartu Keluarga (KK)", "7309-LT-1")),
    Told("kua-marusu", S.MARRIAGE, "complete",
         {"marriage": "refused", "marriage_number": "B.9/KUA"},
         ("Keputusan: KUA menolak mencatat", "B.9/KUA")),
    Told("lpsk-sulsel", S.WITNESS_PROTECTION, "complete",
         {"registration": "REG/5", "lpsk_decision": "accepted",
          "protected_until": "2030-01-31"},
         ("REG/5", "Keputusan LPSK: Diterima LPSK", "31 Jan 2030")),
    Told("komdigi-aduan", S.TAKEDOWN, "progress",
         {"ticket": "TKT-8", "ticket_at": "now", "takedown": "notified",
          "notified_at": "now"},
         ("Nomor tiket: TKT-8", "Platform sudah diberi tahu")),
    Told("uptd-ppa-makassar", S.COUNSELLING, "progress",
         {"own_number": "MKS/17", "met_at": "now"}, ("MKS/17", "Kapan anak ditemui")),
    Told("upt-ppa-sulsel", S.COUNSELLING, "start", {"own_number": "PROV/2"}, ("PROV/2",)),
]  # fmt: skip
"""One each; the time of now is put in when it is sent."""
BEFORE = {"accept": (), "start": ("accept",), "progress": ("accept", "start")}
BEFORE["complete"] = BEFORE["progress"]


def sent(unit: str, service: Service, **changes: Any) -> Referral:
    """A referral to a desk where somebody of the test works."""
    worker(unit)
    kind = db.session.scalars(sa.select(Unit.kind).where(Unit.code == unit)).one()
    share = USUAL_SHARE[kind]
    if service is Service.FORENSIC_EXAM:
        changes["case"] = given.wanted_by_police()
    return given.referral(
        **{"to": unit, "service": service, "share": share, "summary": "Perlu dibantu.", **changes}
    )


def usual(step: str, worker_id: object) -> dict[str, Any]:
    """What every receiver fills in."""
    filled: dict[str, dict[str, Any]] = {
        "accept": {"worker": worker_id, "first_service_at": ago(-1)},
        "start": {"worker": worker_id, "at": ago(0)},
        "progress": {"words": "Berjalan baik."},
        "complete": {"outcome": "helped", "words": "Sudah dilayani."},
    }
    return filled[step]


def take(desk: Browser, referral: Referral, step: str, **fields: Any) -> Any:
    """One step by the desk's page."""
    address = f"/referrals/{referral.id}/{step}"
    desk.get(address)
    filled = {name: ago(0) if text == "now" else text for name, text in fields.items()}
    return desk.send(address, **usual(step, given.person("petugas_uji").id), **filled)


@pytest.mark.parametrize(
    "told", RECEIVERS, ids=lambda told: f"{told.unit} {told.service} {told.step}"
)
def test_what_the_desk_tells_the_sender_reads_on_the_referral_and_on_the_case(
    sign_in: SignIn, told: Told
) -> None:
    referral = sent(told.unit, told.service)
    desk = sign_in("petugas_uji")
    for step in BEFORE[told.step]:
        assert take(desk, referral, step).status_code == 303

    answer = take(desk, referral, told.step, **told.fields)

    assert answer.status_code == 303, answer.text
    sender = sign_in("mk_maros")
    for address in (f"/referrals/{referral.id}", f"/cases/{referral.case_id}"):
        page = sender.get(address).text
        assert not [text for text in told.shown if text not in page], address


def test_nobody_reads_it_without_the_key(sign_in: SignIn) -> None:
    referral = sent("dukcapil-maros", S.DOCUMENTS)
    desk = sign_in("petugas_uji")
    for step in BEFORE["complete"]:
        take(desk, referral, step)
    fields = {"documents": ["birth"], "document_numbers": "Kenari 7309-LT-1"}
    assert take(desk, referral, "complete", **fields).status_code == 303
    given.acting("mk_maros")
    sealed = db.session.scalars(
        sa.select(ReferralText.sealed).where(ReferralText.referral_id == referral.id)
    ).all()
    assert sealed
    assert not [blob for blob in sealed if b"Kenari" in blob]
    head = sign_in("dp3a_maros").get(f"/cases/{referral.case_id}").text
    assert "7309-LT-1" not in head


def test_what_was_told_is_filled_in_and_only_what_is_new_is_told_again(sign_in: SignIn) -> None:
    referral = sent("puspaga-maros", S.FAMILY_COUNSELLING)
    desk = sign_in("petugas_uji")
    for step in BEFORE["progress"]:
        take(desk, referral, step)
    take(desk, referral, "progress", sessions="2")
    page = desk.get(f"/referrals/{referral.id}/complete").text
    assert 'name="sessions" type="text" value="2"' in page
    assert take(desk, referral, "complete", sessions="2").status_code == 303
    history = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    assert history.count("Jumlah pertemuan sampai sekarang: 2") == 1


@pytest.mark.parametrize(
    ("unit", "service", "fields", "refused"),
    [
        ("dukcapil-maros", S.DOCUMENTS, {}, "Isi bagian ini bila anak terbantu."),
        ("dukcapil-maros", S.DOCUMENTS, {"documents": ["paspor"]}, "Pilih salah satu"),
        ("dukcapil-maros", S.DOCUMENTS, {"documents": "birth", "issued_on": "2999-01-01"},
         "Tulis tanggal, bulan dan tahun"),
        ("lpsk-sulsel", S.RESTITUTION, {"lpsk_decision": "ya"}, "Pilih salah satu"),
        ("puspaga-maros", S.COUNSELLING, {"sessions": "0"}, "Tulis angka 1 sampai 500."),
        ("puspaga-maros", S.COUNSELLING, {"sessions": "dua"}, "Tulis dengan angka."),
        ("rsud-maros-ppt", S.TREATMENT, {"examined_at": "01/01/2030 08.00"}, "belum terjadi"),
        ("rsud-maros-ppt", S.TREATMENT, {"examined_at": "01/01/2001 08.00"},
         "Lebih dari setahun yang lalu."),
        ("komdigi-aduan", S.TAKEDOWN, {"takedown": "removed", "removed_at": "now"},
         "Isi juga: Kapan platform diberi tahu."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(
    sign_in: SignIn, unit: str, service: Service, fields: dict[str, Any], refused: str
) -> None:
    referral = sent(unit, service)
    desk = sign_in("petugas_uji")
    for step in BEFORE["complete"]:
        take(desk, referral, step)
    answer = take(desk, referral, "complete", **fields)
    assert (answer.status_code, refused in answer.text) == (422, True)


def test_a_service_that_did_not_help_asks_for_no_result(sign_in: SignIn) -> None:
    referral = sent("dukcapil-maros", S.DOCUMENTS)
    desk = sign_in("petugas_uji")
    for step in BEFORE["complete"]:
        take(desk, referral, step)
    address = f"/referrals/{referral.id}/complete"
    desk.get(address)
    assert desk.send(address, outcome="moved", words="Pindah.").status_code == 303


def test_a_receiver_is_asked_only_for_what_is_its_own(sign_in: SignIn) -> None:
    referral = sent("smp-contoh-marusu-bk", S.SCHOOLING)
    desk = sign_in("petugas_uji")
    for step in BEFORE["complete"]:
        take(desk, referral, step)
    page = desk.get(f"/referrals/{referral.id}/complete").text
    assert 'name="schooling"' in page
    for other in ("visum", "ticket", "lpsk_decision", "documents", "lp_number", "stay_from"):
        assert f'name="{other}"' not in page


def test_the_sender_writes_down_what_came_by_phone(sign_in: SignIn) -> None:
    referral = given.referral(
        to="komdigi-aduan",
        service=S.TAKEDOWN,
        share=USUAL_SHARE[AgencyKind.KOMDIGI],
        summary="Tautan.",
    )
    sender = sign_in("mk_maros")
    paper = {"who": "Petugas aduan", "how": "phone", "answered_at": ago(0)}
    filled: dict[str, dict[str, Any]] = {
        "accept": {"first_service_at": ago(-1), "ticket": "TKT-1", "ticket_at": ago(0)},
        "start": {"at": ago(0), "takedown": "checking"},
        "progress": {"words": "Diproses.", "takedown": "notified", "notified_at": ago(0)},
    }
    for step, fields in filled.items():
        address = f"/referrals/{referral.id}/{step}"
        assert 'name="takedown"' in sender.get(address).text or step == "accept"
        assert sender.send(address, **fields, **paper).status_code == 303
    page = sender.get(f"/referrals/{referral.id}").text
    for shown in ("TKT-1", "Platform sudah diberi tahu", "Jawaban lewat telepon: Petugas aduan"):
        assert shown in page
