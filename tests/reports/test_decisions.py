"""What the head of a unit must decide stands on his day, on the board and first on the case."""

from collections.abc import Callable

import pytest

from referral.cases import actions
from referral.cases.models import CaseFile
from referral.cases.models.told import ClosingReason
from tests.cases import given
from tests.cases.test_plan import proposed
from tests.pages import Browser
from tests.referrals.given import MILD

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
PLAN = ("Putuskan rencana", "/plan/decision", "Rencana menunggu keputusan kepala unit")
CLOSURE = ("Putuskan penutupan", "/decision", "Penutupan menunggu keputusan kepala unit")


def ending() -> CaseFile:
    """A case that its manager asks to close."""
    case, manager = given.open_case(signs=MILD)
    return actions.ask_closure(case, ClosingReason.GOAL, "Kenari penutup", by=manager)


@pytest.mark.parametrize(("given_case", "said"), [(proposed, PLAN), (ending, CLOSURE)])
def test_a_decision_waits_where_the_head_looks(
    sign_in: SignIn, given_case: Callable[[], CaseFile], said: tuple[str, str, str]
) -> None:
    case = given_case()
    step, address, line = said
    head = sign_in("kepala_maros")
    today = head.get("/").text
    assert "Menunggu keputusan Anda" in today
    assert f'href="/cases/{case.id}{address}"' in today
    assert line in head.get("/board?due=soon").text
    first = head.get(f"/cases/{case.id}").text.split('class="button')[1]
    assert step in first
    assert head.get(f"/cases/{case.id}{address}").status_code == 200
    assert "Menunggu keputusan Anda" not in sign_in("mk_maros").get("/").text


def test_what_is_decided_or_ones_own_waits_no_longer(sign_in: SignIn) -> None:
    case = proposed("kepala_maros")
    assert "Menunggu keputusan Anda" not in sign_in("kepala_maros").get("/").text
    other = proposed()
    head = given.acting("kepala_maros")
    actions.approve_plan(given.found(other.id, head), "", by=head)
    today = sign_in("kepala_maros").get("/").text
    assert "Menunggu keputusan Anda" not in today
    assert case.number != other.number
