"""Who opened a case, and why: for those who answer for it, and in plain words for the family."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.policy import Basis, Conflict
from referral.referrals import actions as referrals
from tests.cases import given
from tests.pages import Browser

SignIn = Callable[[str], Browser]
pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def case_id() -> UUID:
    """A case that its manager has opened three times, and whose shell its supervisor looked at."""
    case, manager = given.open_case()
    for _time in range(3):
        cases.read(case, by=manager)
    return case.id


def page_of(sign_in: SignIn, case_id: UUID, username: str) -> str:
    return sign_in(username).get(f"/cases/{case_id}/audit").text


def card(page: str, name: str) -> str:
    return page.split(f"<h2>{name}</h2>")[1].split("</section>", maxsplit=1)[0]


@pytest.mark.parametrize("username", ["mk_maros", "kepala_maros", "dp3a_maros", "provinsi"])
def test_who_answers_for_the_case_sees_who_opened_what_and_why(
    sign_in: SignIn, case_id: UUID, username: str
) -> None:
    mine = card(page_of(sign_in, case_id, username), given.person("mk_maros").name)
    assert "Manajer kasus" in mine
    assert "Identitas dan cara aman menghubungi, Cerita dan tanda bahaya" in mine
    assert "Dasar: Manajer kasus" in mine
    assert "3 kali hari itu" in mine


def test_no_word_of_the_case_stands_on_it(sign_in: SignIn, case_id: UUID) -> None:
    browser = sign_in("mk_maros")
    for address in (f"/cases/{case_id}/audit", f"/cases/{case_id}/audit/answer"):
        assert "Kenari" not in browser.get(address).text


@pytest.mark.parametrize(
    "username", ["relawan_maros", "piket_maros", "polisi_maros", "mk_makassar", "mk_bone"]
)
def test_to_everybody_else_it_is_not_there(sign_in: SignIn, case_id: UUID, username: str) -> None:
    browser = sign_in(username)
    assert browser.get(f"/cases/{case_id}/audit").status_code == 404
    assert browser.get(f"/cases/{case_id}/audit/answer").status_code == 404


def test_nor_to_who_is_shut_out(sign_in: SignIn, case_id: UUID) -> None:
    watcher, manager = given.person("dp3a_maros").id, given.acting("mk_maros")
    referrals.exclude(given.found(case_id, manager), watcher, Conflict.RELATIVE, by=manager)
    assert sign_in("dp3a_maros").get(f"/cases/{case_id}/audit").status_code == 404


def test_the_look_itself_is_written_down(sign_in: SignIn, case_id: UUID) -> None:
    page_of(sign_in, case_id, "dp3a_maros")
    page = page_of(sign_in, case_id, "mk_maros")
    assert "Siapa yang sudah membukanya" in card(page, given.person("dp3a_maros").name)


def test_the_ground_is_that_of_the_day_it_was_opened(
    sign_in: SignIn, case_id: UUID, travel: Callable[..., None]
) -> None:
    """A grant that has ended since does not take the reason along."""
    opener = given.acting("relawan_maros")
    cases.read(given.found(case_id, opener), by=opener)
    travel(db.now() + timedelta(hours=1))
    given.acting("mk_maros")
    with db.transaction():
        policy.end(case_id, because="test", bases=[Basis.OPENED])
    page = page_of(sign_in, case_id, "mk_maros")
    assert "Dasar: Yang membuka laporan" in card(page, opener.name)


def test_the_page_is_found_on_the_case(sign_in: SignIn, case_id: UUID) -> None:
    for username in ("mk_maros", "dp3a_maros"):
        assert f'href="/cases/{case_id}/audit"' in sign_in(username).get(f"/cases/{case_id}").text


def test_a_family_reads_where_and_when_but_no_name(sign_in: SignIn, case_id: UUID) -> None:
    manager = given.person("mk_maros")
    page = sign_in("mk_maros").get(f"/cases/{case_id}/audit/answer").text
    paper = page.split("<h1>")[1].split("</main>")[0]
    assert "Manajer kasus" in paper
    assert "Identitas dan cara aman menghubungi" in paper
    assert manager.name not in paper


def test_making_the_answer_is_written_down(sign_in: SignIn, case_id: UUID) -> None:
    sign_in("mk_maros").get(f"/cases/{case_id}/audit/answer")
    given.acting("mk_maros")
    query = sa.text("SELECT case_id FROM audit_entry WHERE act = 'case.audit_answered'")
    assert db.session.scalars(query).all() == [case_id]


def test_only_the_manager_answers(sign_in: SignIn, case_id: UUID) -> None:
    assert sign_in("kepala_maros").get(f"/cases/{case_id}/audit/answer").status_code == 404
