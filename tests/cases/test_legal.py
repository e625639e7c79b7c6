"""A legal companion: a colleague of the unit, named by who leads the case, told and shown."""

from collections.abc import Callable

import pytest

from referral.cases import actions
from referral.errors import Missing, Refused
from tests.cases import given
from tests.cases.test_steps import take
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")


def test_the_manager_names_a_colleague_who_is_told_and_shown(
    sign_in: Callable[[str], Browser],
) -> None:
    case_id, browser = given.open_case()[0].id, sign_in("mk_maros")
    worker = given.person("piket_maros")
    done = take(browser, f"/cases/{case_id}/legal", {"worker": str(worker.id)})

    assert done.status_code == 303
    page = browser.get(f"/cases/{case_id}").text
    assert "Pendamping hukum ditunjuk" in page
    assert worker.name in page.split("Jalur hukum")[-1]
    assert "legal_named" in given.inbox("piket_maros")


def test_only_who_leads_the_case_names_one_and_of_the_unit_alone() -> None:
    case, manager = given.open_case()
    with pytest.raises(Missing):
        actions.name_legal(case, given.person("mk_bone").id, by=manager)
    case_id, piket = case.id, given.acting("piket_maros")
    with pytest.raises(Refused, match=r"manager\.only"):
        actions.name_legal(given.found(case_id, piket), manager.id, by=piket)
