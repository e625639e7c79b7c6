"""Assignment: sight and promises go to the new manager, at once."""

import pytest

from referral.cases import actions
from referral.errors import Missing, Refused
from referral.policy import Compartment, compartments
from referral.reminders.limits import Kind
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")

WHOLE_STORY = Compartment.STORY


def test_the_head_takes_a_case_over() -> None:
    case, manager = given.open_case()
    head = given.acting("kepala_maros")
    case = given.found(case.id, head)

    actions.assign(case, head.id, by=head)

    owed = given.promise(case.id, Kind.FIRST_CONTACT)
    assert owed
    assert owed.owner_person_id == head.id
    assert not compartments(case.id, manager) & WHOLE_STORY
    assert compartments(case.id, head) & WHOLE_STORY


def test_the_manager_hands_his_case_on() -> None:
    case, manager = given.open_case()
    head = given.person("kepala_maros")

    actions.assign(case, head.id, by=manager)

    assert case.manager_id == head.id
    assert "case_assigned" in given.inbox("kepala_maros")


def test_nobody_outside_the_unit_becomes_the_manager() -> None:
    case, manager = given.open_case()

    with pytest.raises(Missing):
        actions.assign(case, given.person("mk_makassar").id, by=manager)


def test_a_colleague_without_the_case_does_not_give_it_away() -> None:
    case, manager = given.open_case()
    piket = given.acting("piket_maros")

    with pytest.raises(Refused, match=r"manager\.only"):
        actions.assign(given.found(case.id, piket), manager.id, by=piket)
