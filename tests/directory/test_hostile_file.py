"""Whatever the bytes are, an import file is answered with lines and sentences."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.directory.forms import agencies, areas, calendars, sheet
from referral.i18n import speaking

HEAD = b"code,name,level,aliases\n"
GOOD = HEAD + b"73,Sulawesi Selatan,province,\n"


def lines(data: bytes) -> list[int]:
    parsed = areas.parse(data)
    assert parsed.rows == ()
    assert all(refusal.reason for refusal in parsed.refusals)
    return [refusal.line for refusal in parsed.refusals]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"\xef\xbb\xbf", 1),
        (HEAD, 1),
        (b"code,name\n73,Sulsel\n", 1),
        (b"code,name,level,level\n73,Sulsel,province,\n", 1),
        (GOOD + b"74,Sulawesi \xff Tenggara,province,\n", 3),
        ("code,name,level,aliases\n73,Sulsel,province,\n".encode("utf-16"), 1),
        (GOOD + b"74,Sul\x00tra,province,\n", 3),
        (GOOD + "74,Sul\u202etra,province,\n".encode(), 3),
        (GOOD + "74,Sul\u200btra,province,\n".encode(), 3),
        (GOOD + "74,\U0001f600,province,\n".encode(), 3),
        (GOOD + b"74,Sultra,province\n", 3),
        (GOOD + b"74,Sultra,province,,\n", 3),
        (GOOD + b'74,"Sultra,province,\n', 3),
        (GOOD + b"74," + b"a" * 301 + b",province,\n", 3),
        (GOOD + b"74," + b"a" * 200_000 + b",province,\n", 3),
        (b"x" * (10 * 1024 * 1024), 1),
        (b"\n" * 200_000, 100_001),
    ],
)
def test_a_broken_file_names_its_line(data: bytes, line: int) -> None:
    assert lines(data) == [line]


def test_a_spreadsheets_ways_are_understood() -> None:
    data = "\ufeffAliases;Code; Name ;LEVEL\r\n;73;Sulawesi\u00a0 Selatan ;province\r\n;;;\r\n\r\n"
    assert areas.parse(data.encode()).rows == (areas.AreaRow("73", "Sulawesi Selatan", 1, ()),)


def test_a_cell_of_two_lines_counts_as_the_line_it_begins_on() -> None:
    assert lines(GOOD + b'74,"Sulawesi\nTenggara",provinsi,\n') == [3]


def test_very_many_refusals_are_cut_short() -> None:
    refused = areas.parse(HEAD + b"x,y,z,\n" * 5_000).refusals
    assert len(refused) == sheet.MAX_REFUSALS + 1
    assert refused[-1].reason == "Masih ada 4900 kesalahan lain."


def test_reasons_are_said_in_indonesian_first() -> None:
    with speaking("id"):
        assert areas.parse(b"").refusals[0].reason == (
            "Baris judul harus: code, name, level, aliases."
        )


def area_file(data: bytes) -> sheet.Parsed[areas.AreaRow]:
    return areas.parse(data, {"73"})


def agency_file(data: bytes) -> sheet.Parsed[agencies.AgencyRow]:
    return agencies.parse(data, {"73"})


GOOD_LINES = [
    (area_file, "code,name,level,aliases", ["73.09", "Maros", "regency", "Butta|Salewa"]),
    (calendars.parse, "date,kind,name,status", ["2026-03-19", "holiday", "Nyepi", "decreed"]),
    (
        agency_file,
        ",".join(agencies.COLUMNS),
        ["a", "A", "uptd", "a", "A", "A", "73", "73", "treatment", "Piket", "0411-555-0101"],
    ),
]


@pytest.mark.parametrize(("parse", "head", "cells"), GOOD_LINES)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_no_cell_raises(
    parse: Callable[[bytes], sheet.Parsed[object]],
    head: str,
    cells: list[str],
    data: st.DataObject,
) -> None:
    place = data.draw(st.integers(0, len(cells) - 1))
    odd = data.draw(st.text(max_size=40) | st.from_regex(r"[0-9.|+ -]{0,12}"))
    changed = [odd if here == place else cell for here, cell in enumerate(cells)]
    line = ",".join('"' + cell.replace('"', '""') + '"' for cell in changed)
    parsed = parse(f"{head}\n{line}\n".encode("utf-8", "surrogatepass"))
    assert bool(parsed.rows) != bool(parsed.refusals)


@pytest.mark.parametrize(("parse", "head", "cells"), GOOD_LINES)
@settings(max_examples=100, deadline=None)
@given(junk=st.binary(max_size=300))
def test_no_bytes_raise(
    parse: Callable[[bytes], sheet.Parsed[object]], head: str, cells: list[str], junk: bytes
) -> None:
    for start in ("", head + "\n", head + "\n" + ",".join(cells) + "\n"):
        parsed = parse(start.encode() + junk)
        assert bool(parsed.rows) != bool(parsed.refusals)
