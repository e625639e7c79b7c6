"""The law line: number and time of the police report keep the 72 hours at their true time."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import RecordKind
from referral.errors import Missing, Refused
from referral.reminders.limits import Kind
from tests.cases import given
from tests.cases.test_steps import take
from tests.lives.chronicle import moment
from tests.pages import Browser
from tests.referrals.given import MILD

pytestmark = pytest.mark.usefixtures("session")

NUMBER = "LP/B/12/III/2026/SPKT"


def test_the_number_closes_the_clock_at_its_time() -> None:
    case, manager = given.open_case()
    at = db.now() - timedelta(minutes=5)

    actions.record_lp(case.id, NUMBER, at, by=manager)

    kept = given.promise(case.id, Kind.POLICE_REPORT, done=True)
    assert kept
    assert kept.done_at == at


def test_a_correction_replaces_the_number() -> None:
    case, manager = given.open_case()
    actions.record_lp(case.id, "LP/B/1", db.now(), by=manager)

    line = actions.record_lp(case.id, NUMBER, db.now(), by=manager)

    assert line.lp_number == NUMBER


def test_who_holds_no_law_line_finds_nothing() -> None:
    case, _manager = given.open_case()
    other = given.acting("mk_makassar")

    with pytest.raises(Missing):
        actions.record_lp(case.id, NUMBER, db.now(), by=other)


@pytest.mark.parametrize(
    ("ago", "key"), [(timedelta(hours=-1), "time.future"), (timedelta(days=370), "time.before")]
)
def test_a_police_report_is_of_a_time_that_can_be(ago: timedelta, key: str) -> None:
    case, manager = given.open_case()

    with pytest.raises(Refused) as refused:
        actions.record_lp(case.id, NUMBER, db.now() - ago, by=manager)
    assert refused.value.key == key


def test_a_number_written_meanwhile_is_not_overwritten(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _manager = given.open_case()
    address, number = f"/cases/{case.id}/law", "LP/B/7"
    manager, head = sign_in("mk_maros"), sign_in("kepala_maros")
    version = manager.get(address).text.split('name="version" value="')[1].split('"')[0]
    at = moment(db.now() - timedelta(minutes=5))
    head.get(address)
    assert head.send(address, number=number, at=at).status_code == 303
    late = manager.send(address, version=version, number=NUMBER, at=at)
    assert late.status_code == 409
    assert number in manager.get(f"/cases/{case.id}").text


def test_the_report_of_a_new_incident_has_a_protection_of_its_own() -> None:
    case, manager = given.open_case()
    actions.record_lp(case.id, "LP/B/1", db.now(), by=manager)
    given.record(case, RecordKind.PROTECTION, manager, code="no", words="Jauh")
    assert given.promise(case.id, Kind.POLICE_PROTECTION) is None
    given.record(case, RecordKind.INCIDENT, manager, code="yes", words="Lagi")
    actions.record_lp(case.id, NUMBER, db.now(), by=manager)
    assert given.promise(case.id, Kind.POLICE_REPORT) is None
    assert given.promise(case.id, Kind.POLICE_PROTECTION)


def test_a_correction_opens_no_second_protection() -> None:
    case, manager = given.open_case()
    actions.record_lp(case.id, "LP/B/1", db.now(), by=manager)
    given.record(case, RecordKind.PROTECTION, manager, code="no", words="Jauh")
    actions.record_lp(case.id, NUMBER, db.now(), by=manager)
    assert given.promise(case.id, Kind.POLICE_PROTECTION) is None


def test_domestic_violence_has_its_own_protection_and_starts_no_clock_of_lpsk(
    sign_in: Callable[[str], Browser],
) -> None:
    case_id, browser = given.open_case(signs=MILD)[0].id, sign_in("mk_maros")
    now = moment(db.now())
    lp = {"number": "LP/B/9", "at": now, "domestic": "y"}
    assert take(browser, f"/cases/{case_id}/law", lp).status_code == 303
    given.acting("mk_maros")
    owed = given.promise(case_id, Kind.DOMESTIC_PROTECTION)
    assert owed
    assert owed.due_at == owed.started_at + timedelta(hours=24)
    assert given.promise(case_id, Kind.POLICE_PROTECTION) is None

    ordered = {"code": "yes", "words": "Kenari perintah", "at": now}
    address = f"/cases/{case_id}/records/protection"
    assert take(browser, address, ordered).status_code == 303

    given.acting("mk_maros")
    assert given.promise(case_id, Kind.DOMESTIC_PROTECTION) is None
    assert given.promise(case_id, Kind.PROTECTION_LPSK) is None
