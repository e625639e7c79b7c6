"""What a step that writes asks of the database: the figures of docs/decisions.md, measured."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from referral import db
from referral.referrals.models import Referral
from tests import make
from tests.intake.filled import filled
from tests.pages import KEY, Browser
from tests.referrals import given
from tests.referrals.test_refer_page import FILLED, form_of

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def key_of(page: TestResponse) -> str:
    return KEY.findall(page.text)[0]


def soon() -> str:
    """In half an hour, as a person writes it."""
    return f"{(db.now() + timedelta(minutes=30)).astimezone(make.WITA):%d/%m/%Y %H.%M}"


def test_opening_a_case(sign_in: SignIn, statements: list[str]) -> None:
    browser = sign_in("relawan_maros")
    report = filled(browser.get("/cases/new"))
    statements.clear()

    assert browser.post("/cases", data=report).status_code == 303
    assert len(statements) <= 27, statements


def test_sending_a_referral(sign_in: SignIn, statements: list[str]) -> None:
    case, _manager = given.open_case()
    browser, address = sign_in("mk_maros"), form_of(case.id)
    key = key_of(browser.get(address))
    statements.clear()

    assert browser.send(address, form_key=key, **FILLED).status_code == 303
    assert len(statements) <= 38, statements


@pytest.mark.parametrize(
    ("make_one", "who", "worker", "most"),
    [
        (given.referral, "polisi_maros", "polisi_maros", 31),
        (given.claimed_report, "piket_maros", "mk_maros", 47),
    ],
    ids=["referral", "village report"],
)
def test_accepting(
    sign_in: SignIn,
    statements: list[str],
    make_one: Callable[[], Referral],
    who: str,
    worker: str,
    most: int,
) -> None:
    address = f"/referrals/{make_one().id}/accept"
    browser, by = sign_in(who), given.person(worker).id
    facts = {"form_key": key_of(browser.get(address)), "worker": by, "first_service_at": soon()}
    statements.clear()

    done = browser.send(address, **facts)
    assert done.status_code == 303
    assert len(statements) <= most, statements
