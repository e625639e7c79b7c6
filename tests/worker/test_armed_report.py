"""The armed rule reaches what desks owe: a report nobody has taken up, a referral on its way."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from referral import db
from referral.cases.actions.armed import fire_rules
from referral.directory.models import Service
from referral.intake.signs import Sign
from referral.policy import Compartment
from referral.referrals import actions as referrals
from referral.reminders.limits import Kind, Urgency
from tests.make import wita
from tests.referrals import given
from tests.worker.house import House

MIDNIGHT = wita(2026, 7, 8)
WEDDING = date(2026, 7, 22)
OWED = "SELECT started_at, due_at, done_at FROM follow_up WHERE kind = :kind ORDER BY id"


def fire(house: House) -> None:
    house.at(MIDNIGHT)
    with house.worker():
        assert fire_rules() == 1


def owed(house: House, kind: Kind) -> list[Any]:
    return house.sql(OWED, kind=kind.value)


def rung(house: House) -> list[tuple[str, str]]:
    return [(at, who) for at, who, what, _rung in house.told() if what == "acknowledge"]


def reported(house: House, at: datetime) -> Any:
    """A report of a wedding 14 days away, told now, that nobody has taken up."""
    house.at(at)
    wedding: dict[str, Any] = {"signs": frozenset({Sign.WEDDING}), "wedding_on": WEDDING}
    with house.web():
        given.village_report(told_at=at, **wedding)
    (report,) = house.sql("SELECT * FROM referral")
    assert report.urgency == "24h"
    return report


def newest(house: House, kind: Kind) -> Any:
    return owed(house, kind)[-1]


def test_a_report_nobody_has_taken_up_becomes_darurat(house: House) -> None:
    received = reported(house, MIDNIGHT - timedelta(minutes=20)).sent_at
    fire(house)
    (report,) = house.sql("SELECT * FROM referral")
    assert report.urgency == "darurat"
    hour = timedelta(hours=1)
    for kind, limit in ((Kind.ACKNOWLEDGE, 1), (Kind.TRIAGE, 2), (Kind.ANSWER, 1)):
        old, new = owed(house, kind)
        assert old.done_at
        assert (new.started_at, new.due_at) == (received, received + limit * hour)
    assert report.answer_by == newest(house, Kind.ANSWER).due_at
    for minutes in (0, 15, 30, 60):
        house.at(MIDNIGHT + timedelta(minutes=minutes, seconds=20))
        house.tick()
    rings = [at for at, _who in rung(house)]
    assert sorted(set(rings)) == ["08 00.00", "08 00.15", "08 00.30", "08 01.00"]
    assert "kepala_maros" in [who for at, who in rung(house) if at == "08 00.30"]


def test_a_report_of_the_day_before_is_owed_within_an_hour_of_the_rise(house: House) -> None:
    reported(house, MIDNIGHT - timedelta(hours=3))
    fire(house)
    within = newest(house, Kind.ACKNOWLEDGE).due_at - MIDNIGHT
    assert timedelta(hours=1) <= within < timedelta(hours=1, seconds=9)
    assert newest(house, Kind.TRIAGE).due_at - MIDNIGHT < timedelta(hours=2, seconds=9)


def asked(house: House) -> UUID:
    """Of another desk, the day before."""
    house.at(MIDNIGHT - timedelta(hours=9))
    with house.web():
        wedding: dict[str, Any] = {"signs": frozenset({Sign.WEDDING}), "wedding_on": WEDDING}
        found, manager = given.open_case(**wedding)
        request = given.request(
            "upt-ppa-sulsel", service=Service.COMPLAINT, share=Compartment.IDENTITY,
            urgency=Urgency.DAYS_3,
        )  # fmt: skip
        sent = referrals.send(found, request, by=manager)
        db.session.commit()
        return sent.id


def test_an_answer_of_another_desk_follows_it(house: House) -> None:
    sent = asked(house)
    fire(house)
    old, new = owed(house, Kind.ANSWER)[-2:]
    assert old.done_at
    assert new.due_at == old.started_at + timedelta(hours=24)
    (row,) = house.sql("SELECT answer_by FROM referral WHERE id = :id", id=sent)
    assert row.answer_by == new.due_at


def test_an_open_question_does_not_keep_it_from_firing(house: House) -> None:
    sent = asked(house)
    with house.web():
        given.take("ask", sent, by="provinsi")
    stood = newest(house, Kind.ANSWER).due_at
    fire(house)
    (case,) = house.sql("SELECT risk FROM case_file")
    assert case.risk == 3
    assert newest(house, Kind.ANSWER).due_at < stood
