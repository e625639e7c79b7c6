"""Months end on the same date at 16.00; halves of a week on Wednesday and Sunday at 16.00."""

from datetime import datetime

import pytest

from referral.reminders.clocks import WITA, half_weeks, months


def at(month: int, day: int, hour: int = 16, minute: int = 0, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WITA)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (at(9, 30, 10), 1, at(10, 30)),
        (at(9, 30, 23, 59), 3, at(12, 30)),
        (at(10, 12, 9), 3, at(1, 12, year=2027)),
        (at(1, 31, 8), 1, at(2, 28)),
        (at(11, 30), 3, at(2, 28, year=2027)),
    ],
)
def test_a_month_ends_on_the_same_date_at_four(start: datetime, n: int, end: datetime) -> None:
    assert months(start, n) == end


@pytest.mark.parametrize(
    ("moment", "this", "following"),
    [
        (at(3, 15, 9), at(3, 15), at(3, 18)),  # Sunday morning
        (at(3, 15), at(3, 15), at(3, 18)),
        (at(3, 15, 16, 1), at(3, 18), at(3, 22)),
        (at(3, 16, 8), at(3, 18), at(3, 22)),
        (at(3, 18, 17), at(3, 22), at(3, 25)),
    ],
)
def test_a_week_has_two_halves(moment: datetime, this: datetime, following: datetime) -> None:
    assert half_weeks(moment) == (this, following)
