"""Which passwords are refused because they are tried first."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.people.actions.passwords import matches, new_hash
from referral.people.forms.passwords import easy

NAMES = ("Nurlina Contoh", "relawan_maros")


@pytest.mark.parametrize(
    "password",
    ["Makassar2026!", "passwordpassword", "P@ssw0rd1234", "111111111111", "qwertyuiop123",
     "sulawesi selatan", "123456789012", "nurlinacontoh99", "2580258025802580", "  selamatpagi  ",
     "RELAWAN-MAROS-1", "asdfghjklasdf", "!!!!!!!!!!!!"],
)  # fmt: skip
def test_easy_ones(password: str) -> None:
    assert easy(password, NAMES)


@pytest.mark.parametrize(
    "password",
    ["kuda jembatan ungu pelita", "correct horse battery staple", "aB3$kq9!zLpW", "384756102938",
     "3$9!7#2@5^8&1", "ᨔᨗᨄᨀᨕᨗᨂᨙ ᨆᨀᨔᨔ", "😀🐴🔋📎😇🎈🌊🍀🚲🧵🪁🦉"],
)  # fmt: skip
def test_others(password: str) -> None:
    assert not easy(password, NAMES)


@settings(deadline=500)
@given(st.text(max_size=128), st.text(max_size=100))
def test_no_text_breaks_the_list(password: str, name: str) -> None:
    assert easy(password, (name,)) in {True, False}


@pytest.mark.usefixtures("session")
def test_a_hash_fits_its_password_only() -> None:
    stored = new_hash("kuda jembatan ungu pelita")
    assert matches(stored, "kuda jembatan ungu pelita")
    assert not matches(stored, "kuda jembatan ungu")
    assert not matches(None, "")
    assert matches(new_hash("Å-ring dua belas"), "Å-ring dua belas")
