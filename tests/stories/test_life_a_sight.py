"""Life A: who may see what of the child, before and after each hand-over."""

import pytest

from tests.stories import night
from tests.stories.acts import SECRETS, Life

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SENDER = ("rumpa",)
"""The desk reads who sent it, so that it can call: the village's own group."""
STRANGERS = ("relawan_bone", "mk_makassar", "dinsos_maros", "rs_maros")


def found(page: str) -> list[str]:
    return [secret for secret in SECRETS if secret in page]


def test_the_form_gives_the_advice_that_the_sign_calls_for_and_no_risk(lived: Life) -> None:
    assert "Jangan membayar" in lived.seen["form"]
    assert "Risiko" not in lived.seen["form"] + lived.seen["sent"]


def test_the_desk_reads_no_name_no_place_no_story_before_it_claims(lived: Life) -> None:
    assert found(lived.seen["desk's inbox"]) == []
    assert [secret for secret in found(lived.seen["preview"]) if secret not in SENDER] == []


def test_claiming_opens_the_whole_report(lived: Life) -> None:
    for word in ("Kenari Anak", "Kenari cerita", "Kenari akun", "Kenari Bibi"):
        assert word in lived.seen["claimed"]


def test_the_activist_is_told_that_it_is_taken_up_and_no_more(lived: Life) -> None:
    assert "Sudah ditangani" in lived.seen["activist"]
    assert found(lived.seen["activist"]) == []
    assert "Rahma" not in lived.seen["activist"]


def test_the_police_see_a_preview_before_they_accept(lived: Life) -> None:
    assert found(lived.seen["police preview"]) == []
    assert "Pemerasan daring" in lived.seen["police reads"]


def test_the_police_see_the_share_list_and_no_teller_after_it(lived: Life) -> None:
    for word in ("Kenari Anak", "Kenari cerita", "Kenari akun"):
        assert word in lived.seen["police after"]
    assert "Kenari Bibi" not in lived.seen["police after"]


def test_the_share_list_is_what_the_law_needs(lived: Life) -> None:
    assert night.SHARE <= set(lived.seen["share"].split()) <= night.SHARE | {"512"}


@pytest.mark.parametrize("username", STRANGERS)
def test_a_stranger_finds_nothing(lived: Life, username: str) -> None:
    paths = [f"/cases/{lived.case}", f"/cases/{lived.case}/told"]
    if username != "relawan_bone":
        paths += [lived.referral("REF-1"), lived.referral("REF-2")]

    assert found(lived.look(username, *paths, status=404)) == []


def test_the_district_watches_over_the_shell_only(lived: Life) -> None:
    page = lived.look("dp3a_maros", f"/cases/{lived.case}")

    assert "K-2026-" in page
    assert found(page) == []
