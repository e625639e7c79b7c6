"""One child, two files: hinted to who holds the identity in the unit, linked by people only."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases import queries
from referral.cases.models import CaseFile, Sex
from referral.intake.models import Child
from referral.referrals import actions as referrals
from referral.referrals.models import Referral
from tests import make
from tests.cases import given
from tests.pages import Browser
from tests.referrals.given import transferred

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
HINT = "Mungkin anak yang sama"


def child(name: str = "Sitti Kenari Anak", age: int | None = 14, sex: Sex = Sex.FEMALE) -> Child:
    return Child(name=name, age=age, sex=sex)


def two(second: Child | None = None) -> tuple[CaseFile, CaseFile]:
    """Two reports, both taken up by the same duty officer for the same manager."""
    first = given.open_case()[0].id
    later = given.open_case(children=(second or child(),))[0].id
    manager = given.acting("mk_maros")
    return given.found(first, manager), given.found(later, manager)


def answer(browser: Browser, one: UUID, other: UUID, said: str) -> int:
    address = f"/cases/{one}/same/{other}"
    browser.get(address)
    return browser.send(address, answer=said).status_code


def hinted(page: str, number: str) -> bool:
    return f"{HINT}: {number}." in page


def test_taking_up_a_report_hints_at_another_file_of_the_child(sign_in: SignIn) -> None:
    first, later = two()
    ids, numbers = (first.id, later.id), (first.number, later.number)
    for username in ("mk_maros", "kepala_maros"):
        browser = sign_in(username)
        for this, other in zip(ids, reversed(numbers), strict=True):
            assert hinted(browser.get(f"/cases/{this}").text, other)


@pytest.mark.parametrize(
    "second",
    [
        child("Merpati Lain"),
        child(age=9),
        child(age=16),
        child(sex=Sex.MALE),
        Child(name="Kenari Adik", age=14, sex=Sex.FEMALE),
    ],
    ids=["name", "younger", "older", "sex", "half the name"],
)
def test_another_child_is_no_hint(sign_in: SignIn, second: Child) -> None:
    _first, later = two(second)
    assert HINT not in sign_in("mk_maros").get(f"/cases/{later.id}").text


@pytest.mark.parametrize("second", [child(age=15), child(age=None), child(sex=Sex.UNKNOWN)])
def test_what_is_near_or_not_known_is_one(sign_in: SignIn, second: Child) -> None:
    first, later = two(second)
    number = first.number
    assert hinted(sign_in("mk_maros").get(f"/cases/{later.id}").text, number)


def test_children_of_one_report_are_told_apart_by_who_told() -> None:
    make.report(children=(child("Kenari Anak"), child("Kenari Anak")))
    piket = given.acting("piket_maros")
    for report in db.session.scalars(sa.select(Referral)).all():
        referrals.claim(report, by=piket)
    for case in db.session.scalars(sa.select(CaseFile)).all():
        given.actions.look_for_same(case, queries.held(piket), by=piket)
        assert queries.pairs(case.id, piket) == []


@pytest.mark.parametrize(
    "username", ["dp3a_maros", "provinsi", "relawan_maros", "mk_makassar", "polisi_maros"]
)
def test_nobody_else_is_hinted(sign_in: SignIn, username: str) -> None:
    first, later = two()
    ids = first.id, later.id
    browser = sign_in(username)
    for this, other in (ids, ids[::-1]):
        assert HINT not in browser.get(f"/cases/{this}").text
        assert browser.get(f"/cases/{this}/same").status_code in (403, 404, 409)
        assert browser.get(f"/cases/{this}/same/{other}").status_code in (403, 404, 409)
    who = given.acting(username)
    assert who
    assert db.session.scalar(sa.text("SELECT count(*) FROM same_child")) == 0


def test_who_is_shut_out_of_the_other_file_never_learns_of_it(sign_in: SignIn) -> None:
    first, later = two()
    ids, number = (first.id, later.id), first.number
    head = given.person("kepala_maros").id
    db.session.execute(
        sa.text(
            "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
            " VALUES (:p, :c, 'relative', now(), :by)"
        ),
        {"p": head, "c": ids[0], "by": given.person("mk_maros").id},
    )
    db.session.commit()
    browser = sign_in("kepala_maros")
    for page in (f"/cases/{ids[1]}", f"/cases/{ids[1]}/same"):
        assert number not in browser.get(page).text
    assert browser.get(f"/cases/{ids[1]}/same/{ids[0]}").status_code == 404
    given.acting("kepala_maros")
    assert db.session.scalar(sa.text("SELECT count(*) FROM same_child")) == 0


def test_yes_links_the_two_no_is_remembered_and_either_can_be_changed(sign_in: SignIn) -> None:
    first, later = two()
    one, other, numbers = first.id, later.id, (first.number, later.number)
    browser = sign_in("mk_maros")

    assert answer(browser, one, other, "same") == 303
    for this, number in ((one, numbers[1]), (other, numbers[0])):
        page = browser.get(f"/cases/{this}").text
        assert HINT not in page
        assert "Berkas lain anak ini</h2>" in page
        assert number in page
    assert "Dijawab oleh" in browser.get(f"/cases/{other}/same").text

    assert answer(browser, other, one, "other") == 303
    page = browser.get(f"/cases/{one}").text
    assert HINT not in page
    assert numbers[1] not in page
    browser.get(f"/cases/{one}/same")
    assert browser.send(f"/cases/{one}/same").status_code == 303
    assert numbers[1] not in browser.get(f"/cases/{one}").text, "no stays no"
    given.acting("mk_maros")
    acts = "SELECT count(*) FROM audit_entry WHERE act = 'case.same_decided' AND case_id = :c"
    assert [db.session.scalar(sa.text(acts), {"c": this}) for this in (one, other)] == [2, 2]


def test_who_holds_one_of_the_two_sees_the_hint_and_leaves_the_answer(sign_in: SignIn) -> None:
    first, later = two()
    ids, number = (first.id, later.id), later.number
    db.session.execute(
        sa.text("UPDATE access_grant SET until = app_now() WHERE case_id = :c AND basis = 3"),
        {"c": ids[1]},
    )
    db.session.commit()
    browser = sign_in("mk_maros")
    assert hinted(browser.get(f"/cases/{ids[0]}").text, number)
    assert "Kepala unit dapat membandingkan" in browser.get(f"/cases/{ids[0]}/same").text
    assert browser.get(f"/cases/{ids[0]}/same/{ids[1]}").status_code == 404


def test_what_went_to_another_unit_is_not_hinted_at(sign_in: SignIn) -> None:
    moved = transferred().case_id
    here = given.open_case(children=(child(),))[0].id
    for username, this in (("kepala_maros", here), ("mk_bone", moved)):
        browser = sign_in(username)
        assert HINT not in browser.get(f"/cases/{this}").text
        browser.get(f"/cases/{this}/same")
        browser.send(f"/cases/{this}/same")
        assert HINT not in browser.get(f"/cases/{this}").text
