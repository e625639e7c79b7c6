"""What a refusal's page is called: a race is one thing, a rule another."""

from collections.abc import Callable

from referral import db
from referral.referrals import actions
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]


def test_a_rule_is_not_called_a_change(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    case.sexual = True
    db.session.commit()
    desk = given.unit("upt-ppa-sulsel")
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer?desk={desk}&service=mediation")
    assert page.status_code == 409
    assert "<h1>Tidak bisa dilakukan</h1>" in page.text
    assert "mediasi (UU 12/2022 pasal 23)" in page.text
    assert "Keadaan sudah berubah" not in page.text
    assert "Muat ulang" not in page.text


def test_who_comes_second_is_told_that_things_have_changed(sign_in: SignIn) -> None:
    report = given.village_report()
    second = sign_in("kepala_maros")
    second.get(f"/referrals/{report.id}")
    desk = given.acting("piket_maros")
    actions.claim(given.found(report.id, desk), by=desk)
    page = second.send(f"/referrals/{report.id}/claim")
    assert page.status_code == 409
    assert "<h1>Keadaan sudah berubah</h1>" in page.text
    assert "Muat ulang" in page.text
