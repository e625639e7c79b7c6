"""What the head of a unit must decide is owed with a date: on his day, the board, the case."""

from collections.abc import Callable

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import CaseFile
from referral.cases.models.told import ClosingReason
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind
from tests.cases import given
from tests.cases.test_plan import proposed
from tests.pages import Browser
from tests.referrals.given import MILD

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
PLAN = ("Putuskan rencana", "/plan/decision")
CLOSURE = ("Putuskan penutupan", "/decision")


def ending() -> CaseFile:
    """A case that its manager asks to close."""
    case, manager = given.open_case(signs=MILD)
    return actions.ask_closure(case, ClosingReason.GOAL, "Kenari penutup", by=manager)


@pytest.mark.parametrize(("given_case", "said"), [(proposed, PLAN), (ending, CLOSURE)])
def test_a_decision_waits_where_the_head_looks(
    sign_in: SignIn, given_case: Callable[[], CaseFile], said: tuple[str, str]
) -> None:
    case = given_case()
    step, address = said
    head = sign_in("kepala_maros")
    today = head.get("/").text
    assert case.number in today
    assert step.lower() in today.lower()
    page = head.get(f"/cases/{case.id}").text
    assert f"<b>{step}</b>" in page
    assert step in page.split('class="button')[1]
    assert head.get(f"/cases/{case.id}{address}").status_code == 200
    assert step not in sign_in("mk_maros").get("/").text


def test_what_is_decided_waits_no_longer(sign_in: SignIn) -> None:
    case = proposed()
    assert "utuskan rencana" in sign_in("kepala_maros").get("/").text
    head = given.acting("kepala_maros")
    actions.return_plan(given.found(case.id, head), "Kenari kurang", by=head)
    assert given.promise(case.id, Kind.PLAN_APPROVAL) is None
    other = proposed()
    head = given.acting("kepala_maros")
    actions.approve_plan(given.found(other.id, head), "", by=head)
    assert given.promise(other.id, Kind.PLAN_APPROVAL) is None
    assert "utuskan rencana" not in sign_in("kepala_maros").get("/").text


@pytest.mark.parametrize(
    ("given_case", "kind"), [(proposed, Kind.PLAN_APPROVAL), (ending, Kind.CLOSURE)]
)
def test_undecided_it_rings_for_the_head(given_case: Callable[[], CaseFile], kind: Kind) -> None:
    [owed] = reminders.open_ones(given_case().id, kind)
    assert owed.owner_person_id == given.person("kepala_maros").id
    assert owed.ladder is not None
    assert db.now() < owed.ladder.next_at <= owed.due_at
