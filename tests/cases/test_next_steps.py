"""The next steps of a case stand first as buttons; all others under plain headings."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest

from referral.referrals.models import Status as Stands
from referral.reminders.limits import Kind, Urgency
from tests.cases import given
from tests.cases.test_after_closing import closed
from tests.cases.test_plan import proposed
from tests.make import wita
from tests.pages import Browser
from tests.referrals.given import MILD, claimed_report
from tests.referrals.given import referral as given_referral

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
BUTTON = re.compile(r'<a class="button[^"]*" href="[^"]+">([^<]+)</a>')


def steps(browser: Browser, case_id: UUID) -> tuple[list[str], str]:
    """The labels of the usual steps, and the part of the page that holds the others."""
    page = browser.get(f"/cases/{case_id}").text
    usual, _, rest = page.partition("Langkah lain")
    return BUTTON.findall(usual), rest.partition('<div class="split">')[0]


def test_a_claimed_report_is_judged_and_the_child_met(sign_in: SignIn) -> None:
    report = claimed_report(signs=MILD)
    usual, _rest = steps(sign_in("piket_maros"), report.case_id)
    assert usual == ["Terima kasus", "Pastikan risiko"]


def test_the_child_is_met_before_the_paper_is_done(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    travel(wita(2026, 3, 16, 20))
    case, _manager = given.settled()
    simfoni, contact = (given.promise(case.id, k) for k in (Kind.SIMFONI, Kind.FIRST_CONTACT))
    assert simfoni
    assert contact
    assert simfoni.due_at < contact.due_at
    case_id = case.id
    usual, _rest = steps(sign_in("mk_maros"), case_id)
    assert usual[0] == "Catat kontak"


def test_a_manager_finds_sending_a_referral_among_the_first(sign_in: SignIn) -> None:
    case, _manager = given.settled()
    usual, rest = steps(sign_in("mk_maros"), case.id)
    assert "Catat kontak" in usual
    assert "Kirim rujukan" in usual
    assert len(usual) <= 3
    assert "Kirim rujukan" not in rest
    titles = re.findall(r"<h3>([^<]+)</h3>", rest)
    assert titles == ["Untuk anak", "Jalur hukum", "Tentang kasus"]


def test_after_a_refusal_another_way_is_next(sign_in: SignIn) -> None:
    case, _manager = given.settled()
    given_referral(Stands.DECLINED, case, urgency=Urgency.HOURS_6)
    assert "Kirim rujukan" in steps(sign_in("mk_maros"), case.id)[0]


def test_many_other_steps_are_folded(sign_in: SignIn) -> None:
    case = proposed()
    head = sign_in("kepala_maros")
    usual, rest = steps(head, case.id)
    assert usual[0] == "Putuskan rencana"
    assert len(BUTTON.findall(rest)) > 3
    assert "Langkah lain</summary>" in head.get(f"/cases/{case.id}").text


def test_few_other_steps_stand_open(sign_in: SignIn) -> None:
    case, _manager = closed()
    head = sign_in("kepala_maros")
    _usual, rest = steps(head, case.id)
    assert 0 < len(BUTTON.findall(rest)) <= 3
    assert "<h2>Langkah lain</h2>" in head.get(f"/cases/{case.id}").text
