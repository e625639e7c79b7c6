"""A manager with 25 cases gets one more only by a head's word, however the case comes."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from referral.referrals.models import Referral
from tests.cases.test_steps import take
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
MONDAY = wita(2026, 3, 16, 9)
CONTACT = ["16", "3", "2026", "14.00"]


@pytest.fixture
def held(travel: Callable[..., None]) -> Callable[[int], Referral]:
    """A report in hand at a desk whose manager holds so many cases."""

    def hold(cases: int) -> Referral:
        travel(MONDAY)
        for _case in range(cases):
            given.open_case(signs=given.MILD)
        return given.claimed_report(signs=given.MILD)

    return hold


def accept(browser: Browser, report: Referral) -> TestResponse:
    fields = {"worker": str(given.person("mk_maros").id), "first_service_at": CONTACT}
    return take(browser, f"/referrals/{report.id}/accept", fields)


def test_a_report_goes_to_whoever_has_room_or_by_the_heads_word(
    held: Callable[[int], Referral], sign_in: SignIn
) -> None:
    report = held(25)
    desk = sign_in("piket_maros")
    page = desk.get(f"/referrals/{report.id}/accept").text
    assert "Rahma Contoh · Manajer kasus · 25 kasus" in page
    refused = accept(desk, report)
    assert refused.status_code == 422
    assert refused.text.count("Hanya kepala unit yang dapat menambah") == 2, "above and beside"
    answer = accept(sign_in("kepala_maros"), report)
    assert answer.status_code == 303, answer.text


@pytest.mark.parametrize(("cases", "warnings"), [(19, 0), (20, 1), (24, 1)])
def test_from_twenty_on_whoever_accepts_is_warned(
    held: Callable[[int], Referral], sign_in: SignIn, cases: int, warnings: int
) -> None:
    report = held(cases)
    desk = sign_in("piket_maros")
    assert accept(desk, report).status_code == 303
    said = desk.get(f"/referrals/{report.id}").text
    assert said.count("sudah memegang 20 kasus atau lebih") == warnings
