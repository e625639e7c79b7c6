"""Hari ini: each role's own day, by few statements."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.referrals.models import Status
from tests.pages import Browser
from tests.referrals import given
from tests.reports.given import SATURDAY, Travel, report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
ROLES = (
    "kepala_maros", "mk_maros", "piket_maros", "relawan_maros", "polisi_maros", "dp3a_maros",
    "provinsi", "admin", "auditor",
)  # fmt: skip


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What is asked of the database from here on."""
    seen: list[str] = []

    def note(*call: object) -> None:
        seen.append(str(call[2]))

    with app.app_context():
        engine = db.sqla.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("who", ROLES)
def test_every_role_has_a_day_of_few_statements(
    travel: Travel, sign_in: SignIn, statements: list[str], who: str
) -> None:
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(hours=2))
    browser = sign_in(who)
    for address in ("/", "/board") if who in ("kepala_maros", "dp3a_maros") else ("/",):
        statements.clear()
        assert browser.get(address).status_code == 200
        asked = [text for text in statements if "SAVEPOINT" not in text]
        assert len(asked) <= 12, asked


def test_the_desk_sees_what_it_owes_first(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(hours=2))
    page = sign_in("piket_maros").get("/").get_data(as_text=True)
    assert "tugas meja kami" in page
    assert "terlambat 1 jam" in page
    assert "Darurat" in page
    assert "Kenari" not in page


def test_a_volunteer_reads_how_the_report_fares(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    report()
    page = sign_in("relawan_maros").get("/").get_data(as_text=True)
    assert "Terkirim, belum dibuka petugas" in page
    assert "Tinggi" not in page
    assert 'href="/cases/new"' in page


def test_an_office_is_told_which_desks_nobody_keeps(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/").get_data(as_text=True)
    assert "meja tanpa piket sekarang" in page
    assert "Piket UPTD PPA Maros" in page


def test_a_service_promised_for_today_stands_on_both_sides_day(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY)
    referral = given.referral(Status.ACCEPTED)
    for who in ("polisi_maros", "mk_maros"):
        page = sign_in(who).get("/").text
        assert "Janji hari ini" in page
        assert referral.number in page
    assert "Janji hari ini" not in sign_in("mk_bone").get("/").text
