"""Without script: the village is searched and children are added on the same page, nothing lost."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from tests import make
from tests.intake.filled import filled
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SECOND = {
    "children-1-name": "Adik Canary",
    "children-1-age": "3",
    "children-1-sex": "male",
    "children-1-language": "bugis",
}


@pytest.fixture
def volunteer(sign_in: Callable[[str], Browser]) -> Browser:
    return sign_in("relawan_maros")


def pressed(browser: Browser, **changes: Any) -> str:
    """The page that a button on the way gives."""
    answer = browser.post("/cases", data=filled(browser.get("/cases/new"), **changes))
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_village_is_searched_and_chosen_from_a_list(volunteer: Browser) -> None:
    page = pressed(volunteer, village=["mallari", ""], cari="village")

    assert 'type="radio" value="73.08.16.2009"' in page
    assert "Cerita Canary" in page
    chosen = filled(volunteer.get("/cases/new"), village=["mallari", "", "73.08.16.2009"])
    assert volunteer.post("/cases", data=chosen).status_code == 303


def test_a_village_that_is_nowhere_is_told(volunteer: Browser) -> None:
    assert "Tidak ditemukan" in pressed(volunteer, village=["xyzxyz", ""], cari="village")


def test_words_without_a_choice_bring_the_list_with_the_refusal(volunteer: Browser) -> None:
    fields = filled(volunteer.get("/cases/new"), village=["benteng", ""])

    answer = volunteer.post("/cases", data=fields)

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count('name="village" type="radio"') > 5


def test_a_child_is_added_and_taken_off_again(volunteer: Browser) -> None:
    added = pressed(volunteer, langkah="tambah")
    assert 'name="children-1-name"' in added
    assert "Anak (2)" in added
    assert "Anak Canary" in added

    taken = pressed(volunteer, **SECOND, langkah="hapus-0")
    assert "Adik Canary" in taken
    assert "Anak Canary" not in taken


def test_each_child_gets_a_file_and_its_own_messages(volunteer: Browser) -> None:
    wrong = filled(volunteer.get("/cases/new"), **{**SECOND, "children-1-sex": ""})
    page = volunteer.post("/cases", data=wrong).get_data(as_text=True)
    assert 'href="#children-1-sex"' in page
    assert "Adik Canary" in page

    right = filled(volunteer.get("/cases/new"), **SECOND)
    answer = volunteer.post("/cases", data=right)

    make.acting("relawan_maros")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(CaseFile)) == 2
    assert "Anak lain dalam kejadian ini" in volunteer.get(answer.location).get_data(as_text=True)


def test_ten_children_are_the_most(volunteer: Browser) -> None:
    many = {f"children-{i}-name": f"Anak {i}" for i in range(30)}

    page = pressed(volunteer, **many, langkah="tambah")

    assert "Paling banyak 10 anak" in page
    assert "children-30-name" not in page, "not one more"
    assert "Anak 29" in page, "nothing that was typed is lost"


@pytest.mark.parametrize("step", ["hapus-99", "hapus-", "hapus-x", "hapus--1"])
def test_a_child_that_is_not_there_is_not_missed(volunteer: Browser, step: str) -> None:
    assert "Anak Canary" in pressed(volunteer, langkah=step)


def test_the_advice_stands_on_the_page_after_any_button(volunteer: Browser) -> None:
    page = pressed(volunteer, langkah="tambah")

    shown = page.split('data-advice-for="S05"')[1].split(">")[0]
    hidden = page.split('data-advice-for="S01 S03"')[1].split(">")[0]
    assert "hidden" not in shown
    assert "hidden" in hidden


def test_health_is_advised_after_a_recent_assault(volunteer: Browser) -> None:
    page = pressed(volunteer, signs=["S04"], recent="recent", langkah="tambah")

    assert "hidden" not in page.split('data-advice-for="S02 recent"')[1].split(">")[0]
