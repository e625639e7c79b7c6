"""Limits: the rows of the domain table, and which of them holds."""

import pytest

from referral.reminders.clocks import Clock
from referral.reminders.limits import (
    LIMITS,
    URGENCY,
    Kind,
    Limit,
    Receiver,
    Risk,
    Span,
    Start,
    Urgency,
    limit_for,
    village_urgency,
)

HOUR_1, HOUR_6, HOUR_24 = Urgency.DARURAT, Urgency.HOURS_6, Urgency.HOURS_24
DAY_3 = Urgency.DAYS_3


def desk(kind: Kind, risk: Risk, receiver: Receiver, urgency: Urgency) -> Limit:
    limit = limit_for(kind, risk=risk, receiver=receiver, urgency=urgency)
    assert limit is not None
    return limit


def length(limit: Limit | None) -> str:
    assert limit is not None
    return f"{limit.limit.amount} {limit.limit.clock}"


@pytest.mark.parametrize(
    ("kind", "high", "medium", "low"),
    [
        (Kind.SEND, "1 H", "6 H", "24 H"),
        (Kind.TRIAGE, "2 H", "6 H", "24 H"),
        (Kind.FIRST_CONTACT, "24 H", "72 H", "168 H"),
        (Kind.POLICE_REPORT, "72 H", "72 H", "72 H"),
        (Kind.CONFIRM, "3 WD", "3 WD", "3 WD"),
    ],
)
def test_the_rows_of_the_case(kind: Kind, high: str, medium: str, low: str) -> None:
    by_risk = [length(limit_for(kind, risk=risk)) for risk in sorted(Risk, reverse=True)]
    assert by_risk == [high, medium, low]


@pytest.mark.parametrize(
    ("risk", "acknowledge", "answer"),
    [
        (Risk.HIGH, "1 H", "1 H"),  # darurat beats the 4 h of the row
        (Risk.MEDIUM, "6 H", "24 H"),
        (Risk.LOW, "24 H", "3 WD"),
    ],
)
def test_a_village_report(risk: Risk, acknowledge: str, answer: str) -> None:
    for kind, expected in ((Kind.ACKNOWLEDGE, acknowledge), (Kind.ANSWER, answer)):
        assert length(desk(kind, risk, Receiver.UPTD, village_urgency(risk))) == expected


@pytest.mark.parametrize(
    ("receiver", "risk", "urgency", "acknowledge", "answer"),
    [
        (Receiver.POLICE, Risk.HIGH, HOUR_6, "6 H", "6 H"),
        (Receiver.POLICE, Risk.HIGH, DAY_3, "12 H", "24 H"),
        (Receiver.POLICE, Risk.LOW, HOUR_1, "1 H", "1 H"),
        (Receiver.HOSPITAL, Risk.LOW, DAY_3, "1 H", "1 H"),
        (Receiver.SOCIAL, Risk.HIGH, DAY_3, "24 H", "24 H"),
        (Receiver.SOCIAL, Risk.MEDIUM, DAY_3, "24 H", "2 WD"),
        (Receiver.SOCIAL, Risk.LOW, HOUR_24, "24 H", "24 H"),
        (Receiver.UPTD, Risk.HIGH, DAY_3, "1 H", "4 H"),
        (Receiver.OTHER_UPTD, Risk.HIGH, DAY_3, "6 H", "24 H"),
        (Receiver.OTHER_UPTD, Risk.LOW, DAY_3, "6 H", "3 WD"),
        (Receiver.PUSPAGA, Risk.HIGH, DAY_3, "24 H", "2 WD"),
        (Receiver.SCHOOL, Risk.HIGH, DAY_3, "1 WD", "3 WD"),
        (Receiver.DUKCAPIL, Risk.LOW, DAY_3, "1 WD", "3 WD"),
        (Receiver.LKSA, Risk.LOW, DAY_3, "24 H", "2 WD"),
    ],
)
def test_the_shorter_of_receiver_and_urgency(
    receiver: Receiver, risk: Risk, urgency: Urgency, acknowledge: str, answer: str
) -> None:
    assert length(desk(Kind.ACKNOWLEDGE, risk, receiver, urgency)) == acknowledge
    assert length(desk(Kind.ANSWER, risk, receiver, urgency)) == answer


