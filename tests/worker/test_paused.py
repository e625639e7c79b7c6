"""What waits for the child or the family rings for nobody; its review does, at its date."""

from datetime import timedelta
from typing import Any

from referral import db
from referral.cases import actions
from referral.directory import actions as directory
from referral.directory.queries import unit
from referral.reminders import queries
from referral.reminders.clocks import local_day
from referral.reminders.limits import Kind
from tests import make
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

MONDAY = wita(2026, 6, 8, 9)
DAY = timedelta(days=1)


def paused(house: House, *kinds: Kind, days: int) -> Any:
    """A case of medium risk whose manager waits for the family from Monday."""
    house.at(MONDAY)
    with house.web():
        case, manager = given.open_case(signs=given.MILD)
        wait = actions.Pause(frozenset(kinds), db.now() + days * DAY, "Kenari tunggu")
        actions.pause(case, wait, by=manager)
        db.session.commit()
        return case.id


def told(house: House, kind: Kind) -> list[tuple[str, str]]:
    return [(at, who) for at, who, what, _rung in house.told() if what == kind.value]


def test_nothing_rings_while_it_waits_and_the_review_rings_at_its_date(house: House) -> None:
    paused(house, Kind.FULL_ASSESSMENT, days=10)
    for n in range(1, 20):
        house.at(MONDAY + n * DAY / 2)
        house.tick()
    assert told(house, Kind.FULL_ASSESSMENT) == []
    assert told(house, Kind.INITIAL_ASSESSMENT)
    house.at(MONDAY + 10 * DAY + timedelta(minutes=1))
    house.tick()
    assert ("18 09.01", "mk_maros") in told(house, Kind.HOLD_REVIEW)
    house.at(MONDAY + 14 * DAY)
    house.tick()
    assert told(house, Kind.FULL_ASSESSMENT)[0][1] == "mk_maros"
    with house.worker():
        assert queries.first_violation() is None


def test_a_day_of_leave_meanwhile_moves_it_and_still_rings_for_nobody(house: House) -> None:
    case_id = paused(house, Kind.SIMFONI, days=8)
    rows = "SELECT due_at FROM follow_up WHERE case_id = :c AND kind = 'simfoni' ORDER BY id"
    before = house.sql(rows, c=case_id)[-1].due_at
    with house.web():
        head = make.acting("kepala_maros")
        office = unit(head.unit_id)
        assert office
        directory.plan_leave(office, days=[local_day(before)], name="Rapat kerja", by=head)
    for n in range(16):
        house.at(MONDAY + n * DAY / 2)
        house.tick()
    house.sql("TRUNCATE unit_leave, calendar_change")
    assert house.sql(rows, c=case_id)[-1].due_at > before
    assert told(house, Kind.SIMFONI) == []
