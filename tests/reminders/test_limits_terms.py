"""Limits as a dated, sourced table, and the terms that follow from it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from referral.reminders.clocks import WITA, Calendar, Clock
from referral.reminders.limits import (
    LIMITS,
    OWN_LAW,
    Kind,
    Limit,
    Mark,
    Receiver,
    Risk,
    Span,
    Start,
    Urgency,
    due_at,
    in_force,
    limit_for,
)

CAL = Calendar(frozenset({date(2026, 4, 3)}))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)


def at(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


def of_case(kind: Kind, risk: Risk) -> Limit:
    limit = limit_for(kind, risk=risk)
    assert limit is not None
    return limit


def desk(kind: Kind, risk: Risk, receiver: Receiver, urgency: Urgency) -> Limit:
    limit = limit_for(kind, risk=risk, receiver=receiver, urgency=urgency)
    assert limit is not None
    return limit


def test_law_names_its_article_and_everything_says_its_ground() -> None:
    law = [row for row in LIMITS if row.ground.mark is Mark.LAW]
    bound = {
        Kind.POLICE_REPORT: "UU 12/2022 pasal 41",
        Kind.POLICE_PROTECTION: "UU 12/2022 pasal 42",
        Kind.DOMESTIC_PROTECTION: "UU 23/2004 pasal 16",
        Kind.PROTECTION_LPSK: "UU 12/2022 pasal 43",
        Kind.TAKEDOWN: "Kepmenkominfo 522/2024",
    }
    assert [row.kind for row in law] == list(bound)
    for row in law:
        assert bound[row.kind] in row.ground.source
    assert all(row.ground.source for row in LIMITS)
    assert of_case(Kind.FIRST_CONTACT, Risk.HIGH).ground.mark is Mark.GUIDELINE


TELLING = {Start.FIRST_TELLING}
STARTS: dict[Kind, set[Start]] = {
    Kind.SEND: TELLING,
    Kind.FIRST_CONTACT: TELLING,
    Kind.EMERGENCY_HEALTH: TELLING,
    Kind.POLICE_REPORT: TELLING,
    Kind.ACKNOWLEDGE: {Start.RECEIPT},
    Kind.TRIAGE: {Start.RECEIPT},
    Kind.ANSWER: {Start.RECEIPT},
    Kind.FIRST_SERVICE: {Start.ACCEPT},
    Kind.FEEDBACK: {Start.RECEIPT},
    Kind.SIGN_OFF: {Start.RECEIPT},
    Kind.CONFIRM: {Start.COMPLETE},
    Kind.RE_PLAN: {Start.REFUSAL},
    Kind.KEEP_PLACE: {Start.WAITING},
    Kind.PLACE: set(),
    Kind.PROGRESS: {Start.SERVICE},
    Kind.HOLD_REVIEW: set(),
    Kind.DRAFT: {Start.DRAFTED},
    Kind.APPROVAL: {Start.DRAFTED},
    Kind.WITHDRAWAL: {Start.PRESSED},
    Kind.CONSENT_RENEWAL: set(),
    Kind.INITIAL_ASSESSMENT: TELLING,
    Kind.FULL_ASSESSMENT: TELLING,
    Kind.PLAN: {Start.ASSESSMENT},
    Kind.PLAN_APPROVAL: {Start.PROPOSED},
    Kind.PLAN_REVIEW: {Start.LAST_ONE},
    Kind.FILE_REVIEW: {Start.LAST_ONE},
    Kind.SIMFONI: {Start.ACCEPT},
    Kind.VISIT: {Start.LAST_ONE},
    Kind.POLICE_PROTECTION: {Start.POLICE_REPORT},
    Kind.DOMESTIC_PROTECTION: {Start.POLICE_REPORT},
    Kind.PROTECTION_LPSK: {Start.PROTECTION},
    Kind.LAW_FOLLOW_UP: {Start.LAST_ONE},
    Kind.LPSK_DECISION: {Start.RECEIPT},
    Kind.TICKET: {Start.RECEIPT},
    Kind.TAKEDOWN: {Start.NOTICE},
    Kind.STAY: {Start.PLACED},
    Kind.RE_CONTACT: {Start.ARMED_RULE},
    Kind.CLOSURE: {Start.PROPOSED},
    Kind.AFTER_1_MONTH: {Start.CLOSING},
    Kind.AFTER_3_MONTHS: {Start.CLOSING},
    Kind.GLASS_REVIEW: {Start.GLASS},
    Kind.PURGE: {Start.CLOSING},
    Kind.ERASURE: {Start.PROPOSED},
}
"""From which event each promise counts; a person names the date of those without one."""


def test_each_kind_has_one_start() -> None:
    assert {kind: {row.start for row in LIMITS if row.kind is kind} for kind in Kind} == STARTS


def test_no_two_default_rows_stand_in_one_place() -> None:
    assert len({row.place for row in LIMITS}) == len(LIMITS)


def test_a_dated_row_takes_over_on_its_day_and_not_before() -> None:
    old = next(row for row in LIMITS if row.kind is Kind.CONFIRM)
    longer = Span(5, Clock.WORKING_DAYS)
    new = replace(old, limit=longer, since=date(2026, 9, 1))
    rows = (new, *LIMITS)
    for on, expected in ((date(2026, 8, 31), old.limit), (date(2026, 9, 1), longer)):
        held = in_force(rows, on)
        limit = limit_for(Kind.CONFIRM, risk=Risk.LOW, rows=held)
        assert limit is not None
        assert limit.limit == expected
    assert in_force(rows, date(2025, 12, 31)) == ()


def test_target_and_due_of_first_contact_in_life_a() -> None:
    term = due_at(of_case(Kind.FIRST_CONTACT, Risk.HIGH), at(3, 14, 20, 15), CAL)
    assert term.target_at == at(3, 15, 0, 15)
    assert term.due_at == at(3, 15, 20, 15)
    assert term.calendar is None


def test_a_report_entered_next_morning_was_sent_10_h_45_late() -> None:
    due = due_at(of_case(Kind.SEND, Risk.HIGH), at(3, 14, 20, 15), CAL).due_at
    assert at(3, 15, 8) - due == timedelta(hours=10, minutes=45)


def test_a_working_day_limit_carries_its_calendar() -> None:
    term = due_at(of_case(Kind.CONFIRM, Risk.LOW), at(4, 1, 9), CAL)
    assert term.calendar is CAL
    assert (term.due_at, term.target_at) == (at(4, 7, 16), None)


@settings(deadline=None, derandomize=True)
@given(
    st.integers(0, 365 * 24 * 60).map(lambda n: NEW_YEAR + timedelta(minutes=n)),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 2, 1)), max_size=40),
)
def test_an_acknowledgement_is_never_due_after_its_answer(
    start: datetime, closed: frozenset[date]
) -> None:
    calendar = Calendar(closed)
    for facts in product(Risk, set(Receiver) - OWN_LAW, Urgency):
        first, second = desk(Kind.ACKNOWLEDGE, *facts), desk(Kind.ANSWER, *facts)
        first_due = due_at(first, start, calendar).due_at
        assert start < first_due <= due_at(second, start, calendar).due_at
