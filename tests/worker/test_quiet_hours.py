"""At night the inbox is silent paper: what leaves the house waits for 06.00, darurat does not."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from referral import db, outbox
from referral.outbox import State
from referral.referrals.models import Referral
from referral.reminders import actions as reminders
from referral.reminders import queries
from referral.reminders.limits import Kind, Receiver, Urgency
from tests.make import WITA, wita
from tests.referrals import given
from tests.worker.house import House

EVENING = wita(2026, 3, 16, 20)
SIX = wita(2026, 3, 17, 6)
TEN_PAST = SIX + timedelta(minutes=10)


@pytest.fixture
def case(house: House) -> Referral:
    """A case at eight in the evening; everybody wants mail."""
    house.at(EVENING)
    case = house.quiet_case()
    house.sql("DELETE FROM message")
    house.sql("UPDATE person SET mail_on = true")
    return case


def mails(house: House) -> list[Any]:
    return house.sql("SELECT state, urgent, not_before, at FROM message ORDER BY not_before")


def tick(house: House, moment: datetime) -> None:
    house.at(moment)
    house.tick()


def told(house: House, case: Referral, hour: int) -> None:
    """Everyone of Maros hears of a move of the referral."""
    house.at(EVENING + timedelta(hours=hour))
    people = [house.person(name) for name in ("piket_maros", "mk_maros", "kepala_maros")]
    with house.as_owner(), db.transaction():
        outbox.post("referral_sent", to=people, case_id=case.case_id, referral_id=case.id, key="k")


def test_a_rung_of_the_night_is_told_at_six_and_mailed_until_ten_past(
    house: House, case: Referral
) -> None:
    house.promise(case, Kind.TRIAGE)  # 6 h from 20.00: all its rungs lie in the night
    tick(house, SIX - timedelta(seconds=1))
    assert house.told() == []
    tick(house, SIX + timedelta(seconds=30))
    assert {at for at, *_rest in house.told()} == {"17 06.00"}
    assert len(mails(house)) == len(house.told()) > 1
    assert all(SIX <= mail.not_before < TEN_PAST for mail in mails(house))
    assert len({mail.not_before for mail in mails(house)}) > 1


def test_a_rung_told_late_at_night_is_in_the_inbox_and_not_in_the_mail(
    house: House, case: Referral
) -> None:
    house.at(EVENING - timedelta(hours=5))
    house.promise(case, Kind.TRIAGE, "mk_maros")
    tick(house, EVENING + timedelta(hours=2))  # the worker was away when it rang at 19.48
    assert {(at, rung) for at, _who, _kind, rung in house.told()} == {("16 22.00", 1)}
    assert {(mail.state, mail.urgent) for mail in mails(house)} == {("held", False)}
    assert all(SIX <= mail.not_before < TEN_PAST for mail in mails(house))


def test_a_move_of_the_night_is_in_the_inbox_at_once_and_mailed_at_six(
    house: House, case: Referral
) -> None:
    house.sql("UPDATE referral SET urgency = '6h'")
    told(house, case, 3)
    items = house.sql("SELECT at FROM inbox_item WHERE kind = 'referral_sent' AND at > :t",
                      t=EVENING + timedelta(hours=2))  # fmt: skip
    assert len(items) == 3
    assert [mail.state for mail in mails(house)] == ["held"] * 3
    assert all(SIX <= mail.not_before < TEN_PAST for mail in mails(house))


def test_a_move_of_a_darurat_goes_out_at_once(house: House, case: Referral) -> None:
    house.sql("UPDATE referral SET urgency = 'darurat'")
    told(house, case, 3)
    assert [(mail.state, mail.not_before) for mail in mails(house)] == [
        ("planned", mail.at) for mail in mails(house)
    ]
    with house.worker():
        assert len(outbox.claim()) == 3


def test_also_where_somebody_of_the_desk_moves_it(house: House) -> None:
    house.at(EVENING + timedelta(hours=2))
    house.sql("UPDATE person SET mail_on = true")
    with house.web():
        given.open_case()  # a High report, claimed and accepted at ten in the evening
    moved = house.sql("SELECT kind, urgent, state FROM message WHERE kind <> 'reminder'")
    assert {(mail.urgent, mail.state) for mail in moved} == {(True, "planned")}


def test_by_day_nothing_waits(house: House, case: Referral) -> None:
    house.sql("UPDATE referral SET urgency = '6h'")
    told(house, case, -4)
    assert [(mail.state, mail.not_before) for mail in mails(house)] == [
        ("planned", mail.at) for mail in mails(house)
    ]


def test_a_second_try_waits_for_the_morning_too(house: House, case: Referral) -> None:
    house.sql("UPDATE referral SET urgency = '6h'")
    told(house, case, 0)
    with house.worker():
        for message in outbox.claim():
            outbox.settle(message, State.FAILED)
    for moment, count in ((EVENING + timedelta(hours=3), 0), (SIX, 3)):
        house.at(moment)
        with house.worker():
            assert len(outbox.claim()) == count


def test_a_clock_moved_by_a_question_holds_what_now_falls_into_the_night(
    house: House, case: Referral
) -> None:
    house.at(EVENING - timedelta(hours=8))
    about = {"referral_id": case.id, "receiver": Receiver.POLICE, "urgency": Urgency.HOURS_6}
    house.promise(case, Kind.ANSWER, "polisi_maros", **about)
    with house.as_owner(), db.transaction():
        (answer,) = reminders.open_ones(case.case_id, Kind.ANSWER, referral_id=case.id)
        since = EVENING - timedelta(hours=8)
        reminders.shift(answer, since, since + timedelta(hours=5))
    (ladder,) = house.sql("SELECT rungs, next_at FROM ladder")
    assert ladder.rungs == sorted(ladder.rungs)
    assert ladder.next_at == ladder.rungs[0]
    assert all(_awake(rung) for rung in ladder.rungs)
    with house.worker():
        assert queries.first_violation() is None


def _awake(moment: datetime) -> bool:
    return 6 <= moment.astimezone(WITA).hour < 21
