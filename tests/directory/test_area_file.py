"""`area import` reads a file whole or answers each bad line."""

from collections import Counter
from pathlib import Path

import pytest

from referral import directory
from referral.directory.forms import areas
from referral.directory.queries import fold_place

DATA = Path(directory.__file__).parent / "data"
HEAD = "code,name,level,aliases\n"
PROVINCE = HEAD + "73,Sulawesi Selatan,province,\n"


def refusals(text: str, known: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    parsed = areas.parse(text.encode(), known)
    assert parsed.rows == ()
    return [(refusal.line, refusal.reason) for refusal in parsed.refusals]


@pytest.fixture(scope="module")
def official() -> dict[str, areas.AreaRow]:
    parsed = areas.parse((DATA / "areas.csv").read_bytes())
    assert parsed.refusals == ()
    return {row.code: row for row in parsed.rows}


def test_the_official_list_holds_the_whole_province(official: dict[str, areas.AreaRow]) -> None:
    assert Counter(areas.kind_of(code) for code in official) == {
        "province": 1,
        "regency": 21,
        "city": 3,
        "subdistrict": 313,
        "ward": 793,
        "village": 2266,
    }
    assert len(official) == 3397


@pytest.mark.parametrize(("district", "villages"), [("73.71", 153), ("73.08", 372), ("73.09", 103)])
def test_the_pilot_districts_have_all_their_villages(
    official: dict[str, areas.AreaRow], district: str, villages: int
) -> None:
    assert villages == sum(
        row.level == 4 and row.code.startswith(district) for row in official.values()
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("73.08.16.2009", "Mallari"),
        ("73.71.09.1006", "Tamamaung"),
        ("73.09", "Kabupaten Maros"),
        ("73.09.08", "Marusu"),
        ("73.09.08.2004", "Ma'rumpa"),
        ("73.09.06", "Malllawa"),
    ],
)
def test_the_official_spelling_is_kept(
    official: dict[str, areas.AreaRow], code: str, name: str
) -> None:
    assert official[code].name == name


def test_spellings_in_local_use_are_aliases(official: dict[str, areas.AreaRow]) -> None:
    assert official["73.09.06"].aliases == ("Mallawa",)
    assert official["73.09.08.2001"].aliases == ("Temmappaduae",)


def test_no_two_places_of_one_parent_fold_to_one_key(official: dict[str, areas.AreaRow]) -> None:
    keys = Counter((areas.parent_of(row.code), fold_place(row.name)) for row in official.values())
    assert max(keys.values()) == 1


def test_a_parent_may_stand_later_in_the_file_or_in_the_directory() -> None:
    assert areas.parse((HEAD + "73.09,Maros,regency,\n73,Sulsel,province,\n").encode()).rows
    assert areas.parse((HEAD + "73.09,Maros,regency,\n").encode(), {"73"}).rows
    assert refusals(HEAD + "73.09,Maros,regency,\n") == [(2, "Wilayah induk 73 tidak dikenal.")]


def test_a_code_stands_once() -> None:
    assert refusals(PROVINCE + "73,Sulsel,province,\n") == [(3, "Sama dengan baris 2.")]


@pytest.mark.parametrize("code", ["", "7", "7309", "73.9", "73.09.08.3001", "٧٣", "73.09.", "03"])
def test_a_code_has_the_ministrys_shape(code: str) -> None:
    assert [line for line, _ in refusals(f"{PROVINCE}{code},Maros,regency,\n")] == [3]


@pytest.mark.parametrize(
    ("code", "level"),
    [("73.09", "city"), ("73.71", "regency"), ("73.09.08.2001", "ward"), ("73.09", "kabupaten")],
)
def test_the_level_agrees_with_the_code(code: str, level: str) -> None:
    known = ("73", "73.09", "73.09.08")
    assert len(refusals(f"{HEAD}{code},Maros,{level},\n", known)) == 1


def test_aliases_are_taken_once_and_never_repeat_the_name() -> None:
    line = "73,Sulawesi Selatan,province,Sulsel| Sulsel ||Sulawesi Selatan\n"
    parsed = areas.parse((HEAD + line).encode())
    assert parsed.rows[0].aliases == ("Sulsel",)


def test_every_bad_line_is_told_and_no_good_one_is_taken() -> None:
    text = PROVINCE + "x,Maros,regency,\n73.09,,regency,\n73.08,Kabupaten Bone,regency,\n"
    assert [line for line, _ in refusals(text)] == [3, 4]


def test_a_refused_parent_does_not_refuse_its_villages_too() -> None:
    text = PROVINCE + "73.09,,regency,\n73.09.08,Marusu,subdistrict,\n"
    assert refusals(text) == [(3, "Kolom name kosong.")]
