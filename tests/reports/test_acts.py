"""The auditor's page: every act, no name of a person and nothing of a case."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.app import ROOT
from referral.cases import actions as cases
from referral.reports.queries import KINDS
from tests.cases import given
from tests.pages import Browser

SignIn = Callable[[str], Browser]
pytestmark = pytest.mark.usefixtures("session")
LINE = re.compile(
    r"<li><p><b>(.*?)</b></p><p class=\"soft\">.*? · (.*?)</p><p>.*?<code>(.*?)</code>"
)


@pytest.fixture
def case_id() -> UUID:
    """A case that its manager and its head have opened."""
    case, manager = given.open_case()
    cases.read(case, by=manager)
    head = given.acting("kepala_maros")
    cases.read(given.found(case.id, head), by=head)
    cases.read(given.found(case.id, head), by=head)
    return case.id


def lines(browser: Browser, **asked: str) -> list[tuple[str, str, str]]:
    """Kind, who and code of each line."""
    return LINE.findall(browser.get("/audit", query_string=asked).text)


def test_the_same_name_is_the_same_person_and_nobodys_own(sign_in: SignIn, case_id: UUID) -> None:
    browser = sign_in("auditor")
    who = [who for _kind, who, code in lines(browser) if code == "case.read"]
    assert re.fullmatch(r"[0-9A-F]{8} · Kepala unit", who[0])
    assert who[0] == who[1] != who[2]
    page = browser.get("/audit").text.split("<main")[1]
    assert "Contoh" not in page.replace("Auditor Contoh", "")
    assert str(case_id) not in page
    assert "K-" not in page


def test_by_kind_and_by_day(sign_in: SignIn, case_id: UUID) -> None:
    assert case_id
    browser, today = sign_in("auditor"), db.now() + timedelta(hours=8)
    found = lines(browser, kind="opened", day=today.date().isoformat())
    assert {code for _kind, _who, code in found} == {"case.read"}
    before = (today - timedelta(days=9)).date().isoformat()
    assert lines(browser, day=before) == []


def test_pages_go_on_where_the_last_one_ended(sign_in: SignIn, case_id: UUID) -> None:
    manager = given.acting("mk_maros")
    case = given.found(case_id, manager)
    for _time in range(60):
        cases.read(case, by=manager)
    browser = sign_in("auditor")
    first = browser.get("/audit?kind=opened").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following
    rest = LINE.findall(browser.get(following[1].replace("&amp;", "&")).text)
    assert (len(LINE.findall(first)), len(rest)) == (50, 13)


def test_reading_it_is_written_down(sign_in: SignIn) -> None:
    browser = sign_in("auditor")
    browser.get("/audit?kind=searched")
    assert lines(browser, kind="audit")[0][2] == "audit.read"


def test_the_database_tells_nobody_else(case_id: UUID) -> None:
    assert case_id
    acts = sa.text("SELECT count(*) FROM app_audit_acts('', '', '2000-01-01', 'infinity', 0, 9)")
    for username in ("mk_maros", "kepala_maros", "provinsi", "admin"):
        given.acting(username)
        assert db.session.scalar(acts) == 0
    given.acting("auditor")
    assert db.session.scalar(acts) == 9


def test_a_day_or_place_that_is_none_shows_the_newest(sign_in: SignIn) -> None:
    browser = sign_in("auditor")
    for asked in ("day=2026-13-40", "day=0001-01-01", "after=x", "after=2026-01-01_5", "kind=none"):
        assert LINE.findall(browser.get(f"/audit?{asked}").text), asked


def test_it_says_what_the_last_verification_found(sign_in: SignIn, owner: sa.Engine) -> None:
    assert owner
    browser = sign_in("auditor")
    assert "belum pernah diperiksa" in browser.get("/audit").text


def test_every_act_is_of_one_kind() -> None:
    written = re.compile(r'(?:@action|\bwrite)\(\s*f?"([a-z_]+\.[a-z_{.}]+)"')
    sources = "\n".join(p.read_text() for p in Path(ROOT / "referral").rglob("*.py"))
    acts = set(written.findall(sources))
    kinds = {act: [k for k, (p, _n) in KINDS.items() if re.search(p, act)] for act in acts}
    assert len(acts) > 80
    assert not {act: found for act, found in kinds.items() if len(found) != 1}
