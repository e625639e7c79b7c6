"""Break-glass: who may not, and what stands against it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from referral import db
from referral.cases.models import CaseFile
from referral.people.actions.passwords import new_hash
from referral.people.models import Credential
from referral.policy import Compartment
from tests.cases.test_glass import NAME, begin
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_exclusions import shut_out

pytestmark = pytest.mark.usefixtures("session")
C = Compartment
SignIn = Callable[[str], Browser]
Travel = Callable[[datetime], None]


@pytest.fixture
def case() -> CaseFile:
    return given.open_case()[0]


REFUSED = {
    "admin": 403,
    "auditor": 403,
    "relawan_maros": 403,
    "polisi_maros": 403,
    "kepala_maros": 403,
    "mk_makassar": 404,
    "mk_bone": 404,
}


@pytest.mark.parametrize("who", REFUSED)
def test_nobody_else_breaks_it(sign_in: SignIn, case: CaseFile, who: str) -> None:
    at = f"/cases/{case.id}/emergency-access/new"
    browser = sign_in(who)
    assert browser.get(at).status_code == REFUSED[who]
    assert begin(browser, case.id).status_code == REFUSED[who]


def test_from_whom_it_is_hidden_breaks_nothing(sign_in: SignIn, case: CaseFile) -> None:

    shut_out(case, "dp3a_maros")
    browser = sign_in("dp3a_maros")
    assert browser.get(f"/cases/{case.id}/emergency-access/new").status_code == 404
    assert begin(browser, case.id).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "Kenari singkat"},
        {"reason": "curious"},
        {"parts": []},
        {"parts": [str(int(C.REPORTER))]},
        {"parts": [str(int(C.ONLINE))]},
    ],
    ids=str,
)
def test_it_needs_a_reason_and_parts_within_reach(
    sign_in: SignIn, case: CaseFile, changes: dict[str, Any]
) -> None:
    browser = sign_in("dp3a_maros")
    assert begin(browser, case.id, **changes).status_code == 422
    assert NAME not in browser.get(f"/cases/{case.id}").text


def test_the_province_never_opens_the_story(sign_in: SignIn, case: CaseFile) -> None:
    assert begin(sign_in("provinsi"), case.id, parts=[str(int(C.STORY))]).status_code == 422


def test_three_times_in_thirty_days(sign_in: SignIn, travel: Travel, case: CaseFile) -> None:
    now = db.now()
    for n in range(3):
        travel(now + timedelta(hours=2 * n))
        browser = sign_in("dp3a_maros")
        assert begin(browser, case.id).status_code == 303
        assert begin(browser, case.id).status_code == 409, "one at a time"
    travel(now + timedelta(hours=6))
    assert begin(sign_in("dp3a_maros"), case.id).status_code == 409
    travel(now + timedelta(days=30, minutes=1))
    assert begin(sign_in("dp3a_maros"), case.id).status_code == 303


def test_the_password_is_asked_again(sign_in: SignIn, case: CaseFile) -> None:
    who = given.person("dp3a_maros").id
    db.session.add(
        Credential(person_id=who, password_hash=new_hash("burung kenari pagi"), changed_at=db.now())
    )
    db.session.commit()
    browser = sign_in("dp3a_maros")
    assert begin(browser, case.id).status_code == 422
    wrong = begin(browser, case.id, password="burung kenari sore")
    assert wrong.status_code == 422
    assert "burung kenari sore" not in wrong.text
    assert NAME not in browser.get(f"/cases/{case.id}").text
