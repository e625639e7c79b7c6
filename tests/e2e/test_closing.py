"""The end of a case: its manager asks, the head decides."""

from collections.abc import Callable

import pytest

from referral.intake.signs import Sign
from tests.browser import Visitor
from tests.referrals import given
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ASK = {
    "reason": "goal",
    "words": "Anak kembali bersekolah dan merasa aman.",
    "opinion": "Ingin selesai.",
    "told": "y",
}


def test_a_manager_asks_and_the_head_approves(
    visit: Callable[..., Visitor], service: Service, size: tuple[int, int]
) -> None:
    with service.inside():
        case, _manager = given.open_case(signs=frozenset({Sign.NEGLECT}))
        address, number = f"/cases/{case.id}", case.number
    manager = visit("mk_maros", size)
    manager.open(address)
    manager.press("Ajukan penutupan", role="link")
    manager.fill(ASK)
    manager.shot("ask-closure")
    manager.press("Ajukan")

    head = visit("kepala_maros", size)
    head.open("/inbox")
    assert number in head.text()
    head.open(address)
    head.press("Putuskan penutupan", role="link")
    head.fill({"decision": "approve"})
    head.shot("decide")
    head.press("Simpan")

    assert "Kasus ditutup." in head.text()
