"""Loaded limits: from their day on, a district's before those of all, the shipped ones else."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from referral.cli.limits import import_limits
from referral.directory.actions.tally import Tally
from referral.reminders.forms import COLUMNS
from referral.reminders.limits import Kind, Receiver, Urgency
from tests.make import wita
from tests.worker.house import House

MONDAY = wita(2026, 6, 8, 9)
LINE = "confirm,,,,,{district},{amount},H,,S,Kesepakatan 2026,{since}"
DUE = "SELECT due_at FROM follow_up WHERE id = :id"
LENGTH = "SELECT due_at - started_at AS length FROM follow_up WHERE id = :id"


@pytest.fixture(autouse=True)
def _shipped_again(house: House) -> Iterator[None]:
    yield
    house.sql("TRUNCATE limit_row")


def load(house: House, *rows: tuple[str, int, str]) -> Tally:
    lines = [LINE.format(district=d, amount=n, since=since) for d, n, since in rows]
    with house.as_owner():
        tally, refusals = import_limits("\n".join((",".join(COLUMNS), *lines)).encode())
    assert refusals == ()
    return tally


def due(house: House, owner: str = "mk_maros") -> datetime:
    house.at(MONDAY)
    promise = house.promise(house.quiet_case(), Kind.CONFIRM, owner)
    (row,) = house.sql(DUE, id=promise)
    found: datetime = row.due_at
    return found.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), wita(2026, 6, 11, 16)),  # shipped: three working days
        ((("", 10, "2026-06-08"),), wita(2026, 6, 8, 19)),
        ((("", 10, "2026-06-09"),), wita(2026, 6, 11, 16)),  # not begun
        ((("", 10, "2026-06-01"), ("", 20, "2026-06-08")), wita(2026, 6, 9, 5)),  # the newest
        ((("73.09", 30, "2026-02-01"), ("", 10, "2026-06-01")), wita(2026, 6, 9, 15)),
        ((("73.08", 5, "2026-06-01"),), wita(2026, 6, 11, 16)),  # another district's
    ],
)
def test_what_holds_today_for_the_owing_unit(
    house: House, rows: tuple[tuple[str, int, str], ...], expected: datetime
) -> None:
    if rows:
        assert load(house, *rows) == Tally(len(rows), 0)
    assert due(house) == expected


def test_the_same_file_again_changes_nothing_and_another_amount_is_counted(house: House) -> None:
    assert load(house, ("73.09", 30, "2026-02-01")) == Tally(1, 0)
    assert load(house, ("73.09", 30, "2026-02-01")) == Tally(0, 0)
    assert load(house, ("73.09", 31, "2026-02-01")) == Tally(0, 1)


def test_the_shorter_of_receiver_and_urgency_still_holds(house: House) -> None:
    line = "answer,,school,,,,30,H,,S,Kesepakatan 2026,2026-06-01"
    with house.as_owner():
        tally, _refusals = import_limits(f"{','.join(COLUMNS)}\n{line}\n".encode())
    assert tally == Tally(1, 0)
    house.at(MONDAY)
    report = house.quiet_case()
    for urgency, hours in ((Urgency.DAYS_3, 30), (Urgency.HOURS_6, 6)):
        promise = house.promise(
            report, Kind.ANSWER, "mk_maros", receiver=Receiver.SCHOOL, urgency=urgency
        )
        (row,) = house.sql(LENGTH, id=promise)
        assert row.length.total_seconds() == hours * 3600
