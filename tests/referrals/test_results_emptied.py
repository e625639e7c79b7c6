"""What a receiver told can be taken out again; the history keeps it."""

import re
from collections.abc import Callable
from datetime import timedelta

from referral import db
from referral.directory.models import Service
from tests.pages import Browser
from tests.referrals.test_results import sent, take

SignIn = Callable[[str], Browser]
Travel = Callable[..., None]
RESULTS = "Hasil dari meja tujuan"
NUMBER = "Nomor tanda terima gawai atau barang bukti"


def filled_in(page: str) -> str:
    """Which answers stood in the form as it was shown."""
    found = re.search(r'name="filled" value="([^"]*)"', page)
    assert found
    return found[1]


def test_what_was_told_by_mistake_is_emptied_and_the_history_keeps_it(
    sign_in: SignIn, travel: Travel
) -> None:
    referral = sent("polres-maros-ppa", Service.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    take(desk, referral, "accept", device_receipt="TT/7", handled_by="Kanit")
    travel(db.now() + timedelta(minutes=2))
    shown = filled_in(desk.get(f"/referrals/{referral.id}/start").text)

    told = {"filled": shown, "device_receipt": "", "handled_by": "Kanit"}
    assert take(desk, referral, "start", **told).status_code == 303

    history, now = sign_in("mk_maros").get(f"/referrals/{referral.id}").text.split(RESULTS)
    assert f"{NUMBER}: TT/7" in history
    assert f"{NUMBER}: dihapus" in history
    assert NUMBER not in now
    assert "Kanit" in now
    assert 'value="TT/7"' not in desk.get(f"/referrals/{referral.id}/progress").text


def test_what_a_colleague_told_meanwhile_is_not_emptied(sign_in: SignIn, travel: Travel) -> None:
    referral = sent("polres-maros-ppa", Service.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    for step in ("accept", "start"):
        take(desk, referral, step)
    shown = filled_in(desk.get(f"/referrals/{referral.id}/progress").text)
    take(desk, referral, "progress", device_receipt="TT/8")
    travel(db.now() + timedelta(minutes=2))

    late = take(desk, referral, "progress", filled=shown, device_receipt="")

    assert late.status_code == 303
    assert "TT/8" in sign_in("mk_maros").get(f"/referrals/{referral.id}").text.split(RESULTS)[1]
