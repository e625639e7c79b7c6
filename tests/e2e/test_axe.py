"""Pages as axe reads them: no violation of WCAG 2.2 AA or of good practice."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser import DESK, PHONE, Visitor
from tests.referrals import given
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PLAIN = str.maketrans("/?=", "---", "{}")
PAGES = {
    "relawan_maros": ("/", "/cases", "/cases/new", "/inbox", "/directory", "/account"),
    "mk_maros": ("/", "/cases", "{case}", "{case}/contact", "{case}/refer", "/referrals"),
    "polisi_maros": ("/referrals", "{referral}", "{referral}/accept", "/nowhere"),
    "dp3a_maros": ("/", "/board", "/cases"),
    "provinsi": ("/", "/board", "/board?due=soon"),
    "admin": ("/", "/people", "/directory"),
}


@pytest.fixture(scope="module")
def records(service: Service) -> dict[str, str]:
    """A case in work and a referral that waits for an answer."""
    with service.inside():
        sent = given.referral()
        return {"case": f"/cases/{sent.case_id}", "referral": f"/referrals/{sent.id}"}


@pytest.mark.parametrize("username", PAGES)
def test_axe_finds_nothing(
    visit: Callable[..., Visitor], records: dict[str, str], username: str
) -> None:
    visitor = visit(username, DESK if username == "provinsi" else PHONE)
    for path in PAGES[username]:
        visitor.open(path.format(**records), status=404 if path == "/nowhere" else 200)
        visitor.shot(username + path.translate(PLAIN))
        found = Axe().run(visitor.page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
