"""Life C: a wedding 14 days away makes the risk High at midnight, and people hear it at six."""

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any

import pytest

from referral import db, policy
from referral.cases import actions
from referral.cases.actions.armed import fire_rules
from referral.cases.models import CaseFile, ContactWith
from referral.cases.queries.timeline import timeline
from referral.intake.signs import Sign
from referral.reminders import queries
from referral.reminders.limits import Kind
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

TOLD = wita(2026, 6, 29, 9, 10)
MIDNIGHT = wita(2026, 7, 8)
SIX = MIDNIGHT + timedelta(hours=6)
OWED = "SELECT started_at, due_at, done_at FROM follow_up WHERE kind = :kind ORDER BY id"


@pytest.fixture
def case(house: House) -> Any:
    """A wedding on 22 July is told of on 29 June, taken up, and led by the manager of Maros."""
    house.at(TOLD)
    with house.web():
        wedding = {"signs": frozenset({Sign.WEDDING}), "wedding_on": date(2026, 7, 22)}
        given.open_case(told_at=TOLD, **wedding)
        contacted(house, TOLD)
    (report,) = house.sql("SELECT case_id FROM referral")
    assert shell(house).risk == 2
    assert shell(house).high_at == MIDNIGHT
    house.sql("UPDATE desk SET deputy_id = :p", p=house.person("piket_maros"))
    return report


def contacted(house: House, at: datetime) -> None:
    """The manager has seen the child."""
    manager = given.acting("mk_maros")
    (row,) = house.sql("SELECT id FROM case_file")
    case = policy.find(CaseFile, row.id, manager)
    actions.add_contact(case, actions.Made(at, ContactWith.CHILD, safe=True, words="x"), by=manager)


def shell(house: House) -> Any:
    (row,) = house.sql("SELECT * FROM case_file")
    return row


def fire(house: House, moment: datetime) -> int:
    house.at(moment)
    with house.worker():
        return fire_rules()


def owed(house: House, kind: Kind) -> list[Any]:
    """Promises of this kind, the oldest first: since when, until when, kept when."""
    return house.sql(OWED, kind=kind.value)


def told(house: House, kind: str = "re_contact") -> list[tuple[str, str]]:
    return [(at, who) for at, who, what, _rung in house.told() if what == kind]


def test_it_fires_at_midnight_and_not_a_minute_before(house: House, case: Any) -> None:
    assert fire(house, MIDNIGHT - timedelta(minutes=1)) == 0
    assert shell(house).risk == 2
    assert fire(house, MIDNIGHT + timedelta(seconds=20)) == 1
    assert (shell(house).risk, shell(house).high_at) == (3, None)
    assert case


@pytest.mark.usefixtures("case")
def test_manager_deputy_and_head_hear_of_it_at_six(house: House) -> None:
    fire(house, MIDNIGHT)
    for moment in (MIDNIGHT, SIX - timedelta(minutes=1)):
        house.at(moment)
        house.tick()
    assert told(house) == []
    house.at(SIX + timedelta(seconds=30))
    house.tick()
    assert told(house) == [
        ("08 06.00", "kepala_maros"),
        ("08 06.00", "mk_maros"),
        ("08 06.00", "piket_maros"),
    ]


@pytest.mark.usefixtures("case")
def test_the_child_is_owed_a_contact_within_a_day_and_seen_at_three(house: House) -> None:
    fire(house, MIDNIGHT)
    (promise,) = owed(house, Kind.RE_CONTACT)
    assert promise.due_at - promise.started_at == timedelta(hours=24)
    assert promise.started_at - MIDNIGHT < timedelta(seconds=9)
    house.at(MIDNIGHT + timedelta(hours=15))
    with house.web():
        contacted(house, MIDNIGHT + timedelta(hours=15))
    (promise,) = owed(house, Kind.RE_CONTACT)
    assert promise.done_at == MIDNIGHT + timedelta(hours=15)


@pytest.mark.usefixtures("case")
def test_a_contact_of_the_day_before_written_down_late_does_not_keep_it(house: House) -> None:
    fire(house, MIDNIGHT)
    house.at(MIDNIGHT + timedelta(hours=8))
    with house.web():
        contacted(house, MIDNIGHT - timedelta(hours=8))
    (promise,) = owed(house, Kind.RE_CONTACT)
    assert promise.done_at is None


@pytest.mark.usefixtures("case")
def test_what_hangs_on_the_risk_is_owed_by_the_new_limits(house: House) -> None:
    before = owed(house, Kind.FULL_ASSESSMENT)[0]
    visit = owed(house, Kind.VISIT)[-1]
    fire(house, MIDNIGHT)
    old, new = owed(house, Kind.FULL_ASSESSMENT)
    assert old.done_at
    assert (new.started_at, new.done_at) == (before.started_at, None)
    assert owed(house, Kind.VISIT)[-1].due_at < visit.due_at


@pytest.mark.usefixtures("case")
def test_it_stands_in_the_history_of_the_case_and_in_the_audit(house: House) -> None:
    fire(house, MIDNIGHT)
    (event,) = house.sql("SELECT * FROM case_event WHERE act = 'risk_risen'")
    assert (event.by_person_id, event.detail) == (None, "high")
    (entry,) = house.sql("SELECT person_id, case_id FROM audit_entry WHERE act = 'case.risk_risen'")
    assert (entry.person_id, entry.case_id) == (None, event.case_id)
    with house.web():
        manager = given.acting("mk_maros")
        assert manager
        (line,) = [x for x in timeline(event.case_id).lines if x.step == "risk_risen"]
        assert line.by == "Sipakainge'"


@pytest.mark.usefixtures("case")
def test_it_fires_once_however_often_it_rings(house: House) -> None:
    assert [fire(house, MIDNIGHT + timedelta(minutes=n)) for n in range(4)] == [1, 0, 0, 0]
    assert len(owed(house, Kind.RE_CONTACT)) == 1


@pytest.mark.usefixtures("case")
def test_two_workers_at_once_fire_it_once(house: House) -> None:
    counts: list[int] = []
    second = Thread(target=lambda: counts.append(fire(house, MIDNIGHT)))
    house.at(MIDNIGHT)
    with house.worker(), db.transaction():
        counts.append(fire_rules())
        second.start()
        second.join(30)
    assert sorted(counts) == [0, 1]


def killed_before_the_end() -> None:
    with db.transaction():
        assert fire_rules() == 1
        raise KeyboardInterrupt


@pytest.mark.usefixtures("case")
def test_a_killed_worker_leaves_it_armed(house: House) -> None:
    house.at(MIDNIGHT)
    with house.worker(), pytest.raises(KeyboardInterrupt):
        killed_before_the_end()
    assert (shell(house).risk, owed(house, Kind.RE_CONTACT)) == (2, [])
    assert fire(house, MIDNIGHT + timedelta(minutes=1)) == 1


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize(
    "already",
    [
        "UPDATE case_file SET risk = 3",
        "UPDATE case_file SET status = 'closed', closed_at = now(), closing_reason = 'mistaken'",
    ],
)
def test_a_case_already_high_or_closed_owes_nothing_new(house: House, already: str) -> None:
    house.sql(already)
    fire(house, MIDNIGHT)
    assert owed(house, Kind.RE_CONTACT) == []
    assert house.sql("SELECT FROM case_event WHERE act = 'risk_risen'") == []


@pytest.mark.usefixtures("case")
def test_every_law_of_promises_holds_afterwards(house: House) -> None:
    fire(house, MIDNIGHT)
    house.at(SIX + timedelta(seconds=30))
    house.tick()
    with house.worker():
        assert queries.first_violation() is None
