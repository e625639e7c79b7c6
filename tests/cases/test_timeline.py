"""The timeline: all that a reader may see, newest first, fifty at a time, within its figures."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import RecordKind
from referral.cases.queries import timeline
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import Kind
from tests.cases import given
from tests.pages import Browser
from tests.quiet import too_slow
from tests.referrals.given import referral

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
MOST_SQL, MOST_CPU_MS = 14, 25.0
OLDER = re.compile(r'href="([^"]+older=[^"]+)"')


def busy(entries: int = 100) -> UUID:
    """A case with so many contacts, each of which kept its promise."""
    case, manager = given.open_case()
    about, owner = Matter(case.id, case.risk), Owner(case.unit_id, case.manager_id)
    for n in range(entries):
        given.actions.add_contact(case, given.contact(words=f"Kenari {n}."), by=manager)
        reminders.open_follow_up(Kind.SIMFONI, about, owner, start=db.now())
        reminders.close(Kind.SIMFONI, case_id=case.id)
    return case.id


def test_pages_of_fifty_hold_every_line_once() -> None:
    case_id = busy(60)

    first = timeline(case_id)
    second = timeline(case_id, first.older)

    lines = [(line.origin, line.id) for line in (*first.lines, *second.lines)]
    total = sum(
        db.session.scalar(sa.text(f"SELECT count(*) FROM {table}")) or 0  # noqa: S608
        for table in ("case_event", "referral_event")
    )
    assert len(first.lines) == 50
    assert second.older is None
    assert len(lines) == len(set(lines)) == total
    times = [line.at for line in (*first.lines, *second.lines)]
    assert times == sorted(times, reverse=True)


def test_the_page_leads_to_what_is_older(sign_in: SignIn) -> None:
    case_id, browser = busy(60), sign_in("mk_maros")
    page = browser.get(f"/cases/{case_id}").get_data(as_text=True)
    link = OLDER.search(page)
    assert link

    older = browser.get(link[1].replace("&amp;", "&")).get_data(as_text=True)

    assert "Kenari 0." not in page
    assert "Kenari 0." in older


@pytest.mark.parametrize(
    "older", ["x", "2026-03-14T20:15~c~1", "2026-03-14T20:15%2B00:00~%00~1", "~"]
)
def test_a_strange_address_shows_the_newest(sign_in: SignIn, older: str) -> None:
    case_id = given.open_case()[0].id

    page = sign_in("mk_maros").get(f"/cases/{case_id}?older={older}")

    assert "Laporan masuk" in page.get_data(as_text=True)


def test_moves_of_referrals_stand_among_the_steps(sign_in: SignIn) -> None:
    sent = referral()
    case_id, number = sent.case_id, sent.number

    text = sign_in("mk_maros").get(f"/cases/{case_id}").get_data(as_text=True)

    assert "Riwayat" in text
    assert text.count(number) > 1


def test_a_supervisor_sees_moves_and_no_word(sign_in: SignIn) -> None:
    case_id = busy(3)

    text = sign_in("dp3a_maros").get(f"/cases/{case_id}").get_data(as_text=True)

    assert "Riwayat" in text
    assert "Kenari" not in text


def test_a_hundred_entries_stay_within_the_figures(sign_in: SignIn, statements: list[str]) -> None:
    case_id, browser = busy(), sign_in("mk_maros")
    address = f"/cases/{case_id}"
    browser.get(address)
    statements.clear()
    browser.get(address)
    asked = list(statements)

    assert len(asked) <= MOST_SQL, asked
    assert not too_slow({"page": lambda: browser.get(address)}, MOST_CPU_MS)


def test_the_law_line_stands_on_the_page_also_when_its_steps_are_old(sign_in: SignIn) -> None:
    case, manager = given.open_case()
    earlier = db.now() - timedelta(minutes=40)
    given.record(case, RecordKind.VISUM, manager, earlier, code="done", number="B/7")
    for n in range(60):
        given.actions.add_contact(case, given.contact(words=f"Kenari {n}."), by=manager)
    case_id = case.id

    text = sign_in("mk_maros").get(f"/cases/{case_id}").get_data(as_text=True)

    assert "Visum: Sudah dilakukan" in text
    assert "B/7" in text
