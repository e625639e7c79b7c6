"""Search: a number anybody may see, a name among one's own cases only; neither in a log."""

import logging
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db
from referral.audit import AuditEntry
from referral.cases import actions
from referral.policy import Compartment
from tests import make
from tests.cases import given
from tests.pages import Browser
from tests.referrals.given import referral as given_referral

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def test_the_manager_finds_a_child_by_a_name_that_sounds_alike() -> None:
    case, manager = given.open_case()

    assert actions.search("kenari anaq", by=manager) == [case.id]
    assert actions.search("lain", by=manager) == []
    assert actions.search("k", by=manager) == []


def test_another_name_and_the_safe_telephone_find_the_child(sign_in: SignIn) -> None:
    case, manager = given.open_case()
    person = actions.Person("Kenari Anak", ("Anca", "Dg. Te'ne"), None, "", "", "", "", "")
    actions.keep_identity(case, person, by=manager)
    number, browser = case.number, sign_in("mk_maros")
    for text in ("anca", "daeng tene", "kenari anca", "0800 555 0002", "%2B62800-555-0002"):
        assert number in browser.get(f"/cases?q={text}").text
    for text in ("anja budi", "0800-555-0009"):
        assert "Tidak ditemukan" in browser.get(f"/cases?q={text}").text


def test_a_search_is_written_down_without_its_words() -> None:
    _case, manager = given.open_case()
    actions.search("Kenari", by=manager)

    entry = db.session.scalars(sa.select(AuditEntry).where(AuditEntry.act == "case.searched")).one()

    assert entry.compartments == Compartment.IDENTITY
    assert entry.note == "1"


@pytest.mark.parametrize("username", ["piket_maros", "mk_makassar", "dp3a_maros", "polisi_maros"])
def test_who_does_not_hold_the_name_finds_nothing(username: str) -> None:
    make.report()

    assert actions.search("Kenari Anak", by=make.acting(username)) == []


def test_the_page_finds_a_number_and_shows_no_name(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    number = case.number
    browser = sign_in("mk_maros")

    by_number = browser.get(f"/cases?q={number.lower()}").get_data(as_text=True)
    by_name = browser.get("/cases?q=kenari").get_data(as_text=True)

    assert number in by_number
    assert number in by_name
    assert "Kenari Anak" not in by_name


def test_another_unit_finds_neither_number_nor_name(sign_in: SignIn) -> None:
    number = given.open_case()[0].number
    browser = sign_in("mk_makassar")

    for text in (number, "kenari"):
        answer = browser.get(f"/cases?q={text}").get_data(as_text=True)
        assert "Tidak ditemukan" in answer


def test_what_was_searched_is_in_no_log(sign_in: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    given.open_case()
    browser = sign_in("mk_maros")

    with caplog.at_level(logging.DEBUG):
        browser.get("/cases?q=kenari")

    assert "kenari" not in caplog.text.lower()


@pytest.mark.parametrize("text", ["%00", "%F0%9F%91%A7", "%E2%80%AE", "'--", "{{7*7}}", "k" * 5000])
def test_odd_words_find_nothing_and_break_nothing(sign_in: SignIn, text: str) -> None:
    assert sign_in("mk_maros").get(f"/cases?q={text}").status_code == 200


def test_a_referrals_number_and_the_plain_figure_find_the_case_too(sign_in: SignIn) -> None:
    referral = given_referral()
    browser = sign_in("mk_maros")
    case = browser.get(f"/cases/{referral.case_id}").text.split("<h1>")[1].split("</h1>")[0]
    for typed in (referral.number, referral.number.lower().replace("-", " "), case.split("-")[2]):
        assert f"/cases/{referral.case_id}" in browser.get(f"/cases?q={typed}").text
    assert "Tidak ditemukan" in browser.get("/cases?q=R-2026-99999").text


def test_a_desk_finds_what_it_was_sent_by_number_and_never_the_case(sign_in: SignIn) -> None:
    referral = given_referral()
    case = sign_in("mk_maros").get(f"/cases/{referral.case_id}").text
    number = case.split("<h1>")[1].split("</h1>")[0]
    desk = sign_in("polisi_maros")
    plain = str(int(referral.number.split("-")[2]))
    for typed in (referral.number, plain):
        assert f"/referrals/{referral.id}" in desk.get(f"/referrals?q={typed}").text
    for page in ("/referrals", "/cases"):
        answers = [
            desk.get(f"{page}?q={text}").text.split("<main")[1].replace(text, "")
            for text in (number, "K-2026-99999")
        ]
        assert all("cari di Rujukan dengan nomor rujukan" in answer for answer in answers)
        assert f"/referrals/{referral.id}" not in answers[0]
        assert answers[0] == answers[1]
    assert f"/referrals/{referral.id}" in sign_in("mk_maros").get(f"/referrals?q={number}").text
    stranger = sign_in("rs_maros").get(f"/referrals?q={referral.number}").text
    assert "Tidak ditemukan" in stranger
