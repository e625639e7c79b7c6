"""Somebody is away: whoever stands in sees and does on Hari ini what the other one owes."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.audit import AuditEntry
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.directory import actions as directory
from referral.directory import queries as desks
from referral.policy import BY_BASIS, SEALED, Basis, Compartment, Conflict, Role
from referral.referrals import actions as referrals
from referral.referrals.models import Status
from tests.cases.given import found
from tests.directory.given import worker
from tests.make import WITA
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.reports.given import Travel

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
UNIT, DAY = "uptd-ppa-maros", timedelta(days=1)
NOTHING = Compartment.NONE


@pytest.fixture(autouse=True)
def _stand_in(session: object) -> None:
    assert session
    worker(UNIT, role=Role.CASE_MANAGER)


def away(
    who: str = "mk_maros",
    to: str | None = "petugas_uji",
    by: str | None = None,
    after: timedelta = timedelta(0),
) -> None:
    """That person is away for a day, from now or later, and who stands in for her."""
    gone, other = given.person(who).id, given.person(to).id if to else None
    unit_id, acts = given.person(who).unit_id, given.acting(by or who)
    unit, first = desks.unit(unit_id), db.now() + after
    assert unit
    directory.go_away(
        unit, person_id=gone, since=first, until=first + DAY, stand_in_id=other, by=acts
    )


def back(by: str = "mk_maros") -> None:
    unit_id, acts = given.person("mk_maros").unit_id, given.acting(by)
    unit = desks.unit(unit_id)
    assert unit
    directory.come_back(unit, person_id=given.person("mk_maros").id, by=acts)


def sees(case_id: UUID, who: str = "petugas_uji") -> Compartment:
    """What of the sealed parts."""
    return policy.compartments(case_id, given.acting(who)) & policy.SEALED


def hide(case_id: UUID, username: str) -> None:
    """The manager shuts somebody out of the case."""
    manager, whom = given.acting("mk_maros"), given.person(username)
    referrals.exclude(found(case_id, manager), whom.id, Conflict.RELATIVE, by=manager)


def boxes(at: datetime) -> list[str]:
    return at.astimezone(WITA).strftime("%d %m %Y %H.%M").split()


@pytest.mark.parametrize("by", ["mk_maros", "kepala_maros"])
def test_a_stand_in_meets_the_child_that_the_absent_one_owes(sign_in: SignIn, by: str) -> None:
    case, _manager = given.open_case()
    before = sign_in("petugas_uji")
    assert "menggantikan" not in before.get("/").text
    assert before.get(f"/cases/{case.id}/contact").status_code == 409
    away(by=by)
    browser = sign_in("petugas_uji")
    assert "menggantikan Rahma Contoh" in browser.get("/").text
    assert "Kenari Anak" in browser.get(f"/cases/{case.id}").text
    browser.get(f"/cases/{case.id}/contact")
    met: dict[str, Any] = {"at": boxes(db.now()), "with_whom": "child", "safe": "yes"}
    sent = browser.send(f"/cases/{case.id}/contact", **met, words="Bertemu di sekolah.")
    assert sent.status_code == 303, sent.text


def test_when_the_absent_one_is_back_the_stand_in_sees_no_more(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    away()
    assert sees(case.id) == policy.SEALED
    back()
    assert sees(case.id) is NOTHING
    assert "menggantikan" not in sign_in("petugas_uji").get("/").text


def test_the_sight_ends_with_the_absence_by_itself(travel: Travel) -> None:
    case, _manager = given.open_case()
    away()
    travel(db.now() + DAY + timedelta(minutes=1))
    assert sees(case.id) is NOTHING


def test_an_absence_of_later_opens_nothing_before_its_first_day(
    sign_in: SignIn, travel: Travel
) -> None:
    case, _manager = given.open_case()
    away(after=3 * DAY)
    came, _manager = given.open_case()
    for one in (case, came):
        assert sees(one.id) is NOTHING
        assert "Kenari Anak" not in sign_in("petugas_uji").get(f"/cases/{one.id}").text
    travel(db.now() + 3 * DAY)
    for one in (case, came):
        assert sees(one.id) == policy.SEALED
        assert "Kenari Anak" in sign_in("petugas_uji").get(f"/cases/{one.id}").text


def test_an_absence_of_later_that_is_taken_back_opens_nothing(travel: Travel) -> None:
    case, _manager = given.open_case()
    away(after=3 * DAY)
    back()
    travel(db.now() + 3 * DAY)
    assert sees(case.id) is NOTHING


def test_a_duty_officer_who_stands_in_sees_no_more_than_one_who_claims() -> None:
    worker(UNIT, "piket_lain")
    case, _manager = given.open_case()
    assert sees(case.id, "piket_lain") is NOTHING
    away(to="piket_lain")
    assert sees(case.id, "piket_lain") == BY_BASIS[Basis.INTAKE_CLAIM] & SEALED


def test_another_stand_in_takes_the_sight_over() -> None:
    case, _manager = given.open_case()
    away()
    away(to="kepala_maros")
    assert sees(case.id) is NOTHING


def test_a_case_that_comes_and_one_that_goes_meanwhile() -> None:
    away()
    case, _manager = given.open_case()
    assert sees(case.id) == policy.SEALED
    head = given.acting("kepala_maros")
    mine = policy.find(CaseFile, case.id, head)
    cases.assign(mine, head.id, by=head)
    assert sees(case.id) is NOTHING


def test_the_administrator_opens_no_case_to_anybody() -> None:
    case, _manager = given.open_case()
    gone, other = given.person("mk_maros"), given.person("petugas_uji").id
    admin, unit, now = given.acting("admin"), desks.unit(gone.unit_id), db.now()
    assert unit
    directory.go_away(
        unit, person_id=gone.id, since=now, until=now + DAY, stand_in_id=other, by=admin
    )
    assert sees(case.id) is NOTHING


def test_who_stands_in_hears_what_the_desk_asks_and_answers_it(sign_in: SignIn) -> None:
    referral = given.referral(Status.NEEDS_INFO)
    away()
    browser = sign_in("petugas_uji")
    assert "Balas pertanyaan meja tujuan" in browser.get("/").text
    browser.get(f"/referrals/{referral.id}/reply")
    sent = browser.send(f"/referrals/{referral.id}/reply", words="Ya, bersedia.")
    assert sent.status_code == 303
    taker = given.acting("polisi_maros")
    referrals.ask(given.found(referral.id, taker), "Kapan?", by=taker)
    assert "Meja penerima bertanya" in sign_in("petugas_uji").get("/inbox").text


def test_each_case_that_is_opened_so_is_written_down(owner: sa.Engine) -> None:
    assert owner
    case, _manager = given.open_case()
    away()
    manager = given.acting("mk_maros")
    entry = AuditEntry.__table__.c
    written = db.session.execute(
        sa.select(entry.case_id, entry.about_id, entry.person_id).where(
            entry.act == "case.stood_in"
        )
    ).all()
    assert written == [(case.id, given.person("petugas_uji").id, manager.id)]


def test_the_form_says_what_a_stand_in_may_open(sign_in: SignIn) -> None:
    browser = sign_in("mk_maros")
    page = browser.get(f"/directory/desks/{given.person('mk_maros').unit_id}/away").text
    assert "membuka dan mengerjakan kasus yang dipegang orang yang tidak bertugas" in page


@pytest.mark.parametrize("ends", ["back", "replaced"])
def test_who_ends_it_ends_the_sight_too(ends: str) -> None:
    case, _manager = given.open_case()
    away()
    assert sees(case.id)
    if ends == "back":
        back(by="admin")
    else:
        away(to="kepala_maros", by="admin")
    assert sees(case.id) is NOTHING


def test_a_case_that_is_hidden_from_who_writes_it_stays_as_it_is() -> None:
    newcomer("kepala_lain", Role.UNIT_HEAD)
    case, _manager = given.open_case()
    hide(case.id, "kepala_lain")
    away(by="kepala_lain")
    assert sees(case.id) is NOTHING
    away()
    assert sees(case.id)
    back(by="kepala_lain")
    assert sees(case.id) is NOTHING


def test_nobody_stands_in_for_longer_than_a_year_from_now(sign_in: SignIn) -> None:
    mine = given.acting("mk_maros").unit_id
    address, browser = f"/directory/desks/{mine}/away", sign_in("mk_maros")
    browser.get(f"/directory/desks/{mine}")
    span = {"since": ["1", "1", "2099", "08.00"], "until": ["1", "6", "2099", "08.00"]}
    who = {"person_id": str(given.person("mk_maros").id), "stand_in_id": ""}
    answer = browser.send(address, **who, **span)
    assert (answer.status_code, "Paling lama 366 hari." in answer.text) == (422, True)


def test_a_case_given_to_the_one_he_stands_in_for_stays_in_his_sight() -> None:
    away("petugas_uji", to="mk_maros")
    case, _manager = given.open_case()
    head = given.acting("kepala_maros")
    cases.assign(found(case.id, head), given.person("petugas_uji").id, by=head)
    assert sees(case.id, "mk_maros")
