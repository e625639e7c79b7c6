"""Risk: confirmed by who has read the report; lowered from High by a head only."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import CaseEvent
from referral.cases.models.told import SelfHarm
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.reminders.limits import Kind, Risk
from tests.cases import given
from tests.cases.test_steps import take
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")

MEDIUM = {"signs": frozenset({Sign.BULLIED})}


def test_confirming_closes_the_triage() -> None:
    case, piket = given.claimed()

    actions.confirm_risk(case, Risk.HIGH, "", by=piket)

    assert case.risk_confirmed_at is not None
    assert given.promise(case.id, Kind.TRIAGE) is None


def test_another_level_moves_the_limits_from_their_own_start() -> None:
    case, piket = given.claimed(**MEDIUM)
    before = given.promise(case.id, Kind.FIRST_CONTACT)
    assert before

    actions.confirm_risk(case, Risk.HIGH, "Terlapor serumah", by=piket)

    after = given.promise(case.id, Kind.FIRST_CONTACT)
    assert after
    assert after.started_at == before.started_at
    assert after.due_at == before.started_at + timedelta(hours=24)
    answer = given.promise(case.id, Kind.ANSWER)
    assert answer
    assert answer.due_at == answer.started_at + timedelta(hours=1)


def test_another_level_needs_a_reason() -> None:
    case, piket = given.claimed(**MEDIUM)

    with pytest.raises(Refused, match=r"risk\.reason"):
        actions.confirm_risk(case, Risk.HIGH, "", by=piket)


def test_only_a_head_lowers_from_high() -> None:
    case, manager = given.open_case()
    case_id = case.id
    with pytest.raises(Refused, match=r"head\.only"):
        actions.confirm_risk(case, Risk.MEDIUM, "Sudah tenang", by=manager)

    head = given.acting("kepala_maros")
    case = given.found(case_id, head)
    actions.confirm_risk(case, Risk.MEDIUM, "Sudah tenang", by=head)

    assert case.risk == Risk.MEDIUM


def test_the_reasons_stand_where_the_risk_is_confirmed(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _piket = given.claimed(**MEDIUM)
    page = sign_in("piket_maros").get(f"/cases/{case.id}/risk").text
    assert page.index("Mengapa dihitung") < page.index("Dirundung") < page.rindex("<form method")


def test_a_child_that_wants_to_die_is_at_high_risk_and_the_page_says_whom_to_call(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _piket = given.claimed(**MEDIUM)
    case_id, browser = case.id, sign_in("piket_maros")
    said = {"risk": "2", "self_harm": "yes", "done": "Kenari bibi menemani."}

    assert take(browser, f"/cases/{case_id}/risk", said).status_code == 303

    page = browser.get(f"/cases/{case_id}").text
    assert "Telepon 119" in page
    assert "Risiko dipastikan: Tinggi" in page
    assert page.count("Kenari bibi menemani.") == 1
    assert 'value="yes" checked' in browser.get(f"/cases/{case_id}/risk").text


def test_the_answer_is_sealed_and_whoever_told_the_case_does_not_read_it(
    sign_in: Callable[[str], Browser],
) -> None:
    case, piket = given.claimed()
    asked = actions.Asked(SelfHarm.YES, "Kenari bibi menemani.")
    actions.confirm_risk(case, Risk.HIGH, "", by=piket, asked=asked)

    told = [line.detail for line in db.session.query(CaseEvent).filter_by(case_id=case.id)]
    assert "yes" not in told
    opener = sign_in("relawan_maros")
    for address in (f"/cases/{case.id}", f"/cases/{case.id}/told"):
        page = opener.get(address).text
        assert not [word for word in ("Kenari bibi", "bunuh diri", "melukai") if word in page]
