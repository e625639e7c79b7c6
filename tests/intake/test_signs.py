"""Signs: the table of the domain, row by row, and what each calls for."""

from datetime import datetime
from typing import Any

import pytest

from referral.intake.signs import (
    ADVICE,
    RULES,
    SIGNS,
    Advice,
    Assessment,
    Rule,
    Sign,
    Told,
    assess,
    reason_label,
)
from referral.reminders.clocks import WITA
from referral.reminders.limits import Risk

NOW = datetime(2026, 6, 29, 8, 40, tzinfo=WITA)
HIGH, MEDIUM, LOW = Risk.HIGH, Risk.MEDIUM, Risk.LOW


def of(*signs: Sign, **facts: Any) -> Assessment:
    return assess(Told(signs=frozenset(signs), **facts), NOW)


@pytest.mark.parametrize(
    ("code", "risk"),
    [
        *((f"S{n:02}", HIGH) for n in (1, 2, 3, 5, 6, 7, 9, 10)),
        *((f"S{n:02}", MEDIUM) for n in (4, 8, 11, 12, 13, 16)),
        *((f"S{n:02}", LOW) for n in (14, 15)),
    ],
)
def test_each_sign_alone(code: str, risk: Risk) -> None:
    told = of(Sign(code), age=14)
    assert told.risk is risk
    assert code in [reason.code for reason in told.reasons]


def test_the_gravest_sign_decides_and_every_reason_is_kept() -> None:
    told = of(Sign.NO_PAPERS, Sign.WEAPON, Sign.BULLIED)
    assert [(reason.code, reason.risk) for reason in told.reasons] == [
        ("S03", HIGH),
        ("S13", MEDIUM),
        ("S14", LOW),
    ]
    assert told.risk is HIGH


def test_only_sexual_signs_start_the_police_clock() -> None:
    started = {sign for sign in Sign if of(sign).police_clock}
    assert started == {Sign.SEXUAL, Sign.EXTORTION}


def test_danger_advice_comes_first() -> None:
    told = of(Sign.EXTORTION, Sign.INJURY, Sign.DANGER)
    assert told.advice == (Advice.DANGER, Advice.HEALTH, Advice.OCSEA)
    assert of(Sign.WEAPON).advice == (Advice.DANGER,)
    assert of(Sign.BULLIED, Sign.NO_PAPERS).advice == ()


def test_life_a_is_high_by_the_threat_alone() -> None:
    told = of(Sign.EXTORTION, age=14)
    assert (told.risk, told.police_clock, told.advice) == (HIGH, True, (Advice.OCSEA,))


def test_a_report_without_a_sign_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one sign"):
        of()


def test_every_reason_and_advice_has_words_and_no_word_names_a_level() -> None:
    sentences = [reason_label(code) for code in (*Sign, *Rule)]
    sentences += [sentence for advice in Advice for sentence in ADVICE[advice]]
    assert set(SIGNS) == set(Sign)
    assert set(RULES) == set(Rule)
    for sentence in sentences:
        assert str(sentence)
        assert not any(level in str(sentence).lower() for level in ("tinggi", "sedang", "rendah"))
    with pytest.raises(ValueError, match="S99"):
        reason_label("S99")
