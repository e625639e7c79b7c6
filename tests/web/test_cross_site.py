"""A form that another site posts has no effect, whatever token it carries."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.pages import Browser


def post(browser: Browser, path: str, site: str | None) -> TestResponse:
    headers = {"Sec-Fetch-Site": site} if site else {}
    return browser.post(path, data={"csrf_token": browser.token}, headers=headers)


def test_a_post_from_another_site_is_refused_by_a_page(sign_in: Callable[[str], Browser]) -> None:
    browser = sign_in("mk_maros")
    browser.get("/account")

    answer = post(browser, "/sign-out", "cross-site")

    assert answer.status_code == 400
    assert "tidak dapat dibaca" in answer.get_data(as_text=True)
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize("site", ["same-origin", "none", None])
def test_a_post_from_our_own_page_is_taken(
    sign_in: Callable[[str], Browser], site: str | None
) -> None:
    browser = sign_in("mk_maros")
    browser.get("/account")

    assert post(browser, "/sign-out", site).status_code == 303


def test_a_stranger_from_another_site_cannot_even_try_to_sign_in(
    client: Browser, session: object
) -> None:
    assert session
    client.get("/sign-in")

    assert post(client, "/sign-in", "cross-site").status_code == 400
