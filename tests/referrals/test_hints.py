"""The system proposes from whom to hide a case: who may be whom the child fears."""

from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from referral.cases.models.told import PhoneOf, Relation, ToldBy
from referral.intake.models import Feared, SafeContact, Teller
from referral.policy import Role
from tests.directory.given import worker
from tests.referrals import given
from tests.referrals.test_exclusions import SignIn

pytestmark = pytest.mark.usefixtures("session")
ASKED = "Periksa: akun ini mungkin orang yang ditakuti"


def feared(who: str, **more: Any) -> dict[str, Any]:
    return {"feared": Feared(who=who, **more)}


def kept_from(name: str) -> dict[str, Any]:
    contact = SafeContact(whose=PhoneOf.RELATIVE, number="0800-555-0002", keep_from=name)
    return {"safe_contact": contact}


OFFICIAL = {"relation": Relation.OFFICIAL}
MEANT = {
    "the same name, as it is said": (feared("Pak H. Bahar Contoh, pejabat"), "dp3a_maros"),
    "a part of it, of an official": (feared("Pak Bahar", **OFFICIAL), "dp3a_maros"),
    "the desk's phone": (feared("yang ditelepon 0411-555-0108"), "polisi_maros"),
    "the unit": (feared("polisi dari Polres Maros"), "polisi_maros"),
    "an official of the village": (feared("perangkat desa", **OFFICIAL), "relawan_maros"),
    "a relative who told it": (
        {"told_by": Teller(kind=ToldBy.RELATIVE, name="Salma Contoh")},
        "dinsos_maros",
    ),
    "who must not know": (kept_from("pamannya, Salma Contoh"), "dinsos_maros"),
}
OTHERS = {
    "another name": feared("Pak Rahmat"),
    "one word of many": feared("orang contoh"),
    "a first name alone": feared("Bahar"),
    "nobody": {},
    "a neighbour who told it": {"told_by": Teller(kind=ToldBy.NEIGHBOUR, name="Salma Contoh")},
}


def hinted(case: CaseFile) -> set[str]:
    """The user names that are proposed, as its manager reads them."""
    given.acting("mk_maros")
    query = "SELECT p.username FROM exclusion_hint h JOIN person p ON p.id = h.person_id"
    where = " WHERE h.case_id = :id AND settled_at IS NULL"
    return set(db.session.scalars(sa.text(query + where), {"id": case.id}))


def told(what: dict[str, Any]) -> CaseFile:
    return given.open_case(**what)[0]


@pytest.mark.parametrize("what", MEANT)
def test_an_account_that_the_report_may_mean_is_proposed(what: str) -> None:
    report, username = MEANT[what]
    assert username in hinted(told(report))


@pytest.mark.parametrize("what", OTHERS)
def test_nobody_is_proposed_for_less(what: str) -> None:
    assert hinted(told(OTHERS[what])) == set()


def test_one_press_hides_the_case_from_it(sign_in: SignIn) -> None:
    case = told(feared("Bahar Contoh"))
    browser = sign_in("mk_maros")
    page = browser.get(f"/cases/{case.id}").text
    assert ASKED in page
    assert "Bahar Contoh" in page

    answer = browser.send(address(case, "dp3a_maros"), answer="exclude")
    assert answer.status_code == 303
    assert ASKED not in browser.get(f"/cases/{case.id}").text
    assert "Diduga terlibat" in browser.get(f"/cases/{case.id}/exclusions").text
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 404


def address(case: CaseFile, username: str) -> str:
    return f"/cases/{case.id}/exclusions/{given.person(username).id}/hint"


def test_one_press_says_no_and_it_is_remembered(sign_in: SignIn) -> None:
    case = told(feared("Bahar Contoh"))
    browser = sign_in("mk_maros")
    browser.get(f"/cases/{case.id}")
    assert browser.send(address(case, "dp3a_maros"), answer="dismiss").status_code == 303

    browser.get(f"/cases/{case.id}/identity")
    known = {"name": "Kenari Anak", "guardian": "Salma Contoh", "agrees_as": "parent"}
    assert browser.send(f"/cases/{case.id}/identity", **known).status_code == 303
    assert hinted(case) == {"dinsos_maros"}, "looked at anew, without whom it was not"
    page = browser.get(f"/cases/{case.id}").text
    assert "bukan orang yang ditakuti" in page
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 200
    assert browser.send(address(case, "dp3a_maros"), answer="exclude").status_code == 404


def test_who_takes_it_in_hand_never_reads_that_he_is_proposed(sign_in: SignIn) -> None:
    case = told(feared("Pak Ilham Contoh"))
    given.acting("piket_maros")
    assert not db.session.scalars(sa.text("SELECT person_id FROM exclusion_hint")).all()
    assert ASKED not in sign_in("piket_maros").get(f"/cases/{case.id}").text
    assert ASKED in sign_in("mk_maros").get(f"/cases/{case.id}").text


@pytest.mark.parametrize("username", ["relawan_maros", "dp3a_maros", "provinsi", "polisi_maros"])
def test_nobody_beside_who_works_on_it_reads_a_proposal(username: str) -> None:
    told(feared("Bahar Contoh"))
    worker("polres-maros-ppa", "polisi_lain", Role.UNIT_HEAD)
    given.acting(username)
    assert not db.session.scalars(sa.text("SELECT person_id FROM exclusion_hint")).all()
