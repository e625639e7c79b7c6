"""Life A with nobody at the desk: the darurat ladder to the minute, through the real tick."""

from datetime import timedelta

import pytest

from referral.referrals import actions as referrals
from referral.referrals.models import Referral
from referral.reminders import queries
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

TOLD_AT, SENT_AT = wita(2026, 3, 14, 20, 15), wita(2026, 3, 14, 21, 5)
LADDER = [
    ("14 21.05", "piket_maros", "acknowledge", 1),
    ("14 21.20", "piket_maros", "acknowledge", 2),
    ("14 21.35", "kepala_maros", "acknowledge", 3),
    ("14 22.05", "provinsi", "acknowledge", 4),
]


@pytest.fixture
def report(house: House) -> Referral:
    """REF-1 of life A, sent at 21.05; one officer has the turn at the desk."""
    house.on_duty("piket_maros", SENT_AT - timedelta(hours=1))
    house.at(SENT_AT)
    with house.web():
        return given.village_report(told_at=TOLD_AT)


def minute_by_minute(house: House, first: int, last: int) -> None:
    """The tick at half past every minute after the report was sent."""
    for minute in range(first, last + 1):
        house.at(SENT_AT + timedelta(minutes=minute, seconds=30))
        house.tick()


def test_the_ladder_rings_to_the_minute_when_nobody_is_at_the_desk(
    house: House, report: Referral
) -> None:
    assert report.sent_at
    minute_by_minute(house, 0, 61)
    assert house.told() == LADDER


def test_the_first_reminder_is_the_only_word_and_says_what_it_is(
    house: House, report: Referral
) -> None:
    minute_by_minute(house, 0, 0)
    kinds = house.sql("SELECT kind FROM inbox_item WHERE referral_id = :id", id=report.id)
    assert [row.kind for row in kinds] == ["reminder"]
    with house.web():
        (item,) = queries.inbox(given.acting("piket_maros"))
        assert item.title == "Darurat: kiriman belum ada yang menangani"


def test_a_claim_stops_it_for_all_and_the_answer_rings_on(house: House, report: Referral) -> None:
    minute_by_minute(house, 0, 19)
    with house.web():
        officer = given.acting("piket_maros")
        referrals.claim(given.found(report.id, officer), by=officer)
    minute_by_minute(house, 20, 61)
    assert house.told() == [
        *LADDER[:2],
        ("14 21.53", "piket_maros", "answer", 1),
        ("14 22.05", "kepala_maros", "answer", 2),
        ("14 22.05", "piket_maros", "answer", 2),
    ]


def test_five_ticks_are_one(house: House, report: Referral) -> None:
    assert report.sent_at
    house.at(SENT_AT + timedelta(minutes=16))
    assert [house.tick() for _ in range(5)] == [1, 0, 0, 0, 0]
    assert house.told() == [("14 21.21", "piket_maros", "acknowledge", 2)]


def test_a_clock_set_back_tells_nothing_twice(house: House, report: Referral) -> None:
    assert report.sent_at
    for minutes in (16, 1, 16):
        house.at(SENT_AT + timedelta(minutes=minutes))
        house.tick()
    assert len(house.told()) == 1


def test_after_downtime_only_the_newest_rung_is_told(house: House, report: Referral) -> None:
    assert report.sent_at
    house.at(SENT_AT + timedelta(minutes=65))
    house.tick()
    assert house.told() == [("14 22.10", "provinsi", "acknowledge", 4)]
    (entry,) = house.sql("SELECT note FROM audit_entry WHERE act = 'reminder.told'")
    assert entry.note.startswith("told=1 skipped=3 unheard=0 ")


def test_all_invariants_hold_at_the_end(house: House, report: Referral) -> None:
    assert report.sent_at
    minute_by_minute(house, 0, 61)
    with house.worker():
        assert queries.first_violation() is None


def test_claimed_after_every_rung_the_answer_is_not_silent(house: House, report: Referral) -> None:
    house.at(SENT_AT + timedelta(minutes=130))
    house.tick()
    before = house.told()
    with house.web():
        officer = given.acting("piket_maros")
        referrals.claim(given.found(report.id, officer), by=officer)
    house.at(SENT_AT + timedelta(minutes=131))
    house.tick()
    assert house.told()[len(before) :] == [
        ("14 23.16", "dp3a_maros", "answer", 1),
        ("14 23.16", "provinsi", "answer", 1),
    ]
