"""News and mistakes: the opener may still speak, and reads nothing back."""

import pytest

from referral.cases import actions
from referral.cases.models.told import ClosingReason
from referral.errors import Refused
from referral.intake.signs import Sign
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")


def test_the_manager_is_told_of_news_and_reads_it() -> None:
    case, _manager = given.open_case()
    opener = given.acting("relawan_maros")

    actions.add_news(given.found(case.id, opener), "Kenari kabar", by=opener)

    assert "case_news" in given.inbox("mk_maros")
    manager = given.acting("mk_maros")
    assert given.said(given.found(case.id, manager), manager)[0] == "Kenari kabar"


def test_before_acceptance_the_desk_is_told_of_a_mistake() -> None:
    case, _piket = given.claimed()
    opener = given.acting("relawan_maros")

    actions.mark_mistake(given.found(case.id, opener), "Salah orang", by=opener)

    assert "case_mistake" in given.inbox("piket_maros")


def test_a_closed_case_hears_no_news() -> None:
    case, manager = given.open_case(signs=frozenset({Sign.BULLIED}))
    head = given.acting("kepala_maros")
    case = given.found(case.id, head)
    actions.mistaken(case, ClosingReason.MISTAKEN, "Bukan anak", by=head)
    assert manager

    with pytest.raises(Refused, match=r"case\.not_open"):
        actions.add_news(case, "Kenari kabar", by=head)
