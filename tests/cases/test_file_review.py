"""The head looks through every file, by its risk weekly to monthly; nobody else does it for him."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from referral import db
from referral.cases.models import RecordKind
from referral.cases.models.told import ClosingReason
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.reminders.limits import Kind, Risk
from tests.cases import given
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")


def test_it_is_owed_from_accept_and_again_from_every_review(
    sign_in: Callable[[str], Browser],
) -> None:
    case_id, browser = given.open_case()[0].id, sign_in("kepala_maros")
    given.acting("kepala_maros")
    first = given.promise(case_id, Kind.FILE_REVIEW)
    assert first
    first_id = first.id
    assert first.owner_person_id == given.person("kepala_maros").id
    assert first.due_at == first.started_at + timedelta(days=7)
    assert "Catat pemeriksaan berkas" in browser.get(f"/cases/{case_id}").text

    head = given.acting("kepala_maros")
    given.record(given.found(case_id, head), RecordKind.FILE_REVIEW, head)

    following = given.promise(case_id, Kind.FILE_REVIEW)
    assert following
    assert following.id != first_id


def test_no_manager_reviews_his_own_file(sign_in: Callable[[str], Browser]) -> None:
    case, manager = given.open_case()
    case_id = case.id
    with pytest.raises(Refused, match=r"head\.only"):
        given.record(case, RecordKind.FILE_REVIEW, manager)
    assert "Catat pemeriksaan berkas" not in sign_in("mk_maros").get(f"/cases/{case_id}").text


def test_another_risk_gives_another_rhythm() -> None:
    case, _manager = given.open_case()
    case_id, head = case.id, given.acting("kepala_maros")
    case = given.found(case_id, head)
    given.actions.confirm_risk(case, Risk.MEDIUM, "Sudah tenang", by=head)
    review = given.promise(case_id, Kind.FILE_REVIEW)
    assert review
    assert review.due_at == review.started_at + timedelta(days=14)


def test_the_list_before_closing_does_not_name_the_decision_that_it_is_read_for(
    sign_in: Callable[[str], Browser], travel: Callable[[datetime], None]
) -> None:
    case, manager = given.open_case(signs=frozenset({Sign.BULLIED}))
    given.actions.ask_closure(case, ClosingReason.GOAL, "Kenari", by=manager)
    travel(db.now() + timedelta(days=8))
    page = sign_in("kepala_maros").get(f"/cases/{case.id}/decision").text
    assert "Putuskan penutupan" not in page.split("Tugas lain")[1].split("</dd>")[0]
