"""A need asked of one desk after another: each referral leads to the next, for the sender only."""

from collections.abc import Callable

import pytest

from referral.cases.models import CaseFile
from referral.policy import find
from referral.referrals.models import Referral, Status
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_forward import onward

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
NEXT, FORMER = "Sudah dirujuk ke", "Menggantikan rujukan ke"


def page(browser: Browser, referral: Referral) -> str:
    return browser.get(f"/referrals/{referral.id}").text


def asked_again(refused: Referral) -> Referral:
    """The same service, of the province's desk."""
    case = find(CaseFile, refused.case_id, given.acting("mk_maros"))
    return given.referral(case=case, to="upt-ppa-sulsel")


@pytest.mark.parametrize("ended", [Status.DECLINED, Status.FAILED, Status.RECALLED, Status.VOID])
def test_the_one_that_ended_in_vain_leads_to_the_one_sent_instead(
    sign_in: SignIn, ended: Status
) -> None:
    refused = given.referral(ended)
    sender = sign_in("mk_maros")
    assert NEXT not in page(sender, refused)

    instead = asked_again(refused)

    sender = sign_in("mk_maros")
    assert f'href="/referrals/{instead.id}"' in page(sender, refused).split(NEXT)[1]
    assert f'href="/referrals/{refused.id}"' in page(sender, instead).split(FORMER)[1]


def test_a_forwarded_one_leads_to_its_new_desk(sign_in: SignIn) -> None:
    referral = given.referral(Status.FORWARDED)
    child = onward(referral)
    sender = sign_in("mk_maros")
    assert f'href="/referrals/{child.id}"' in page(sender, referral).split(NEXT)[1]
    assert f'href="/referrals/{referral.id}"' in page(sender, child).split(FORMER)[1]


def test_a_second_one_beside_a_living_one_stands_for_nothing(sign_in: SignIn) -> None:
    running = given.referral(Status.ACCEPTED)
    beside = asked_again(running)
    for one in (running, beside):
        text = page(sign_in("mk_maros"), one)
        assert (NEXT in text, FORMER in text) == (False, False)


def test_a_desk_reads_of_no_other_desk_that_was_asked(sign_in: SignIn) -> None:
    refused = given.referral(Status.DECLINED)
    instead = asked_again(refused)
    assert NEXT not in page(sign_in("polisi_maros"), refused)
    assert FORMER not in page(sign_in("provinsi"), instead)
