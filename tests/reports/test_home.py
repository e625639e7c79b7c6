"""Hari ini: each role's own day, by few statements."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral.referrals.models import Status
from tests.pages import Browser
from tests.referrals import given
from tests.reports.given import LOW, MEDIUM, SATURDAY, Travel, report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
ROLES = (
    "kepala_maros", "mk_maros", "piket_maros", "relawan_maros", "polisi_maros", "dp3a_maros",
    "provinsi", "admin", "auditor",
)  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
def test_every_role_has_a_day_of_few_statements(
    travel: Travel, sign_in: SignIn, statements: list[str], who: str
) -> None:
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(hours=2))
    browser = sign_in(who)
    for address in ("/", "/board") if who in ("kepala_maros", "dp3a_maros") else ("/",):
        statements.clear()
        assert browser.get(address).status_code == 200
        asked = [text for text in statements if "SAVEPOINT" not in text]
        assert len(asked) <= 12, asked


def test_the_desk_sees_what_it_owes_first(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(hours=2))
    page = sign_in("piket_maros").get("/").get_data(as_text=True)
    assert "tugas meja kami" in page
    assert "terlambat 1 jam" in page
    assert "Darurat" in page
    assert "Kenari" not in page


def test_a_volunteer_reads_how_the_report_fares(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    report()
    page = sign_in("relawan_maros").get("/").get_data(as_text=True)
    assert "Terkirim, belum dibuka petugas" in page
    assert "Tinggi" not in page
    assert 'href="/cases/new"' in page


def test_an_office_is_told_which_desks_nobody_keeps(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/").get_data(as_text=True)
    assert "meja tanpa piket sekarang" in page
    assert "Piket UPTD PPA Maros" in page


def test_a_service_promised_for_today_stands_on_both_sides_day(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY)
    referral = given.referral(Status.ACCEPTED)
    for who in ("polisi_maros", "mk_maros"):
        page = sign_in(who).get("/").text
        assert "Janji hari ini" in page
        assert referral.number in page
    assert "Janji hari ini" not in sign_in("mk_bone").get("/").text


def test_what_nobody_took_up_stands_before_what_is_long_late(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY - timedelta(days=3))
    report(LOW, told_at=SATURDAY - timedelta(days=3))
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(minutes=20))
    page = sign_in("piket_maros").get("/").text
    assert 0 < page.index("40 menit lagi") < page.index("terlambat ", page.index('id="tugas'))


def test_a_question_is_a_line_of_its_own(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    asked = given.referral(Status.NEEDS_INFO)
    travel(SATURDAY + timedelta(days=3))
    page = sign_in("mk_maros").get("/").text
    [line] = [row for row in page.split("<li") if "Balas pertanyaan meja tujuan" in row]
    assert f"/referrals/{asked.id}" in line
    assert page.count(f"/referrals/{asked.id}") == 1
    assert f"/cases/{asked.case_id}" in page


def test_a_volunteers_waiting_reports_come_first_and_old_ones_are_a_page_away(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY)
    waiting = report(MEDIUM).number
    for _child in range(10):
        given.open_case(signs=given.MILD)
    page = sign_in("relawan_maros").get("/").text
    rows = page.split('<li class="row')[1:]
    assert len(rows) == 10
    assert waiting in rows[0]
    assert "Sudah ditangani UPTD" in rows[1]
    assert "Semua laporan saya" in page
    assert waiting in sign_in("relawan_maros").get("/cases").text


@pytest.mark.parametrize(
    ("who", "may"),
    [("admin", ("Lihat akun", 'href="/people"')), ("auditor", ("siapa membuka apa", "di server"))],
)
def test_an_office_reads_what_it_can_do(sign_in: SignIn, who: str, may: tuple[str, ...]) -> None:
    page = sign_in(who).get("/").text
    assert "Yang dapat Anda lakukan" in page
    assert all(words in page for words in may)


def test_a_tile_counts_the_desks_that_the_list_calls_empty(sign_in: SignIn) -> None:
    for who, listed in (("dp3a_maros", "/directory"), ("admin", "/directory?all=1")):
        browser = sign_in(who)
        page = browser.get("/").text
        tile = page.split("meja tanpa piket sekarang")[0].rsplit("<b", 1)[1]
        empty = browser.get(listed).text.count(">Kosong<")
        assert empty
        assert f">{empty}<" in tile


def test_what_is_owed_reads_as_still_to_be_done(sign_in: SignIn) -> None:
    given.village_report()
    for who, address in (("piket_maros", "/"), ("dp3a_maros", "/board?due=soon")):
        page = sign_in(who).get(address).get_data(as_text=True)
        assert "Tangani kiriman baru" in page
        assert "diambil petugas" not in page
