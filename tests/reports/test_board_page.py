"""The board as a page: what it says, whom it admits, and that it names no child."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.pages import Browser
from tests.referrals import given
from tests.referrals.asked import HOSPITAL
from tests.reports.given import BONE, MEDIUM, SATURDAY, Travel, hidden, report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


@pytest.fixture
def late(travel: Travel) -> str:
    """A darurat report that nobody has opened, an hour late; its number."""
    travel(SATURDAY)
    number = report().number
    travel(SATURDAY + timedelta(hours=2))
    return number


def test_a_line_says_whom_for_what_and_how_late(late: str, sign_in: SignIn) -> None:
    page = sign_in("dp3a_maros").get("/board").get_data(as_text=True)
    assert late in page
    for words in ("Tinggi", "terlambat 1 jam", "UPTD PPA Kabupaten Maros", "tel:", "Ingatkan"):
        assert words in page
    assert "14 Mar 22.05 WITA" in page


def test_a_supervisor_reads_the_number_by_which_the_desk_knows_the_child(
    late: str, sign_in: SignIn
) -> None:
    page = sign_in("dp3a_maros").get("/board").text
    [number] = set(re.findall(r"R-\d{4}-\d{5}", page))
    assert late in page
    assert number in sign_in("piket_maros").get("/").text


@pytest.mark.parametrize("who", ["dp3a_maros", "provinsi", "kepala_maros"])
def test_no_page_of_a_supervisor_names_anyone_of_the_case(
    late: str, sign_in: SignIn, who: str
) -> None:
    browser = sign_in(who)
    for address in ("/board", "/board?due=soon", "/"):
        response = browser.get(address)
        assert response.status_code == 200
        assert "Kenari" not in response.get_data(as_text=True)
    assert late


@pytest.mark.parametrize("who", ["relawan_maros", "mk_maros", "polisi_maros", "admin", "auditor"])
def test_others_have_no_board(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/board").status_code == 403


def test_another_districts_child_is_not_there(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    number = report(by="relawan_bone", area_code=BONE).number
    travel(SATURDAY + timedelta(hours=2))
    assert number not in sign_in("dp3a_maros").get("/board").get_data(as_text=True)
    assert number in sign_in("provinsi").get("/board").get_data(as_text=True)


def test_what_is_not_late_stands_on_its_own_tab(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    number = report().number
    browser = sign_in("dp3a_maros")
    assert number not in browser.get("/board").get_data(as_text=True)
    page = browser.get("/board?due=soon").get_data(as_text=True)
    assert number in page
    assert "1 jam lagi" in page


def test_a_crafted_place_is_the_first_page(late: str, sign_in: SignIn) -> None:
    browser = sign_in("dp3a_maros")
    for place in ("x", "1~2~3", "%00", f"{'9' * 40}~1~{'0' * 32}"):
        assert late in browser.get(f"/board?after={place}").get_data(as_text=True)


def test_nobody_signed_in_is_sent_to_the_door(client: Browser) -> None:
    assert client.get("/board").headers["Location"].startswith("/sign-in")
    assert client.get("/").headers["Location"].startswith("/sign-in")


def test_the_button_rests_after_it_was_pressed(late: str, sign_in: SignIn) -> None:
    browser = sign_in("dp3a_maros")
    page = browser.get("/board").get_data(as_text=True)
    pressed = re.search(r'action="(/board/[^"]+/nudge)"', page)
    assert pressed
    answer = browser.send(pressed[1], promise=hidden(page, "promise"))
    assert answer.headers["Location"].startswith("/board#b-")
    after = browser.get("/board").get_data(as_text=True)
    assert late in after
    assert "baru saja diingatkan" in after
    assert "/nudge" not in after


def test_a_child_at_high_risk_whom_nobody_took_up_comes_before_all_harm(
    travel: Travel, sign_in: SignIn
) -> None:
    long_ago = SATURDAY - timedelta(days=30)
    travel(long_ago)
    old = report(MEDIUM, told_at=long_ago).number
    travel(SATURDAY)
    new = report().number
    travel(SATURDAY + timedelta(hours=1, seconds=30))
    board = sign_in("dp3a_maros").get("/board").text
    assert board.index("belum ada yang menangani") < board.index(new) < board.index(old)
    assert board.count(f">{new}<") == 1
    assert "baru saja lewat" in board
    assert "0 menit" not in board.replace("30 menit", "")
    travel(SATURDAY + timedelta(minutes=10))
    today = sign_in("dp3a_maros").get("/").text
    assert today.index(new) < today.index(old)


def test_a_head_turns_from_a_late_desk_to_another(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    sent = given.referral(**HOSPITAL)
    link = f'href="/referrals/{sent.id}/reroute"'
    assert link not in sign_in("kepala_maros").get("/board?due=soon").text
    travel(SATURDAY + timedelta(hours=1, minutes=1))
    head = sign_in("kepala_maros")
    board = head.get("/board").text
    assert link in board
    assert "Cari meja lain" in board
    assert "Cari meja lain" not in sign_in("dp3a_maros").get("/board").text
    assert "Cari meja lain" not in sign_in("provinsi").get("/board").text
