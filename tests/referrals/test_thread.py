"""Notes beside the steps: for both sides, or for one unit alone, also behind the pages."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import ReferralText, Status, TextKind
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def rows(username: str) -> int:
    """How many notes this person's own database session finds."""
    given.acting(username)
    count = sa.select(sa.func.count()).select_from(ReferralText)
    return db.session.scalar(count.where(ReferralText.kind == TextKind.NOTE)) or 0


def test_a_note_to_both_sides_is_read_and_told(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    address = f"/referrals/{referral.id}"
    for who, other, words in (
        ("polisi_maros", "mk_maros", "Visum hari Senin."),
        ("mk_maros", "polisi_maros", "Kami antar."),
    ):
        writer = sign_in(who)
        assert f"{address}/note" in writer.get(address).text
        writer.get(f"{address}/note")
        assert writer.send(f"{address}/note", words=words, readers="both").status_code == 303
        assert words in sign_in(other).get(address).text
        assert "referral_note" in told(other, referral.id)


def test_a_units_own_note_is_not_there_for_the_other_side(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    address = f"/referrals/{referral.id}"
    desk = sign_in("polisi_maros")
    desk.get(f"{address}/note")
    assert desk.send(f"{address}/note", words="Kenari sendiri", readers="ours").status_code == 303
    assert "Kenari sendiri" in desk.get(address).text
    assert "Kenari sendiri" not in sign_in("mk_maros").get(address).text
    assert (rows("polisi_maros"), rows("mk_maros")) == (1, 0)
    assert "referral_note" not in told("mk_maros", referral.id)


def test_before_acceptance_a_note_stays_in_the_unit(sign_in: SignIn) -> None:
    referral = given.referral()
    writer, address = sign_in("mk_maros"), f"/referrals/{referral.id}/note"
    assert "Kedua pihak" not in writer.get(address).text
    answer = writer.send(address, words="Nama anak", readers="both")
    assert (answer.status_code, "Sebelum diterima" in answer.text) == (422, True)
    assert "Nama anak" in answer.text
    assert rows("mk_maros") == 0


def test_nobody_else_writes_in_it() -> None:
    referral = given.referral(Status.ACCEPTED)
    watcher = given.acting("dp3a_maros")
    with pytest.raises(Refused):
        actions.note(given.found(referral.id, watcher), "Halo", ours=True, by=watcher)
