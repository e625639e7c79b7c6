"""An official is feared: the report goes to the province's desk, past the district's offices."""

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.cases.models.told import Known
from referral.errors import Missing
from referral.intake.models import Feared
from referral.policy import Role
from referral.referrals import actions
from referral.referrals.models import Referral
from tests.cases.given import inbox
from tests.directory.given import worker
from tests.referrals import given
from tests.referrals.test_exclusions import SignIn, shows

pytestmark = pytest.mark.usefixtures("session")
BESIDE = ("piket_maros", "mk_maros", "kepala_maros", "dp3a_maros")


@pytest.fixture
def report() -> Referral:
    """What a volunteer tells of an official, while somebody is at the province's desk."""
    worker("upt-ppa-sulsel", "mk_provinsi", Role.CASE_MANAGER)
    return given.village_report(
        signs=given.MILD, feared=Feared(who="Kenari camat", official=Known.YES)
    )


def taken(report: Referral) -> CaseFile:
    """The province takes it up."""
    desk = given.acting("mk_provinsi")
    actions.claim(given.found(report.id, desk), by=desk)
    promised = actions.Promised(db.now(), desk.id)
    actions.accept(given.found(report.id, desk), promised, by=desk)
    return policy.find(CaseFile, report.case_id, given.acting("mk_provinsi"))


def test_the_provinces_desk_is_told_at_once_and_can_take_it(report: Referral) -> None:
    assert inbox("mk_provinsi") == ["referral_sent"]
    assert [inbox(username) for username in BESIDE] == [[], [], [], []]
    assert taken(report).unit_id == given.unit("upt-ppa-sulsel")


def test_any_other_report_goes_to_the_district() -> None:
    worker("upt-ppa-sulsel", "mk_provinsi", Role.CASE_MANAGER)
    report = given.village_report(feared=Feared(who="Kenari", official=Known.UNKNOWN))
    assert report.to_unit_id == given.unit("uptd-ppa-maros")
    assert inbox("mk_provinsi") == []


@pytest.mark.parametrize("username", BESIDE)
def test_nobody_of_the_district_sees_it(sign_in: SignIn, report: Referral, username: str) -> None:
    case = taken(report)
    his = sign_in(username)
    assert shows(his, case.number) + shows(his, report.number) == []
    assert his.get(f"/cases/{case.id}").status_code == 404
    assert his.get(f"/referrals/{report.id}").status_code == 404


@pytest.mark.parametrize("table", ["case_file", "referral", "referral_event", "follow_up"])
def test_nor_in_the_database(report: Referral, table: str) -> None:
    count = sa.text(f"SELECT count(*) FROM {table}")  # noqa: S608 - from the list above
    assert taken(report)
    given.acting("provinsi")
    assert db.session.scalar(count)
    given.acting("dp3a_maros")
    assert not db.session.scalar(count)


def test_the_province_opens_it_to_the_districts_supervisors(
    sign_in: SignIn, report: Referral
) -> None:
    case = taken(report)
    browser = sign_in("mk_provinsi")
    page = browser.get(f"/cases/{case.id}").text
    assert "Di atas kabupaten" in page
    assert "Buka untuk pengawas kabupaten" in page
    browser.get(f"/cases/{case.id}/district")
    assert browser.send(f"/cases/{case.id}/district").status_code == 303
    assert "Di atas kabupaten" not in browser.get(f"/cases/{case.id}").text
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 200
    assert browser.send(f"/cases/{case.id}/district").status_code == 409


def test_nobody_else_opens_it(report: Referral) -> None:
    taken(report)
    change = sa.text("UPDATE case_file SET above_at = NULL RETURNING id")
    for username in (*BESIDE, "provinsi", "relawan_maros"):
        given.acting(username)
        assert not db.session.execute(change).all()


def test_in_need_only_the_province_breaks_its_glass(report: Referral) -> None:
    case = taken(report)
    with pytest.raises(Missing):
        policy.find(CaseFile, case.id, given.acting("dp3a_maros"))
    may = sa.text("SELECT app_may_break(:id, 4, app_now() + interval '1 hour')")
    assert db.session.scalar(may, {"id": case.id}) is False
    given.acting("provinsi")
    assert db.session.scalar(may, {"id": case.id}) is True
