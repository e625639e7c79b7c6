"""A child that is hurt is seen by a doctor within hours; the desk that has the report owes it."""

from collections.abc import Callable, Iterable
from datetime import timedelta

import pytest

from referral.cases import actions
from referral.cases.models import RecordKind
from referral.intake.signs import Sign
from referral.reminders.limits import Kind, Risk
from tests.cases import given
from tests.cases.test_steps import take
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SEXUAL, HURT = frozenset({Sign.SEXUAL}), frozenset({Sign.INJURY})


@pytest.mark.parametrize(
    ("signs", "recent", "owed"),
    [(HURT, False, True), (SEXUAL, True, True), (SEXUAL, False, False)],
)
def test_within_two_hours_of_the_first_telling_where_a_doctor_is_needed(
    signs: Iterable[Sign],
    recent: bool,  # noqa: FBT001 - a parameter of the test
    owed: bool,  # noqa: FBT001
) -> None:
    case, _piket = given.claimed(signs=frozenset(signs), recent=recent)
    promise = given.promise(case.id, Kind.EMERGENCY_HEALTH)
    assert (promise is not None) is owed
    if promise:
        assert promise.due_at == case.reported_at + timedelta(hours=2)
        assert (promise.owner_unit_id, promise.owner_person_id) == (case.unit_id, None)


def test_the_duty_officer_keeps_it_before_the_case_is_accepted(
    sign_in: Callable[[str], Browser],
) -> None:
    case_id, browser = given.claimed(signs=HURT)[0].id, sign_in("piket_maros")
    assert "Catat pertolongan kesehatan" in browser.get(f"/cases/{case_id}").text

    done = take(browser, f"/cases/{case_id}/records/emergency_care", {"code": "given"})

    assert done.status_code == 303
    page = browser.get(f"/cases/{case_id}").text
    assert "Pertolongan kesehatan: Sudah diperiksa tenaga kesehatan" in page
    assert "Catat pertolongan kesehatan" not in page


def test_the_manager_owes_it_from_accept_and_a_lower_risk_gives_more_time() -> None:
    case, manager = given.open_case(signs=HURT)
    case_id = case.id
    promise = given.promise(case_id, Kind.EMERGENCY_HEALTH)
    assert promise
    assert promise.owner_person_id == manager.id
    head = given.acting("kepala_maros")
    actions.confirm_risk(given.found(case_id, head), Risk.MEDIUM, "Luka kecil", by=head)
    promise = given.promise(case_id, Kind.EMERGENCY_HEALTH)
    assert promise
    assert promise.due_at - promise.started_at == timedelta(hours=6)


@pytest.mark.parametrize(
    ("code", "danger", "high", "health"),
    [
        ("yes", ["recent"], True, True),
        ("yes", ["reach"], True, False),
        ("no", ["hurt", "recent"], True, True),
        ("no", ["recent"], False, False),
        ("yes", ["none"], False, False),
    ],
)
def test_a_new_incident_is_asked_what_makes_the_risk_high(
    sign_in: Callable[[str], Browser],
    code: str,
    danger: list[str],
    high: bool,  # noqa: FBT001
    health: bool,  # noqa: FBT001
) -> None:
    case_id = given.open_case(signs=frozenset({Sign.BULLIED}))[0].id
    manager = given.acting("mk_maros")
    told = given.record(given.found(case_id, manager), RecordKind.INITIAL_ASSESSMENT, manager)
    assert told.risk == Risk.MEDIUM
    browser, words = sign_in("mk_maros"), "Kenari kejadian baru"
    answer = {"code": code, "danger": danger, "words": words}

    assert take(browser, f"/cases/{case_id}/records/incident", answer).status_code == 303

    case = given.found(case_id, given.acting("mk_maros"))
    assert (case.risk == Risk.HIGH) is high
    for kind, owed in (
        (Kind.RE_CONTACT, high), (Kind.INITIAL_ASSESSMENT, high), (Kind.EMERGENCY_HEALTH, health)
    ):  # fmt: skip
        assert (given.promise(case_id, kind) is not None) is owed, kind
    page = browser.get(f"/cases/{case_id}").text
    assert ("Risiko menjadi tinggi karena kejadian baru" in page) is high
    assert ("Orang yang ditakuti masih bisa menemui anak" in page) is ("reach" in danger)


def test_an_incident_without_an_answer_to_that_is_asked_again(
    sign_in: Callable[[str], Browser],
) -> None:
    case_id = given.open_case()[0].id
    answer = {"code": "yes", "words": "Kenari", "danger": []}
    sent = take(sign_in("mk_maros"), f"/cases/{case_id}/records/incident", answer)
    assert (sent.status_code, "Centang paling sedikit satu." in sent.text) == (422, True)
