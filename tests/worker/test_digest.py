"""The digest at 07.30 and the list of Monday: figures only, once a day, whatever happens."""

from datetime import datetime, timedelta
from threading import Thread
from typing import Any

import pytest

from referral import db
from referral.referrals.models import Referral
from referral.reminders import queries
from referral.reminders.digest import tell_digest
from referral.reminders.limits import Kind
from tests.make import wita
from tests.worker.house import House

MONDAY = wita(2026, 3, 16, 7, 30)
TUESDAY = MONDAY + timedelta(days=1)
TOLD = """
SELECT p.username, i.kind, i.counts, i.at FROM inbox_item i JOIN person p ON p.id = i.person_id
WHERE i.kind IN ('digest', 'weekly') ORDER BY i.at, i.kind, p.username"""


@pytest.fixture
def case(house: House) -> Referral:
    """Monday noon: a case of the Maros desk that owes nothing yet."""
    house.at(MONDAY + timedelta(hours=4, minutes=30))
    return house.quiet_case()


def tell(house: House, moment: datetime) -> int:
    house.at(moment)
    with house.worker():
        return tell_digest()


def killed_before_the_end() -> None:
    with db.transaction():
        assert tell_digest() == 1
        raise KeyboardInterrupt


def told(house: House, kind: str = "digest") -> dict[str, list[int]]:
    return {row.username: row.counts for row in house.sql(TOLD) if row.kind == kind}


def test_due_today_late_waiting_on_me_waiting_on_others(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE, "mk_maros")  # Medium: until 18.00, late on Tuesday
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")  # until Thursday
    house.sql("UPDATE case_file SET manager_id = :mk", mk=house.person("mk_maros"))
    house.at(MONDAY + timedelta(hours=8))
    house.promise(case, Kind.ANSWER, "polisi_maros", sender="mk_maros", referral_id=case.id,
                  urgency="24h")  # fmt: skip
    house.sql("UPDATE follow_up SET due_at = :t WHERE kind = 'answer'",
              t=TUESDAY + timedelta(hours=8))  # fmt: skip

    tell(house, TUESDAY)

    assert told(house)["mk_maros"] == [0, 1, 2, 1]
    assert "polisi_maros" not in told(house), "it holds nothing of this case"


def test_what_falls_due_today_is_counted(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")  # 72 h: Thursday 12.00
    tell(house, TUESDAY + timedelta(days=2))
    assert told(house) == {"mk_maros": [1, 0, 1, 0]}


def test_what_the_desk_owes_waits_on_whose_turn_it_is(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT)
    house.on_duty("piket_maros", MONDAY, hours=72)
    tell(house, TUESDAY)
    assert told(house) == {"piket_maros": [0, 0, 1, 0]}


def test_who_is_away_is_stood_in_for(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.away("mk_maros", MONDAY, stand_in="piket_maros")
    tell(house, TUESDAY)
    assert told(house) == {"piket_maros": [0, 0, 1, 0]}


def test_a_case_that_is_closed_to_somebody_is_not_counted(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.exclude("mk_maros", case)
    assert tell(house, TUESDAY) == 0


def test_not_before_half_past_seven_and_once_a_day(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    assert tell(house, TUESDAY - timedelta(minutes=1)) == 0
    assert [tell(house, TUESDAY + timedelta(minutes=n)) for n in range(0, 10, 2)] == [1, 0, 0, 0, 0]
    house.promise(case, Kind.FIRST_CONTACT, "piket_maros")
    assert tell(house, TUESDAY + timedelta(hours=3)) == 0, "the day is decided"
    assert tell(house, TUESDAY + timedelta(days=1)) == 2


def test_a_missed_morning_is_caught_up_the_same_day_only(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    assert tell(house, TUESDAY + timedelta(hours=5)) == 1
    assert tell(house, TUESDAY + timedelta(days=1, hours=14)) == 0, "too late in the evening"
    assert tell(house, TUESDAY + timedelta(days=2)) == 1
    assert [row.at.date().day for row in house.sql(TOLD)] == [17, 18]


def test_a_killed_round_leaves_nothing_and_the_next_one_tells(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.at(TUESDAY)
    with house.worker(), pytest.raises(KeyboardInterrupt):
        killed_before_the_end()
    assert told(house) == {}
    assert tell(house, TUESDAY + timedelta(minutes=2)) == 1


def test_two_rounds_at_once_are_one(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    counts: list[int] = []
    second = Thread(target=lambda: counts.append(tell(house, TUESDAY)))
    house.at(TUESDAY)
    with house.worker(), db.transaction():
        counts.append(tell_digest())
        second.start()
    second.join(30)
    assert sorted(counts) == [0, 1]


def test_on_monday_supervisors_hear_of_whose_wait_is_longer_than_a_week(
    house: House, case: Referral
) -> None:
    house.promise(case, Kind.TRIAGE, "mk_maros")
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    tell(house, MONDAY + timedelta(days=7))
    assert told(house, "weekly") == {}, "late by less than a week"
    tell(house, MONDAY + timedelta(days=13))
    assert told(house, "weekly") == {}, "a Sunday"
    tell(house, MONDAY + timedelta(days=14))
    assert told(house, "weekly") == {"dp3a_maros": [1], "provinsi": [1]}


def test_figures_leave_the_house_as_one_neutral_mail(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE, "mk_maros")
    house.sql("UPDATE person SET mail_on = true")
    tell(house, MONDAY + timedelta(days=14))
    mails: list[Any] = house.sql("SELECT kind, case_id, follow_up_id FROM message"
                                 " WHERE kind <> 'reminder' ORDER BY kind")  # fmt: skip
    assert [(m.kind, m.case_id, m.follow_up_id) for m in mails if m.kind != "referral_sent"] == [
        ("digest", None, None),
        ("weekly", None, None),
        ("weekly", None, None),
    ]
    with house.worker():
        house.tick()
        assert queries.first_violation() is None


def test_what_the_desk_asked_back_waits_on_the_sender(house: House, case: Referral) -> None:
    house.promise(case, Kind.ANSWER, sender="mk_maros", referral_id=case.id, urgency="24h")
    house.sql("UPDATE referral SET status = 'needs_info', answer_by = NULL, sender_id = :mk",
              mk=house.person("mk_maros"))  # fmt: skip
    tell(house, TUESDAY)
    assert {who: counts[2] for who, counts in told(house).items()} == {"mk_maros": 1}
