"""Names compare as they are spoken: each rule, then a list written apart from the rules."""

import csv
from pathlib import Path

import pytest

from referral.cases.queries import alike, meant, phone, sounds

DATA = Path(__file__).parent / "data"
LEAST_FOUND, MOST_WRONG = 0.97, 0.006
"""Of the pairs; and of the other names, by a query on average."""


def found(typed: str, written: str) -> bool:
    return any(alike(words, sounds(written)) for words in meant(typed))


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
        ("st rahmah", "Rahma"),
        ("a. mappa", "Andi Mappa"),
        ("aminah binti yusuf", "Aminah"),
        ("zainab", "Jaenab"),
        ("rizky", "Rezki"),
        ("besse", "Becce"),
        ("jusuf", "Yusuf"),
        ("chairil", "Khaeril"),
        ("tjahaja", "Cahaya"),
        ("sulaimang", "Sulaiman"),
        ("nur haliza", "Nurhalisa"),
        ("abdurrahman", "Abd. Rahman"),
        ("nurhyati", "Nurhayati"),
        ("nur aisyah putri", "Nur Aisyah"),
    ],
)
def test_one_name_in_two_spellings(typed: str, written: str) -> None:
    assert found(typed, written)


@pytest.mark.parametrize(
    ("typed", "written"), [("ani", "Budi"), ("", "Ani"), ("ani budi", "Ani"), ("rani", "Dani")]
)
def test_another_name(typed: str, written: str) -> None:
    assert not found(typed, written)


@pytest.mark.parametrize(
    "typed",
    ["0811-2222-3333", "+62 811 2222 3333", "081122223333", "(0811) 2222.3333", "006281122223333"],
)
def test_one_telephone_in_many_ways(typed: str) -> None:
    assert phone(typed) == "81122223333"


@pytest.mark.parametrize("typed", ["K-2026-00042", "42", "1234567", "muhammad", ""])
def test_what_is_no_telephone(typed: str) -> None:
    assert phone(typed) == ""


@pytest.mark.parametrize("each", [pytest.param(1, marks=pytest.mark.prove), 8])
def test_names_written_apart_are_found_and_few_others_with_them(each: int) -> None:
    """All of the 2,000 others by ``make prove``, each eighth in every run."""
    with (DATA / "names.csv").open() as rows:
        pairs = [(row["typed"], row["written"]) for row in csv.DictReader(rows)]
    others = [sounds(name) for name in (DATA / "others.txt").read_text().splitlines()][::each]

    missed = [pair for pair in pairs if not found(*pair)]
    wrong = sum(
        any(alike(words, other) for words in meant(typed))
        for typed, _written in pairs
        for other in others
    ) / len(pairs)
    print(f"{len(missed)} of {len(pairs)} missed; {wrong:.1f} of {len(others)} others")  # noqa: T201

    assert len(pairs) >= 300
    assert len(others) == 2000 // each
    assert len(missed) <= (1 - LEAST_FOUND) * len(pairs), missed
    assert wrong <= MOST_WRONG * len(others)
