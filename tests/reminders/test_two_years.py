"""Working-day clocks over the calendars of 2026 and 2027: Lebaran, Friday, year's end, a leave."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from referral import directory
from referral.directory.forms import calendars
from referral.reminders.clocks import WITA, Calendar, Term, length, rung_at, working_days

DATA = Path(directory.__file__).parent / "data"
HOLIDAYS = frozenset(
    row.on
    for year in (2026, 2027)
    for row in calendars.parse((DATA / f"holidays-{year}.csv").read_bytes()).rows
)
ALL = Calendar(HOLIDAYS)
MAROS = Calendar(HOLIDAYS, frozenset({date(2026, 3, 25), date(2026, 3, 27)}))
"""One unit closes on the first day after Lebaran 2026 and on the Friday of that week."""


def at(year: int, month: int, day: int, hour: int = 16) -> datetime:
    return datetime(year, month, day, hour, tzinfo=WITA)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (at(2026, 3, 17, 9), 1, at(2026, 3, 25)),  # Nyepi, cuti bersama and Lebaran between
        (at(2026, 3, 17, 9), 3, at(2026, 3, 27)),  # Friday works
        (at(2026, 3, 20, 9), 1, at(2026, 3, 25)),  # begun on a closed day
        (at(2026, 4, 1, 9), 3, at(2026, 4, 7)),  # Good Friday and a week-end between
        (at(2026, 5, 13, 9), 2, at(2026, 5, 19)),  # Ascension and its cuti bersama
        (at(2026, 12, 23, 9), 1, at(2026, 12, 28)),  # Christmas with its cuti bersama
        (at(2026, 12, 30, 9), 2, at(2027, 1, 4)),  # over the year's end
        (at(2026, 1, 8, 9), 1, at(2026, 1, 9)),  # an ordinary Friday
        (at(2026, 1, 9, 9), 1, at(2026, 1, 12)),  # and the Monday after it
    ],
)
def test_the_clock_of_every_office(start: datetime, n: int, due: datetime) -> None:
    assert working_days(start, n, ALL) == due


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (at(2026, 3, 17, 9), 1, at(2026, 3, 26)),
        (at(2026, 3, 17, 9), 3, at(2026, 3, 31)),
        (at(2026, 3, 16, 9), 2, at(2026, 3, 26)),
        (at(2026, 4, 1, 9), 3, at(2026, 4, 7)),  # its leave lies elsewhere
    ],
)
def test_one_units_leave_moves_its_clock_alone(start: datetime, n: int, due: datetime) -> None:
    assert working_days(start, n, MAROS) == due


def test_lebaran_2027_closes_the_offices_too() -> None:
    before = max(day for day in ALL_DAYS if day < date(2027, 3, 10) and ALL.works(day))
    due = working_days(datetime(before.year, before.month, before.day, 9, tzinfo=WITA), 1, ALL)
    closed = [day for day in ALL_DAYS if before < day < due.astimezone(WITA).date()]
    assert date(2027, 3, 10) in closed
    assert not any(ALL.works(day) for day in closed)


ALL_DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]


@pytest.mark.parametrize("n", [1, 2, 3, 5, 7])
def test_on_every_day_of_two_years_a_term_holds_its_working_days(n: int) -> None:
    for calendar in (ALL, MAROS):
        for day in ALL_DAYS[:-40]:
            start = datetime(day.year, day.month, day.day, 23, 30, tzinfo=WITA)
            due = working_days(start, n, calendar)
            assert calendar.works(due.astimezone(WITA).date())
            assert length(Term(start, None, due, calendar)) == n
            assert start < rung_at(start, due, 50, calendar) <= due


def test_a_clock_of_hours_has_no_length_in_days() -> None:
    assert length(Term(at(2026, 3, 17), None, at(2026, 3, 18))) is None
