"""A form that is refused as a whole gives back what a person wrote, and never a secret."""

from collections.abc import Callable

import pytest

from referral.web.forms import typed_by
from tests.pages import Browser
from tests.referrals import given

SECRET = "kuda tepat baterai staples"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/sign-in", {"username": "mk_maros", "password": SECRET}),
        ("/account/password", {"current": SECRET, "password": SECRET, "code": "123 456"}),
    ],
)
def test_what_opens_an_account_is_never_shown_again(
    sign_in: Callable[[str], Browser], path: str, fields: dict[str, str]
) -> None:
    browser = sign_in("mk_maros")
    page = browser.post(path, data={**fields, "csrf_token": "bad"})
    assert page.status_code == 400
    assert SECRET not in page.text
    assert "123 456" not in page.text


@pytest.mark.usefixtures("session")
def test_a_stale_answer_comes_back_with_its_words_and_numbers(
    sign_in: Callable[[str], Browser],
) -> None:
    referral = given.referral()
    address = f"/referrals/{referral.id}/decline"
    desk = sign_in("polisi_maros")
    desk.get(address)
    given.take("accept", referral.id)
    given.take("start", referral.id)
    no = {"reason": "other", "said_by": "provider", "words": "LP/B/17/III/2026 Sudah ditangani"}
    came = {"Referer": f"http://localhost{address}"}
    data = {"csrf_token": desk.token, **no}
    page = desk.post(address, data=data, headers=came)
    assert page.status_code == 409
    assert no["words"] in page.text
    assert page.text.index(no["words"]) < page.text.index(">Muat ulang</a>"), "before the way on"
    assert f'href="/referrals/{referral.id}"' in page.text


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Siti", True),
        ("LP/B/17", True),
        ("sudah penuh", True),
        ("provider", False),
        ("6h", False),
        ("20.15", False),
        ("9b2f7c1e-0000-4000-8000-000000000000", False),
        ("ImE5Njk0YzY0MDk4Yjg0ZTk0NjQ4YzUyNzQ2M2Qi.Zx.abcdef", False),
    ],
)
def test_what_nobody_typed_is_left_out(text: str, typed: bool) -> None:  # noqa: FBT001
    assert typed_by(text) is typed


@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":' * 3000, "[1, null, {}]", "x", ""])
def test_a_report_that_is_none_is_passed_over(client: Browser, body: str) -> None:
    assert client.post("/csp", data=body).status_code == 204