@pytest.mark.parametrize("urgency", Urgency)
def test_no_urgency_hurries_who_answers_by_a_law_of_its_own(urgency: Urgency) -> None:
    for receiver in (Receiver.LPSK, Receiver.KOMDIGI, Receiver.KUA):
        answer, own = (
            limit_for(kind, risk=Risk.HIGH, receiver=receiver, urgency=urgency)
            for kind in (Kind.ANSWER, Kind.ACKNOWLEDGE)
        )
        assert answer is None
        assert (own and length(own)) == ("1 WD" if receiver is Receiver.KUA else None)


def test_a_row_of_its_own_would_be_its_clock() -> None:
    own = Limit(
        kind=Kind.ANSWER, limit=Span(5, Clock.WORKING_DAYS), start=Start.RECEIPT,
        ground=LIMITS[0].ground, receiver=Receiver.KUA,
    )  # fmt: skip
    held = limit_for(
        Kind.ANSWER, risk=Risk.LOW, receiver=Receiver.KUA, urgency=DAY_3, rows=[*LIMITS, own]
    )
    assert length(held) == "5 WD"


def test_a_placement_is_answered_and_served_in_a_day() -> None:
    social = Receiver.SOCIAL
    for kind in (Kind.ANSWER, Kind.FIRST_SERVICE):
        limit = limit_for(kind, risk=Risk.LOW, receiver=social, placement=True)
        assert length(limit) == "24 H"
    assert limit_for(Kind.FIRST_SERVICE, risk=Risk.LOW, receiver=social) is None


def test_first_service_has_a_clock_only_where_the_table_gives_one() -> None:
    hospital = Receiver.HOSPITAL
    assert length(limit_for(Kind.FIRST_SERVICE, risk=Risk.HIGH, receiver=hospital)) == "2 H"
    assert limit_for(Kind.FIRST_SERVICE, risk=Risk.MEDIUM, receiver=hospital) is None
    clocked = {"hospital", "puspaga", "school", "dukcapil"}
    for receiver in set(Receiver) - clocked:
        assert limit_for(Kind.FIRST_SERVICE, risk=Risk.HIGH, receiver=receiver) is None


@pytest.mark.parametrize(
    ("receiver", "urgency", "high", "medium", "low"),
    [
        (Receiver.PUSPAGA, DAY_3, "72 H", "168 H", "336 H"),
        (Receiver.SCHOOL, DAY_3, "168 H", "168 H", "168 H"),
        (Receiver.DUKCAPIL, DAY_3, "7 WD", "7 WD", "7 WD"),
        (Receiver.LPSK, HOUR_1, "168 H", "168 H", "168 H"),
    ],
)
def test_the_first_service_of_each_receiver(
    receiver: Receiver, urgency: Urgency, high: str, medium: str, low: str
) -> None:
    of = [
        length(limit_for(Kind.FIRST_SERVICE, risk=risk, receiver=receiver, urgency=urgency))
        for risk in sorted(Risk, reverse=True)
    ]
    assert of == [high, medium, low]


@pytest.mark.parametrize("receiver", list(Receiver))
def test_the_first_word_is_owed_by_who_does_not_tell_it_anyway(receiver: Receiver) -> None:
    owed = {"hospital": "2 WD", "social": "168 H", "school": "336 H", "other_uptd": "168 H"}
    limit = limit_for(Kind.FEEDBACK, risk=Risk.LOW, receiver=receiver)
    assert (limit and length(limit)) == {**owed, "lksa": "336 H"}.get(receiver.value)


@pytest.mark.parametrize("urgency", list(Urgency))
def test_a_refused_need_is_planned_anew_in_the_urgencys_time(urgency: Urgency) -> None:
    limit = limit_for(Kind.RE_PLAN, risk=Risk.LOW, receiver=Receiver.POLICE, urgency=urgency)
    assert limit is not None
    assert limit.limit == URGENCY[urgency]


def test_a_limit_keeps_the_name_it_was_asked_for() -> None:
    limit = limit_for(
        Kind.ACKNOWLEDGE, risk=Risk.LOW, receiver=Receiver.POLICE, urgency=Urgency.HOURS_6
    )
    assert limit is not None
    assert limit.kind is Kind.ACKNOWLEDGE
