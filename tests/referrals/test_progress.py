"""While a service runs: news within thirty days, a wait with its reason and its end."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.referrals.models import Status
from referral.reminders.limits import Kind
from tests import make
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def test_news_are_owed_within_thirty_days_and_again_after_each(sign_in: SignIn) -> None:
    referral = given.referral(Status.IN_SERVICE)
    owed = open_promises(referral.id)[Kind.PROGRESS]
    assert owed.due_at - owed.started_at == timedelta(days=30)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/progress"
    assert f'href="{address}"' in desk.get(f"/referrals/{referral.id}").text
    page = desk.get(address)
    assert page.status_code == 200
    assert desk.send(address).status_code == 422
    assert desk.send(address, words="Sudah dua kali bertemu.").status_code == 303
    assert "Sudah dua kali bertemu." in sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    assert "referral_progress" in told("mk_maros", referral.id)
    assert open_promises(referral.id)[Kind.PROGRESS].id != owed.id


def test_the_end_of_a_service_ends_the_news() -> None:
    referral = given.referral(Status.COMPLETED)
    assert Kind.PROGRESS not in open_promises(referral.id)


def later(days: int) -> str:
    return make.typed(db.now() + timedelta(days=days))


def test_a_wait_has_its_reason_and_is_looked_at_again(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/hold"
    desk.get(address)
    far = desk.send(address, until=later(31), words="Menunggu keluarga pulang.")
    assert (far.status_code, "Pilih waktu antara sekarang" in far.text) == (422, True)
    assert desk.send(address, until=later(3), words="Menunggu keluarga.").status_code == 303
    page = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    assert "Ditunda sampai" in page
    assert "Menunggu keluarga." in page
    given.acting("mk_maros")
    owed = open_promises(referral.id)
    assert {Kind.HOLD_REVIEW, Kind.FIRST_SERVICE} <= set(owed)
    assert timedelta(days=2) < owed[Kind.HOLD_REVIEW].due_at - db.now() < timedelta(days=4)


def test_it_goes_on_by_a_button_or_by_the_next_step(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    desk, show = sign_in("polisi_maros"), f"/referrals/{referral.id}"
    desk.get(f"{show}/hold")
    desk.send(f"{show}/hold", until=later(3), words="Menunggu.")
    assert "Lanjutkan layanan" in desk.get(show).text
    assert desk.send(f"{show}/resume").status_code == 303
    given.acting("mk_maros")
    assert Kind.HOLD_REVIEW not in open_promises(referral.id)
    desk.get(f"{show}/hold")
    desk.send(f"{show}/hold", until=later(3), words="Menunggu lagi.")
    given.take("start", referral.id)
    assert Kind.HOLD_REVIEW not in open_promises(referral.id)


def test_a_wait_for_the_family_stops_the_desks_clocks_and_nothing_else_does(
    sign_in: SignIn,
) -> None:
    referral = given.referral(Status.IN_SERVICE)
    before = open_promises(referral.id)[Kind.PROGRESS].due_at
    desk, show = sign_in("polisi_maros"), f"/referrals/{referral.id}"
    desk.get(f"{show}/hold")
    assert desk.send(f"{show}/hold", until=later(3), words="Menunggu.").status_code == 303
    given.acting("mk_maros")
    assert open_promises(referral.id)[Kind.PROGRESS].due_at == before
    desk.get(show)
    assert desk.send(f"{show}/resume").status_code == 303
    desk.get(f"{show}/hold")
    sent = desk.send(f"{show}/hold", until=later(3), words="Menunggu ibu.", family="y")
    assert sent.status_code == 303
    given.acting("mk_maros")
    moved = open_promises(referral.id)[Kind.PROGRESS].due_at - before
    assert timedelta(days=2, hours=23) < moved <= timedelta(days=3)
    desk.get(show)
    assert desk.send(f"{show}/resume").status_code == 303
    given.acting("mk_maros")
    after = open_promises(referral.id)[Kind.PROGRESS].due_at
    assert timedelta(0) <= after - before < timedelta(seconds=30)
