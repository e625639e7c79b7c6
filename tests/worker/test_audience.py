"""Who is told: the one who owes, who stands in for him, his desk, those above; never nobody."""

from datetime import timedelta

import pytest

from referral.referrals.models import Referral
from referral.reminders.ladder import Subject
from referral.reminders.limits import Kind, Receiver, Urgency
from tests.make import wita
from tests.worker.house import House

NOON = wita(2026, 3, 16, 12)
DAY = timedelta(hours=24)
UPTD = {"kepala_maros", "mk_maros", "piket_maros"}


@pytest.fixture
def case(house: House) -> Referral:
    house.at(NOON)
    return house.quiet_case()


def answer(house: House, case: Referral) -> None:
    """The police desk of Maros owes the case manager an answer within 24 hours."""
    house.sql(
        "INSERT INTO access_grant (case_id, unit_id, compartments, basis, basis_id, since, until)"
        " SELECT :c, id, 0, 4, :r, :t, '9999-12-31 00:00+00' FROM unit"
        " WHERE code = 'polres-maros-ppa'",
        c=case.case_id,
        r=case.id,
        t=NOON,
    )
    house.promise(
        case,
        Kind.ANSWER,
        "polisi_maros",
        referral_id=case.id,
        receiver=Receiver.POLICE,
        urgency=Urgency.HOURS_24,
        subject=Subject.REFERRAL,
        sender="mk_maros",
    )


def told(house: House, *percents: int) -> list[set[str]]:
    """Whom each of these percentages of a day told."""
    rounds = []
    for percent in percents:
        before = house.told()
        house.at(NOON + DAY * percent / 100 + timedelta(minutes=1))
        house.tick()
        rounds.append({who for _at, who, _kind, _rung in house.told()[len(before) :]})
    return rounds


def test_owner_deputy_supervisor_head_and_the_senders_supervisor(
    house: House, case: Referral
) -> None:
    answer(house, case)
    assert told(house, 50, 75, 79, 80, 100, 125) == [
        set(),  # midnight: held until 06.00
        {"polisi_maros"},
        set(),
        {"polisi_maros"},
        {"polisi_maros"},  # a desk of one: nobody stands above him
        {"kepala_maros"},  # no head either: the sender's supervisor
    ]


@pytest.mark.parametrize(("risk", "above"), [(2, {"dp3a_maros"}), (3, {"dp3a_maros", "provinsi"})])
def test_at_twice_the_time_the_district_and_of_high_risk_the_province_too(
    house: House, case: Referral, risk: int, above: set[str]
) -> None:
    answer(house, case)
    told(house, 125)
    house.sql("UPDATE case_file SET risk = :risk", risk=risk)
    assert told(house, 199, 200) == [set(), above]


def test_a_case_managers_own_promise_rises_to_his_supervisor(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.sql("UPDATE desk SET deputy_id = :p WHERE unit_id = :u", p=house.person("piket_maros"),
              u=case.to_unit_id)  # fmt: skip
    assert told(house, 275, 300, 375) == [
        {"mk_maros", "piket_maros"},
        {"mk_maros", "kepala_maros"},
        {"kepala_maros"},
    ]


def test_a_desk_without_a_rota_is_told_whole(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE)
    assert told(house, 20) == [UPTD]


def test_what_waits_for_a_head_whom_the_unit_has_not_is_told_above(
    house: House, case: Referral
) -> None:
    house.promise(case, Kind.FILE_REVIEW)
    house.sql("UPDATE ladder SET next_at = :t, rungs[1] = :t", t=NOON)
    house.sql("UPDATE person SET active = false WHERE username = 'kepala_maros'")
    assert told(house, 1) == [{"dp3a_maros"}]


def test_whose_turn_it_is_answers_for_the_desk(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE)
    house.on_duty("piket_maros", NOON)
    house.on_duty("kepala_maros", NOON + DAY)
    assert told(house, 20) == [{"piket_maros"}]


def test_who_is_away_is_stood_in_for(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.away("mk_maros", NOON, stand_in="piket_maros")
    assert told(house, 275)[0] >= {"piket_maros"}
    assert "mk_maros" not in {who for _at, who, _kind, _rung in house.told()}


def test_without_a_stand_in_the_desk_answers(house: House, case: Referral) -> None:
    house.promise(case, Kind.FIRST_CONTACT, "mk_maros")
    house.away("mk_maros", NOON)
    assert told(house, 275) == [{"piket_maros", "kepala_maros"}]


def test_of_a_promise_nobody_of_the_unit_may_hear_the_district_does(
    house: House, case: Referral
) -> None:
    house.promise(case, Kind.TRIAGE)
    for username in UPTD:
        house.exclude(username, case)
    assert told(house, 20) == [{"dp3a_maros"}]


def test_and_where_the_district_is_silent_too_the_province(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE)
    for username in (*UPTD, "dp3a_maros"):
        house.exclude(username, case)
    house.away("provinsi", NOON)
    assert told(house, 20) == [{"provinsi"}]


def test_who_has_left_or_lost_his_ground_hears_nothing(house: House, case: Referral) -> None:
    house.promise(case, Kind.TRIAGE)
    house.sql("UPDATE person SET mandate_until = '2026-03-15' WHERE username = 'piket_maros'")
    house.sql("UPDATE person SET active = false WHERE username = 'mk_maros'")
    assert told(house, 20) == [{"kepala_maros"}]
    house.sql("UPDATE access_grant SET until = :t", t=NOON)
    assert told(house, 25) == [{"dp3a_maros"}]


def test_a_late_review_of_a_broken_glass_is_heard_by_all_who_watch(
    house: House, case: Referral
) -> None:
    house.promise(case, Kind.GLASS_REVIEW, "provinsi")
    watching = {"provinsi", "dp3a_maros"}
    assert told(house, 175, 280, 300, 600) == [{"provinsi"}, {"provinsi"}, watching, watching]
