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

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def test_the_manager_finds_a_child_by_a_name_that_sounds_alike() -> None:
    case, manager = given.open_case()

    assert actions.search("kenari anaq", by=manager) == [case.id]
    assert actions.search("lain", by=manager) == []
    assert actions.search("k", by=manager) == []


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
