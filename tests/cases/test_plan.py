"""The plan: goals, a proposal, and a head who did not write it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import Agreed, CaseFile, RecordKind
from referral.cases.queries import latest_plan
from referral.errors import Refused
from referral.policy import Actor, Role
from referral.reminders.limits import Kind
from tests.cases import given
from tests.pages import Browser
from tests.people.given import newcomer

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]

AIM = given.actions.Aim("Kenari tujuan", "Kenari bibi", date(2090, 1, 1))


def proposed(username: str = "mk_maros") -> CaseFile:
    """A case whose plan waits for the head."""
    case, manager = given.open_case()
    given.record(case, RecordKind.FULL_ASSESSMENT, manager)
    author = given.acting(username)
    case = given.found(case.id, author)
    given.actions.add_goal(case, AIM, by=author)
    return given.actions.propose_plan(case, Agreed.BOTH, "", by=author)


def before_the_head(case: CaseFile) -> tuple[CaseFile, Actor]:
    """The same case as the head finds it."""
    head = given.acting("kepala_maros")
    return given.found(case.id, head), head


def test_approval_keeps_the_plan_and_owes_its_review() -> None:
    case = proposed()
    assert "plan_proposed" in given.inbox("kepala_maros")
    case, head = before_the_head(case)

    given.actions.approve_plan(case, "", by=head)

    assert given.promise(case.id, Kind.PLAN) is None
    review = given.promise(case.id, Kind.PLAN_REVIEW)
    assert review
    assert review.due_at == review.started_at + timedelta(days=14)
    assert "plan_decided" in given.inbox("mk_maros")


def test_who_wrote_it_never_approves_it() -> None:
    with pytest.raises(Refused, match=r"head\.other_person"):
        proposed("kepala_maros")
    newcomer("kepala_lain", Role.UNIT_HEAD)
    case, head = before_the_head(proposed("kepala_maros"))

    with pytest.raises(Refused, match=r"head\.other_person"):
        given.actions.approve_plan(case, "", by=head)


def test_the_database_refuses_it_too() -> None:
    newcomer("kepala_lain", Role.UNIT_HEAD)
    case, head = before_the_head(proposed("kepala_maros"))
    plan = latest_plan(case.id)
    assert plan
    plan.approved_at, plan.approved_by_id = db.now(), head.id

    with pytest.raises(sa.exc.IntegrityError):
        db.session.flush()


def test_a_manager_decides_no_plan() -> None:
    case = proposed()
    manager = given.acting("mk_maros")

    with pytest.raises(Refused, match=r"head\.only"):
        given.actions.approve_plan(given.found(case.id, manager), "", by=manager)


def test_a_returned_plan_is_still_owed() -> None:
    case, head = before_the_head(proposed())

    given.actions.return_plan(case, "Tulis siapa", by=head)

    assert given.promise(case.id, Kind.PLAN)
    with pytest.raises(Refused, match=r"step\.not_open"):
        given.actions.approve_plan(case, "", by=head)


def test_a_plan_has_a_goal_and_says_why_nobody_agreed() -> None:
    case, manager = given.open_case()
    with pytest.raises(Refused, match=r"plan\.no_goals"):
        given.actions.propose_plan(case, Agreed.BOTH, "", by=manager)
    given.actions.add_goal(case, AIM, by=manager)

    with pytest.raises(Refused, match=r"plan\.why_not_agreed"):
        given.actions.propose_plan(case, Agreed.NOBODY, "", by=manager)


def test_a_review_keeps_the_promise_and_owes_the_next() -> None:
    case, head = before_the_head(proposed())
    given.actions.approve_plan(case, "", by=head)
    at = db.now()

    given.record(case, RecordKind.PLAN_REVIEW, head, at)

    assert given.promise(case.id, Kind.PLAN_REVIEW, done=True)
    again = given.promise(case.id, Kind.PLAN_REVIEW)
    assert again
    assert again.started_at == at


def test_without_an_approved_plan_nothing_is_reviewed() -> None:
    case, manager = given.open_case()

    with pytest.raises(Refused, match=r"plan\.none"):
        given.record(case, RecordKind.PLAN_REVIEW, manager)


def test_a_plan_that_was_not_reviewed_needs_a_word_before_the_end() -> None:
    case, head = before_the_head(proposed())
    given.actions.approve_plan(case, "", by=head)
    given.actions.record_lp(case.id, "LP/B/1", db.now(), by=head)
    given.record(case, RecordKind.PROTECTION, head, code="no")
    goal, manager = given.ClosingReason.GOAL, given.acting("mk_maros")

    with pytest.raises(Refused, match=r"plan\.unreviewed"):
        given.actions.ask_closure(case, goal, "Selesai", by=manager)

    given.actions.ask_closure(case, goal, "Selesai", by=manager, unreviewed="Keluarga pindah")


def led_to(browser: Browser, case: CaseFile) -> set[str]:
    """The addresses of the case that its plan leads to."""
    page = browser.get(f"/cases/{case.id}/plan").text
    return set(re.findall(rf"/cases/{case.id}/[^\"]+", page))


def test_the_plan_leads_its_workers_to_steps_that_they_can_take(sign_in: SignIn) -> None:
    case, browser = proposed(), sign_in("mk_maros")
    led = led_to(browser, case)
    assert f"/cases/{case.id}/goals" in led
    assert {browser.get(address).status_code for address in led} == {200}


def test_who_does_not_work_on_it_is_led_to_no_step(
    sign_in: SignIn, travel: Callable[[datetime], None]
) -> None:
    case = proposed()
    travel(db.now() + timedelta(days=8))
    assert led_to(sign_in("piket_maros"), case) == {f"/cases/{case.id}/plan"}, "but to itself"


def test_the_head_decides_with_the_goals_and_who_agreed_before_the_eyes(sign_in: SignIn) -> None:
    case = proposed()
    page = sign_in("kepala_maros").get(f"/cases/{case.id}/plan/decision").text
    for shown in ("Kenari tujuan", "Kenari bibi", "Rahma Contoh", "Anak dan pengasuh"):
        assert shown in page
    assert page.index("Kenari tujuan") < page.index("Setujui rencana")
