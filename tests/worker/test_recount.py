"""A changed calendar: the worker counts open working-day promises anew before it tells anybody."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from referral import db
from referral.cli.directory import import_holidays
from referral.directory import actions as directory
from referral.directory.actions.tally import Tally
from referral.directory.queries import unit
from referral.reminders.actions import recount
from referral.reminders.limits import Kind, Receiver, Urgency
from tests import make
from tests.make import wita
from tests.worker.house import House

MONDAY = wita(2026, 6, 8, 9)
ROWS = """
SELECT id, due_at, done_at IS NULL AS open, late_because, working_days FROM follow_up
WHERE kind = :kind AND case_id = :case_id ORDER BY id"""


@pytest.fixture(autouse=True)
def _open_again(house: House) -> Iterator[None]:
    yield
    house.sql("TRUNCATE unit_leave, calendar_change")


def rows(house: House, case_id: object, kind: Kind = Kind.CONFIRM) -> list[Any]:
    return house.sql(ROWS, kind=kind.value, case_id=case_id)


def close(house: House, *days: date, who: str = "kepala_maros") -> None:
    with house.web():
        head = make.acting(who)
        office = unit(head.unit_id)
        assert office
        directory.plan_leave(office, days=days, name="Rapat kerja", by=head)


def test_a_leave_moves_what_its_unit_owes_and_keeps_the_old_due(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    first = house.promise(report, Kind.CONFIRM, "mk_maros")
    close(house, date(2026, 6, 10))
    house.tick()
    old, new = rows(house, report.case_id)
    assert (old.id, old.open, old.late_because) == (first, False, "recomputed")
    assert (old.due_at, new.due_at) == (wita(2026, 6, 11, 16), wita(2026, 6, 12, 16))
    assert (new.open, new.late_because, new.working_days) == (True, None, 3)


def test_nobody_is_reminded_by_the_old_due_time(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    house.promise(report, Kind.CONFIRM, "mk_maros")
    close(house, date(2026, 6, 10), date(2026, 6, 11))
    house.at(wita(2026, 6, 11, 17))
    house.tick()
    assert [line for line in house.told() if line[0] >= "11 16.00"] == []
    house.at(wita(2026, 6, 15, 16, 1))
    house.tick()
    assert ("15 16.01", "mk_maros") in [line[:2] for line in house.told()]


def test_hours_and_other_units_stay_as_they_are(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    house.promise(report, Kind.CONFIRM, "polisi_maros")
    house.promise(report, Kind.FIRST_CONTACT, "mk_maros")
    before = rows(house, report.case_id), rows(house, report.case_id, Kind.FIRST_CONTACT)
    close(house, date(2026, 6, 10))
    house.tick()
    after = rows(house, report.case_id), rows(house, report.case_id, Kind.FIRST_CONTACT)
    assert after == before


def test_a_day_given_back_brings_the_due_time_back(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    close(house, date(2026, 6, 10))
    house.promise(report, Kind.CONFIRM, "mk_maros")
    house.tick()
    assert [row.due_at for row in rows(house, report.case_id)] == [wita(2026, 6, 12, 16)]
    (leave,) = house.sql("SELECT id FROM unit_leave")
    with house.web():
        directory.end_leave(leave.id, by=make.acting("kepala_maros"))
    house.tick()
    assert rows(house, report.case_id)[-1].due_at == wita(2026, 6, 11, 16)


@pytest.fixture
def decree(house: House) -> Iterator[Callable[..., Tally]]:
    """Load a file of national days; those of the shipped file are back afterwards."""

    def load(*days: date) -> Tally:
        lines = "".join(f"{day},holiday,Libur,decreed\n" for day in days)
        with house.as_owner(), db.transaction():
            tally, refused = import_holidays(f"date,kind,name,status\n{lines}".encode())
        assert not refused
        return tally

    house.sql("CREATE TABLE shipped AS TABLE holiday")
    yield load
    house.sql("TRUNCATE holiday; INSERT INTO holiday TABLE shipped; DROP TABLE shipped")


def test_a_moved_holiday_is_gone_from_its_old_day_and_moves_what_is_owed_both_ways(
    house: House, decree: Callable[..., Tally]
) -> None:
    house.at(wita(2027, 6, 7, 9))
    report = house.quiet_case()
    assert decree(date(2027, 1, 1), date(2027, 6, 9)).removed > 10
    house.tick()
    house.promise(report, Kind.CONFIRM, "mk_maros")
    assert rows(house, report.case_id)[-1].due_at == wita(2027, 6, 11, 16)
    assert decree(date(2027, 1, 1), date(2027, 6, 16)) == Tally(added=1, removed=1)
    house.tick()
    assert rows(house, report.case_id)[-1].due_at == wita(2027, 6, 10, 16)
    decree(date(2027, 1, 1), date(2027, 6, 8))
    house.tick()
    assert rows(house, report.case_id)[-1].due_at == wita(2027, 6, 11, 16)
    assert [row.open for row in rows(house, report.case_id)] == [False, False, True]
    assert decree(date(2027, 1, 1), date(2027, 6, 8)) == Tally()
    assert house.sql("SELECT count(*) AS n FROM holiday WHERE day < '2027-01-01'")[0].n == 25


def test_a_day_worked_on_after_all_makes_nobody_late_at_once(
    house: House, decree: Callable[..., Tally]
) -> None:
    house.at(wita(2027, 6, 7, 9))
    report = house.quiet_case()
    decree(date(2027, 6, 9))
    house.tick()
    house.promise(report, Kind.CONFIRM, "mk_maros")
    house.at(wita(2027, 6, 11, 9))
    decree(date(2027, 1, 1))
    house.tick()
    assert [row.due_at for row in rows(house, report.case_id)] == [wita(2027, 6, 11, 16)]


def test_the_answer_that_the_desk_reads_follows(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    owed: dict[str, Any] = {"receiver": Receiver.SCHOOL, "urgency": Urgency.DAYS_3}
    house.promise(report, Kind.ANSWER, referral_id=report.id, **owed)
    close(house, date(2026, 6, 10))
    house.tick()
    (read,) = house.sql("SELECT answer_by FROM referral WHERE id = :id", id=report.id)
    assert read.answer_by == wita(2026, 6, 12, 16)


def test_many_promises_are_counted_in_batches(house: House) -> None:
    house.at(MONDAY)
    report = house.quiet_case()
    house.tick()
    for _n in range(5):
        house.promise(report, Kind.CONFIRM, "mk_maros")
    close(house, date(2026, 6, 10))
    with house.worker():
        taken = list(iter(lambda: recount(limit=2), 0))
    assert max(taken) == 2
    assert len(taken) > 2
    opened = [row for row in rows(house, report.case_id) if row.open]
    assert [row.due_at for row in opened] == [wita(2026, 6, 12, 16)] * 5


def test_a_bad_promise_holds_up_no_other(house: House) -> None:
    house.at(MONDAY)
    bad, good = house.quiet_case(), house.quiet_case()
    for report in (bad, good):
        house.promise(report, Kind.CONFIRM, "mk_maros")
    close(house, date(2026, 6, 10))
    broken = f"CHECK (case_id <> '{bad.case_id}' OR late_because IS NULL)"
    house.sql(f"ALTER TABLE follow_up ADD CONSTRAINT spoiled {broken} NOT VALID")
    house.tick()
    house.sql("ALTER TABLE follow_up DROP CONSTRAINT spoiled")
    moved = [rows(house, report.case_id)[-1].due_at for report in (bad, good)]
    assert moved == [wita(2026, 6, 11, 16), wita(2026, 6, 12, 16)]
