"""Names compare as they are spoken."""

import pytest

from referral.cases.queries import alike, fold_name


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("muhammad", "Muh. Rezki"),
        ("sitti rahmah", "St. Rahma"),
        ("soeharti", "Suharti"),
        ("djamila", "Jamilah"),
        ("nurhayati", "Hj. Nurhayati"),
        ("tino", "Daeng Ti'no"),
        ("syamsudin", "Samsuddin"),
        ("basse anca", "Anca Basse"),
        ("dg", "Dg"),
    ],
)
def test_one_name_in_two_spellings(typed: str, written: str) -> None:
    assert alike(fold_name(typed), fold_name(written))


@pytest.mark.parametrize(("typed", "written"), [("ani", "Budi"), ("", "Ani"), ("ani budi", "Ani")])
def test_another_name(typed: str, written: str) -> None:
    assert not alike(fold_name(typed), fold_name(written))
