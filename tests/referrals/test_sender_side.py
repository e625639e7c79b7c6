"""Who acts for the sender, and in which words before the desk accepts."""

import html
from collections.abc import Callable

import pytest

from referral.referrals.models import LawfulBasis, Status
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize(
    ("status", "step"),
    [(Status.NEEDS_INFO, "reply"), (Status.WAITLISTED, "keep"), (Status.SENT, "mistake")],
)
def test_before_acceptance_no_word_of_the_sender_names_the_child(
    sign_in: Callable[[str], Browser], status: Status, step: str
) -> None:
    changes = {"basis": LawfulBasis.LEGAL_DUTY} if step == "mistake" else {}
    this = given.referral(status, **changes)
    browser, address = sign_in("mk_maros"), f"/referrals/{this.id}/{step}"
    assert browser.get(address).status_code == 200
    answer = browser.send(address, words="Kenari Anak bersedia, kata bibinya.")
    assert answer.status_code == 422
    assert "Hapus: “Kenari”" in html.unescape(answer.text)
    assert "kata bibinya" in answer.text
    assert browser.send(address, words="Anak bersedia, kata bibinya.").status_code == 303


@pytest.mark.parametrize(
    ("status", "step"),
    [
        (Status.COMPLETED, "confirm"),
        (Status.WAITLISTED, "keep"),
        (Status.NEEDS_INFO, "reply"),
        (Status.SENT, "recall"),
        (Status.SENT, "consent"),
    ],
)
def test_a_colleague_who_does_not_read_the_case_acts_for_nobody(
    sign_in: Callable[[str], Browser], status: Status, step: str
) -> None:
    this = given.referral(status)
    browser = sign_in("piket_maros")
    browser.get("/referrals")
    fields = {"words": "Baik.", "helped": "yes"}
    answer = browser.send(f"/referrals/{this.id}/{step}", **fields)
    assert answer.status_code in (403, 409), answer.text
