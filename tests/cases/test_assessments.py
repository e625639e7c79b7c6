"""Assessments and SIMFONI: owed by the manager once the case is taken up, kept by their record."""

from datetime import timedelta

import pytest

from referral import db
from referral.cases.models import LateBecause, RecordKind
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.policy import Compartment
from referral.reminders.clocks import working_days
from referral.reminders.limits import Kind, Risk
from referral.reminders.queries import calendar
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")

K = RecordKind
BULLIED = {"signs": frozenset({Sign.BULLIED})}
LONG_AGO = timedelta(days=9)


def late_case() -> tuple[given.CaseFile, given.Actor]:
    """A high risk that was first told nine days ago."""
    return given.open_case(told_at=db.now() - LONG_AGO)


def test_both_count_from_the_first_telling_and_simfoni_from_acceptance() -> None:
    case, manager = given.open_case()

    initial, full, simfoni = (
        given.promise(case.id, kind)
        for kind in (Kind.INITIAL_ASSESSMENT, Kind.FULL_ASSESSMENT, Kind.SIMFONI)
    )

    assert initial
    assert full
    assert simfoni
    assert initial.due_at == case.reported_at + timedelta(hours=24)
    assert full.due_at == case.reported_at + timedelta(days=7)
    assert simfoni.due_at == working_days(simfoni.started_at, 1, calendar(case.unit_id))
    assert {p.owner_person_id for p in (initial, full, simfoni)} == {manager.id}


def test_a_lower_risk_has_more_time() -> None:
    case, _manager = given.open_case(**BULLIED)

    initial = given.promise(case.id, Kind.INITIAL_ASSESSMENT)

    assert initial
    assert initial.due_at == working_days(case.reported_at, 3, calendar(case.unit_id))


def test_another_risk_moves_what_is_owed() -> None:
    case, manager = given.open_case(**BULLIED)

    given.actions.confirm_risk(case, Risk.HIGH, "Terlapor serumah", by=manager)

    initial = given.promise(case.id, Kind.INITIAL_ASSESSMENT)
    assert initial
    assert initial.due_at == case.reported_at + timedelta(hours=24)


def test_before_acceptance_no_assessment_is_owed() -> None:
    case, _piket = given.claimed()

    assert given.promise(case.id, Kind.INITIAL_ASSESSMENT) is None


def test_the_record_keeps_the_promise_at_its_true_time_and_seals_the_words() -> None:
    case, manager = given.open_case()
    at = db.now() - timedelta(minutes=5)

    given.record(case, K.INITIAL_ASSESSMENT, manager, at)

    kept = given.promise(case.id, Kind.INITIAL_ASSESSMENT, done=True)
    assert kept
    assert kept.done_at == at
    assert "Kenari catatan" in given.said(case, manager)


def test_late_without_a_reason_is_refused_and_the_reason_stands_on_the_promise() -> None:
    case, manager = late_case()
    with pytest.raises(Refused, match=r"late\.why"):
        given.record(case, K.FULL_ASSESSMENT, manager)

    given.record(case, K.FULL_ASSESSMENT, manager, why=LateBecause.OFFICE_CLOSED)

    kept = given.promise(case.id, Kind.FULL_ASSESSMENT, done=True)
    assert kept
    assert kept.late_because == LateBecause.OFFICE_CLOSED


def test_the_full_assessment_lies_with_the_health_part() -> None:
    case, manager = given.open_case()
    given.record(case, K.FULL_ASSESSMENT, manager)

    head = given.acting("kepala_maros")

    assert not given.policy.compartments(case.id, head) & Compartment.HEALTH
    assert "Kenari catatan" not in given.said(given.found(case.id, head), head)
    with pytest.raises(Refused, match=r"case\.sealed"):
        given.record(given.found(case.id, head), K.FULL_ASSESSMENT, head)


def test_the_full_assessment_starts_the_clock_of_the_plan() -> None:
    case, manager = given.open_case()
    at = db.now()

    given.record(case, K.FULL_ASSESSMENT, manager, at)

    plan = given.promise(case.id, Kind.PLAN)
    assert plan
    assert plan.due_at == at + timedelta(days=7)


def test_the_number_keeps_simfoni() -> None:
    case, manager = given.open_case()

    given.actions.record_simfoni(case, "SP-2026-17", db.now(), None, by=manager)

    assert given.promise(case.id, Kind.SIMFONI) is None
    assert case.simfoni_number == "SP-2026-17"


def test_another_unit_records_nothing() -> None:
    case, _manager = given.open_case()
    other = given.acting("mk_makassar")

    with pytest.raises(Refused, match=r"case\.other_unit"):
        given.record(case, K.INITIAL_ASSESSMENT, other)
