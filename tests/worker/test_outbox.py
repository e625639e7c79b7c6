"""The outbox: a message is claimed for a while, settled once, and never sent after its subject."""

from datetime import timedelta

import pytest

from referral import db, outbox
from referral.outbox import Claimed, State
from referral.people.models import Person
from referral.referrals.models import Referral
from referral.reminders import actions as reminders
from referral.reminders import queries
from referral.reminders.limits import Kind
from tests.make import wita
from tests.worker.house import House

MORNING = wita(2026, 3, 16, 7)


@pytest.fixture
def case(house: House) -> Referral:
    """One late promise of the case manager, who wants mail."""
    house.at(MORNING)
    case = house.quiet_case()
    house.promise(case, Kind.TRIAGE, "mk_maros")
    with house.as_owner(), db.transaction():
        person = db.session.get_one(Person, house.person("mk_maros"))
        person.write_to("mk@maros.example")
    house.at(MORNING + timedelta(hours=5))
    assert house.tick() == 1
    return case


def claim(house: House, count: int = 1) -> list[Claimed]:
    with house.worker():
        claimed = outbox.claim()
    assert len(claimed) == count
    return claimed


def settle(house: House, message: Claimed, state: State) -> bool:
    with house.worker():
        return outbox.settle(message, state)


def state(house: House) -> str:
    (row,) = house.sql("SELECT state FROM message ORDER BY id DESC LIMIT 1")
    return str(row.state)


@pytest.mark.usefixtures("case")
def test_two_dispatchers_never_hold_the_same_message(house: House) -> None:
    claim(house)
    claim(house, 0)


@pytest.mark.usefixtures("case")
def test_a_lease_that_ends_is_taken_over_and_the_slow_one_changes_nothing(house: House) -> None:
    (slow,) = claim(house)
    house.at(MORNING + timedelta(hours=5, seconds=61))
    (quick,) = claim(house)
    assert quick.key == slow.key
    assert settle(house, slow, State.SENT) is False
    assert settle(house, quick, State.SENT) is True
    assert settle(house, slow, State.FAILED) is False
    assert state(house) == "sent"


def test_a_reminder_after_the_answer_is_impossible(house: House, case: Referral) -> None:
    with house.as_owner(), db.transaction():
        reminders.close(Kind.TRIAGE, case_id=case.case_id)
    claim(house, 0)
    assert state(house) == "cancelled"


def test_nor_to_one_who_may_no_longer_hear(house: House, case: Referral) -> None:
    house.exclude("mk_maros", case)
    claim(house, 0)
    assert state(house) == "cancelled"


@pytest.mark.usefixtures("case")
def test_an_older_rung_that_waited_is_skipped(house: House) -> None:
    house.at(MORNING + timedelta(hours=6, minutes=1))
    assert house.tick() == 1
    (message,) = claim(house)
    rows = house.sql("SELECT rung, state FROM message ORDER BY rung")
    assert [(row.rung, row.state) for row in rows] == [(1, "skipped"), (2, "sending")]
    assert message.due_at
    assert message.due_at - (MORNING + timedelta(hours=6)) < timedelta(seconds=9)


@pytest.mark.usefixtures("case")
def test_failures_wait_longer_and_longer_and_end_dead(house: House) -> None:
    moment = MORNING + timedelta(hours=5)
    for attempt in range(1, outbox.ATTEMPTS + 1):
        (message,) = claim(house)
        assert message.attempts == attempt
        assert settle(house, message, State.FAILED)
        moment += timedelta(seconds=outbox.LONGEST_WAIT + 1)
        house.at(moment)
    assert state(house) == "dead"
    house.tick()
    with house.worker():
        assert queries.first_violation() is None


@pytest.mark.usefixtures("case")
def test_a_message_that_breaks_every_sender_is_dead_too(house: House) -> None:
    for attempt in range(outbox.ATTEMPTS):
        house.at(MORNING + timedelta(hours=5, minutes=2 * attempt, seconds=9))
        claim(house)
    house.at(MORNING + timedelta(hours=6))
    claim(house, 0)
    assert state(house) == "dead"


@pytest.mark.usefixtures("case")
def test_every_result_is_audited_and_the_chain_verifies(house: House) -> None:
    (message,) = claim(house)
    settle(house, message, State.SENT)
    (entry,) = house.sql("SELECT note FROM audit_entry WHERE act = 'message.sent'")
    assert entry.note == str(message.key)
