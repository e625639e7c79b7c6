"""How far a hand-over may be handed on: never to who may read nothing, never later than owed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from referral import db, policy
from referral.directory.models import Service
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises
from tests.referrals.test_forward import SHARE, onward
from tests.reports.given import Travel

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def test_a_desk_that_may_read_no_part_of_it_is_refused(sign_in: SignIn) -> None:
    story = policy.Compartment.STORY
    asked: dict[str, Any] = {
        "service": Service.CARE_HOME,
        "share": story,
        "reason": "Perlu tempat tinggal.",
    }
    referral = given.referral(to="dinsos-maros-rehsos", **asked)
    desk, address = sign_in("dinsos_maros"), f"/referrals/{referral.id}/forward"
    desk.get(address)
    home = str(given.unit("lksa-contoh-maros"))
    answer = desk.send(address, desk=home, words="Ada tempat di sana.")
    assert answer.status_code == 409
    assert "tidak boleh membaca bagian mana pun" in answer.text


def test_it_is_taken_up_before_its_answer_is_due(travel: Travel) -> None:
    referral = given.referral(to="rsud-maros-ppt", service=Service.COUNSELLING, share=SHARE)
    travel(db.now() + timedelta(minutes=30))
    given.take("forward", referral.id, by="rs_maros")
    owed = open_promises(onward(referral).id)
    assert owed[Kind.ACKNOWLEDGE].due_at <= owed[Kind.ANSWER].due_at
