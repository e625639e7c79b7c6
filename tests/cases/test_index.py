"""Lists of cases: whose, how far, in which order; and never a name."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from referral import db
from referral.cases import queries
from referral.cases.models import Status
from referral.cases.queries import Scope, Wanted
from referral.intake.signs import Sign
from referral.reminders.limits import Risk
from tests import make
from tests.cases import given
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def ids(wanted: Wanted, username: str) -> list[UUID]:
    """The ids of a page."""
    return [line.id for line in queries.page(wanted, make.acting(username)).lines]


def test_a_volunteer_lists_what_he_reported_and_no_risk(sign_in: SignIn) -> None:
    case = make.report()
    text = sign_in("relawan_maros").get("/cases").get_data(as_text=True)

    assert case.number in text
    assert "Belum ditangani" in text
    assert "Tinggi" not in text
    assert "Kenari" not in text


def test_the_unit_lists_its_open_cases_with_whom_they_wait_for(sign_in: SignIn) -> None:
    case, _manager = given.settled()
    number = case.number
    text = sign_in("kepala_maros").get("/cases").get_data(as_text=True)

    assert number in text
    assert "menunggu Rahma Contoh" in text
    assert "Kenari" not in text


def test_mine_is_what_i_manage() -> None:
    case_id = given.open_case()[0].id

    assert ids(Wanted(Scope.MINE), "mk_maros") == [case_id]
    assert ids(Wanted(Scope.MINE), "kepala_maros") == []


def test_late_risk_and_status_narrow_the_list(travel: Callable[..., None]) -> None:
    urgent = given.open_case()[0].id
    quiet = given.open_case(signs=frozenset({Sign.NO_PAPERS}))[0].id

    assert ids(Wanted(Scope.UNIT, risk=Risk.LOW), "mk_maros") == [quiet]
    assert ids(Wanted(Scope.UNIT, status=Status.REPORTED), "mk_maros") == []
    travel(db.now() + timedelta(hours=5))
    assert ids(Wanted(Scope.UNIT, late=True), "mk_maros") == [urgent]


def test_a_district_sees_its_own_and_the_province_all() -> None:
    maros = make.report().id
    makassar = make.report("shelter_makassar", area_code="73.71.09.1006").id

    assert ids(Wanted(Scope.AREA), "dp3a_maros") == [maros]
    assert set(ids(Wanted(Scope.AREA), "provinsi")) == {maros, makassar}


def test_pages_go_on_behind_the_last_row() -> None:
    for hour in range(27):
        make.report(told_at=db.now() - timedelta(hours=hour))
    supervisor = make.acting("dp3a_maros")

    first = queries.page(Wanted(Scope.AREA), supervisor)
    second = queries.page(Wanted(Scope.AREA, after=first.next), supervisor)

    due = [line.marker for line in (*first.lines, *second.lines)]
    assert (len(first.lines), len(second.lines)) == (25, 2)
    assert due == sorted(due)
    assert second.next is None


def test_closed_cases_are_found_by_their_status() -> None:
    case, _manager = given.open_case(signs=frozenset({Sign.BULLIED}))
    head = given.acting("kepala_maros")
    case = given.found(case.id, head)
    given.actions.mistaken(case, given.ClosingReason.DUPLICATE, "Ganda", by=head)
    case_id = case.id

    watchers = ((Scope.AREA, "dp3a_maros"), (Scope.AREA, "provinsi"))
    for scope, username in ((Scope.UNIT, "kepala_maros"), *watchers):
        assert ids(Wanted(scope, status=Status.CLOSED), username) == [case_id]
        assert ids(Wanted(scope), username) == []
    mine = Wanted(Scope.MINE, status=Status.CLOSED)
    assert ids(mine, "mk_maros") == [case_id]


@pytest.mark.parametrize(
    "query", ["after=x", "after=2026-01-01~x", "risk=9", "status=draft", "mine=2", "after=%00~%00"]
)
def test_an_address_that_cannot_be_read_is_the_plain_list(sign_in: SignIn, query: str) -> None:
    for username in ("relawan_maros", "mk_maros", "provinsi"):
        assert sign_in(username).get(f"/cases?{query}").status_code == 200
