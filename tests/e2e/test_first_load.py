"""What a page weighs on the way to a phone that has never been here."""

from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from tests.browser import PHONE, Visitor
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize(
    ("username", "path", "most"),
    [
        (None, "/sign-in", 20_000),
        ("relawan_maros", "/cases/new", 35_000),
        ("dp3a_maros", "/board", 35_000),
    ],
)
def test_a_first_load_is_light_and_asks_no_other_host(
    browser: Browser, service: Service, username: str | None, path: str, most: int
) -> None:
    with Visitor(browser, service, PHONE) as known:
        cookies = known.sign_in(username).context.cookies() if username else []
    with Visitor(browser, service, PHONE, fresh=True) as fresh:
        fresh.context.add_cookies(cookies)  # type: ignore[arg-type]  # as it gave them
        weights: list[float] = []
        wire = fresh.context.new_cdp_session(fresh.page)
        wire.on("Network.loadingFinished", lambda got: weights.append(got["encodedDataLength"]))
        wire.send("Network.enable")
        fresh.open(path)
        fresh.page.wait_for_load_state("networkidle")

    assert len(weights) >= 3
    assert sum(weights) <= most, weights


@pytest.mark.parametrize("path", ["/sign-in", "/healthz"])
def test_no_answer_names_the_software(service: Service, path: str) -> None:
    with urlopen(f"{service.url}{path}") as answer:  # noqa: S310 - our own
        assert not answer.headers["Server"]
