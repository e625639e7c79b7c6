"""`calendar import` reads holidays and shared leave day by day."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from referral import directory
from referral.directory.forms import calendars

DATA = Path(directory.__file__).parent / "data"
HEAD = "date,kind,name,status\n"


def holidays(year: int) -> tuple[calendars.HolidayRow, ...]:
    parsed = calendars.parse((DATA / f"holidays-{year}.csv").read_bytes())
    assert parsed.refusals == ()
    return parsed.rows


def test_the_offices_are_closed_over_nyepi_and_lebaran_2026() -> None:
    march = [row.on.day for row in holidays(2026) if row.on.month == 3]
    assert march == [18, 19, 20, 21, 22, 23, 24]


def test_2026_follows_the_joint_decree() -> None:
    rows = holidays(2026)
    assert Counter(row.kind for row in rows) == {"holiday": 17, "shared_leave": 8}
    assert {row.status for row in rows} == {"decreed"}
    assert date(2026, 4, 3) in {row.on for row in rows}


def test_2027_is_marked_as_not_yet_checked() -> None:
    rows = holidays(2027)
    assert {row.status for row in rows} == {"provisional"}
    assert {row.on.year for row in rows} == {2027}
    assert date(2027, 3, 10) in {row.on for row in rows}


@pytest.mark.parametrize(
    "day",
    ["", "19/03/2026", "2026-3-19", "20260319", "2026-02-30", "0000-01-01", "9999-12-31",
     "1999-12-31", "2026-W12-4", "2026-03-19T00:00", "٢٠٢٦-٠٣-١٩"],
)  # fmt: skip
def test_a_day_is_a_real_date_of_this_century(day: str) -> None:
    refused = calendars.parse(f"{HEAD}{day},holiday,Nyepi,decreed\n".encode()).refusals
    assert [refusal.line for refusal in refused] == [2]


@pytest.mark.parametrize(
    "line",
    ["2026-03-19,libur,Nyepi,decreed", "2026-03-19,holiday,,decreed",
     "2026-03-19,holiday,123,decreed", "2026-03-19,holiday,Nyepi,", "2026-03-19,holiday,Nyepi,x"],
)  # fmt: skip
def test_kind_name_and_status_are_checked(line: str) -> None:
    parsed = calendars.parse(f"{HEAD}2026-01-01,holiday,Tahun Baru,decreed\n{line}\n".encode())
    assert parsed.rows == ()
    assert [refusal.line for refusal in parsed.refusals] == [3]


def test_a_day_stands_once() -> None:
    line = "2026-03-19,holiday,Nyepi,decreed\n"
    refused = calendars.parse((HEAD + line + line).encode()).refusals
    assert [(refusal.line, refusal.reason) for refusal in refused] == [(3, "Sama dengan baris 2.")]
