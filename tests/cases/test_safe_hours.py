"""Safe hours are read as people write them; a contact outside them is warned of, not refused."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.cases.models.hours import outside
from referral.cases.models.told import PhoneOf
from referral.intake.models import SafeContact
from tests import make
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
Travel = Callable[..., None]
NINE, EVENING = wita(2026, 3, 15, 9), wita(2026, 3, 15, 21, 30)


@pytest.mark.parametrize(
    "hours",
    [
        "21.00-22.00",
        "21.00 sampai 22.00",
        "jam 21 s/d 22",
        "Senin-Jumat 21:00 \u2013 22:00",
        "20.00-02.00",
    ],
)
def test_hours_are_read_as_people_write_them(hours: str) -> None:
    assert outside(hours, NINE)
    assert not outside(hours, EVENING)


@pytest.mark.parametrize(
    "hours", ["", "pagi", "sepulang sekolah", "jam 4 sampai 5 sore", "kapan saja"]
)
def test_where_the_words_name_no_clear_hours_nobody_is_warned(hours: str) -> None:
    assert not outside(hours, NINE)


@pytest.mark.parametrize(("ahead", "warned"), [(12, 1), (1, 0)])
def test_a_first_contact_outside_them_is_planned_with_a_warning(
    sign_in: SignIn, travel: Travel, ahead: int, warned: int
) -> None:
    travel(wita(2026, 3, 15, 20, 30))
    safe = SafeContact(whose=PhoneOf.RELATIVE, number="0811", hours="21.00 sampai 22.00")
    report = given.claimed_report(safe_contact=safe)
    desk, address = sign_in("piket_maros"), f"/referrals/{report.id}"
    assert "Jam aman anak: 21.00 sampai 22.00." in desk.get(f"{address}/accept").text
    when = make.typed(db.now() + timedelta(hours=ahead))
    fields = {"worker": given.person("mk_maros").id, "first_service_at": when}
    assert desk.send(f"{address}/accept", **fields).status_code == 303
    page = desk.get(address).text
    assert "Diterima. Pengirim diberi tahu." in page
    assert page.count("Kontak ini di luar jam aman anak: 21.00 sampai 22.00.") == warned
