"""Before anybody takes a report up, no page of the desk names the village it came from."""

from collections.abc import Callable

import pytest

from tests import make
from tests.pages import Browser
from tests.referrals import given


@pytest.mark.parametrize("address", ["/", "/referrals", "/inbox", "/referrals/{id}"])
def test_the_desk_reads_no_village(sign_in: Callable[[str], Browser], address: str) -> None:
    report = given.village_report()
    page = sign_in("piket_maros").get(address.format(id=report.id)).get_data(as_text=True)

    assert "rumpa" not in page
    assert "Marusu" not in page


def test_the_sender_is_still_known_by_a_neutral_name(sign_in: Callable[[str], Browser]) -> None:
    report = given.village_report()
    page = sign_in("piket_maros").get(f"/referrals/{report.id}").get_data(as_text=True)

    assert "Kelompok Baruga" in page
    assert make.acting("relawan_maros").name in page
