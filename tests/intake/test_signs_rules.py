"""Signs joined with other facts: reach, recency, a wedding's date, a small child."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from referral.intake.signs import Advice, Assessment, Rule, Sign, Told, assess
from referral.reminders.clocks import WITA
from referral.reminders.limits import Risk

NOW = datetime(2026, 6, 29, 8, 40, tzinfo=WITA)
HIGH, MEDIUM, LOW = Risk.HIGH, Risk.MEDIUM, Risk.LOW


def of(*signs: Sign, **facts: Any) -> Assessment:
    return assess(Told(signs=frozenset(signs), **facts), NOW)


def test_a_sexual_sign_is_high_when_the_feared_person_can_reach_the_child() -> None:
    told = of(Sign.SEXUAL, Sign.REACH)
    assert told.risk is HIGH
    assert Rule.SEXUAL_AND_REACH in [reason.code for reason in told.reasons]


def test_a_sexual_sign_under_72_hours_is_high_and_calls_for_health_care() -> None:
    told = of(Sign.SEXUAL, recent=True)
    assert told.risk is HIGH
    assert told.reasons[0].code == Rule.SEXUAL_AND_RECENT
    assert told.advice == (Advice.HEALTH,)
    assert of(Sign.SEXUAL).advice == ()
    assert of(Sign.BULLIED, recent=True).risk is MEDIUM


@pytest.mark.parametrize(
    ("wedding", "risk"),
    [
        (date(2026, 7, 22), MEDIUM),
        (date(2026, 7, 14), MEDIUM),
        (date(2026, 7, 13), HIGH),
        (date(2026, 6, 29), HIGH),
        (date(2026, 6, 1), HIGH),
        (None, MEDIUM),
    ],
)
def test_a_wedding_within_14_days_is_high(wedding: date | None, risk: Risk) -> None:
    assert of(Sign.WEDDING, wedding_on=wedding).risk is risk


def test_the_wedding_of_life_c_becomes_high_on_8_july_at_midnight() -> None:
    told = of(Sign.WEDDING, Sign.NO_PAPERS, age=16, wedding_on=date(2026, 7, 22))
    assert told.risk is MEDIUM
    assert told.high_at == datetime(2026, 7, 8, tzinfo=WITA)
    fired = datetime(2026, 7, 7, 16, 0, tzinfo=UTC)
    again = Told(signs=frozenset({Sign.WEDDING}), wedding_on=date(2026, 7, 22))
    assert assess(again, fired).risk is HIGH


def test_only_a_wedding_with_a_far_date_arms_the_rule() -> None:
    assert of(Sign.WEDDING).high_at is None
    assert of(Sign.WEDDING, wedding_on=date(2026, 7, 10)).high_at is None
    assert of(Sign.BULLIED, wedding_on=date(2026, 7, 22)).high_at is None
    undated = [reason.code for reason in of(Sign.WEDDING).reasons]
    assert Rule.WEDDING_UNDATED in undated


@pytest.mark.parametrize(
    ("sign", "age", "risk"),
    [
        (Sign.NEGLECT, 4, HIGH),
        (Sign.NEGLECT, 0, HIGH),
        (Sign.NEGLECT, 5, MEDIUM),
        (Sign.NEGLECT, None, MEDIUM),
        (Sign.AFRAID, 4, HIGH),
        (Sign.UNKNOWN, 2, HIGH),
        (Sign.NO_PAPERS, 1, LOW),
        (Sign.OTHER, 4, LOW),
    ],
)
def test_a_danger_sign_in_a_child_under_five_is_high(
    sign: Sign, age: int | None, risk: Risk
) -> None:
    assert of(sign, age=age).risk is risk


ticks = st.frozensets(st.sampled_from(Sign), min_size=1)
ages = st.none() | st.integers(0, 17)
weddings = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))


@settings(deadline=None, derandomize=True)
@given(ticks, ticks, ages, st.booleans(), weddings)
def test_one_more_sign_never_lowers_the_risk(
    some: frozenset[Sign],
    more: frozenset[Sign],
    age: int | None,
    recent: bool,  # noqa: FBT001  hypothesis gives it by position
    wedding: date | None,
) -> None:
    facts = {"age": age, "recent": recent, "wedding_on": wedding}
    one, both = of(*some, **facts), of(*some, *more, **facts)
    assert both.risk >= one.risk == max(reason.risk for reason in one.reasons)
    assert set(one.reasons) <= set(both.reasons)
    assert set(one.advice) <= set(both.advice)
