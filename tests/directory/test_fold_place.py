"""A place is found however its name is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referral.directory.queries import fold_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma'rumpa", "marumpa"),
        ("Ma\u2019rumpa", "MA\u02bcRUMPA"),
        ("Bonto Mate'ne", "bontomatene"),
        ("Donri-Donri", "donri donri"),
        ("Temmapaduae", "Temmappaduae"),
        ("Malllawa", "Mallawa"),
        ("Tellumpocc\u00f3e", "Telumpoco\u0301e"),
        ("\uff2d\uff41\uff52\uff4f\uff53", "Maros"),
    ],
)
def test_spellings_of_one_place_fold_to_one_key(one: str, other: str) -> None:
    assert fold_place(one) == fold_place(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Cendana Putih I", "Cendana Putih II"), ("Bone", "Bona")]
)
def test_different_places_keep_different_keys(one: str, other: str) -> None:
    assert fold_place(one) != fold_place(other)


@given(st.text())
def test_a_key_is_plain_and_stays_itself(text: str) -> None:
    key = fold_place(text)
    assert key == "" or key.isalnum()
    assert fold_place(key) == key
