"""After the end the child is asked after; then the former manager's sight ends too."""

from datetime import timedelta

import pytest

from referral import db
from referral.cases.models import CaseFile, Fares, RecordKind
from referral.cases.models.told import ClosingReason
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.people import actions as people
from referral.people.models import Person
from referral.policy import Actor, Compartment, compartments
from referral.reminders.clocks import months
from referral.reminders.limits import Kind
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")

CHECK = RecordKind.AFTER_CLOSING


def closed(*signs: Sign, reason: ClosingReason = ClosingReason.GOAL) -> tuple[CaseFile, Actor]:
    """A closed case, and its former manager who acts."""
    case, manager = given.open_case(signs=frozenset(signs or {Sign.INJURY}))
    given.actions.ask_closure(case, reason, "Selesai", by=manager)
    head = given.acting("kepala_maros")
    given.actions.approve(given.found(case.id, head), by=head)
    manager = given.acting("mk_maros")
    return given.found(case.id, manager), manager


def test_a_high_risk_is_looked_after_twice_and_others_once() -> None:
    high, _manager = closed()
    low, _manager = closed(Sign.BULLIED)

    for case, first in ((high, months(db.now(), 1)), (low, None)):
        one, three = (
            given.promise(case.id, kind) for kind in (Kind.AFTER_1_MONTH, Kind.AFTER_3_MONTHS)
        )
        assert (one and one.due_at) == first
        assert three
        assert three.due_at == months(three.started_at, 3)


def test_the_manager_still_reaches_the_child_and_reads_no_story() -> None:
    case, manager = closed()

    held = compartments(case.id, manager)

    assert held & Compartment.IDENTITY
    assert not held & Compartment.STORY


def test_each_check_keeps_one_promise_and_the_last_ends_the_sight() -> None:
    case, manager = closed()

    given.record(case, CHECK, manager, code=Fares.WELL)
    assert given.promise(case.id, Kind.AFTER_1_MONTH) is None
    assert given.promise(case.id, Kind.AFTER_3_MONTHS)
    given.record(case, CHECK, manager, code=Fares.WELL)

    assert given.promise(case.id, Kind.AFTER_3_MONTHS) is None
    assert not compartments(case.id, manager) & Compartment.IDENTITY


def test_a_concern_goes_to_the_head() -> None:
    case, manager = closed()

    given.record(case, CHECK, manager, code=Fares.CONCERN)

    assert "case_concern" in given.inbox("kepala_maros")


def test_nobody_is_looked_after_who_was_reported_by_mistake() -> None:
    case, _manager = closed(reason=ClosingReason.DUPLICATE)

    assert given.promise(case.id, Kind.AFTER_3_MONTHS) is None


def test_an_open_case_is_not_checked_and_a_closed_one_not_assessed() -> None:
    case, manager = given.open_case()
    with pytest.raises(Refused, match=r"case\.not_open"):
        given.record(case, CHECK, manager, code=Fares.WELL)

    case, manager = closed()
    with pytest.raises(Refused, match=r"case\.not_open"):
        given.record(case, RecordKind.INITIAL_ASSESSMENT, manager)


def test_opened_again_the_checks_give_way_to_a_plan() -> None:
    case, _manager = closed()
    head = given.acting("kepala_maros")

    given.actions.reopen(given.found(case.id, head), "Kejadian baru", by=head)

    assert given.promise(case.id, Kind.AFTER_1_MONTH) is None
    assert given.promise(case.id, Kind.PLAN)


def test_opened_again_what_closing_cut_off_is_owed_from_its_own_start() -> None:
    case, manager = given.open_case(signs=frozenset({Sign.INJURY}))
    given.actions.record_simfoni(case, "SP-1", db.now() - timedelta(minutes=5), None, by=manager)
    first = given.promise(case.id, Kind.FIRST_CONTACT)
    assert first
    started, due = first.started_at, first.due_at
    given.actions.ask_closure(case, ClosingReason.GOAL, "Selesai", by=manager)
    head = given.acting("kepala_maros")
    given.actions.approve(given.found(case.id, head), by=head)
    given.actions.reopen(given.found(case.id, head), "Kejadian baru", by=head)
    again = given.promise(case.id, Kind.FIRST_CONTACT)
    assert again
    assert (again.started_at, again.due_at) == (started, due)
    assert given.promise(case.id, Kind.SIMFONI) is None, "what was done stays done"
    assert given.promise(case.id, Kind.VISIT) is None, "the rhythm follows the first contact"


def test_opened_again_for_a_manager_who_left_it_is_the_heads() -> None:
    case, manager = closed()
    db.session.commit()
    db.acting(None, None)
    people.suspend(db.session.get_one(Person, manager.id))
    head = given.acting("kepala_maros")
    case = given.actions.reopen(given.found(case.id, head), "Kejadian baru", by=head)
    assert case.manager_id == head.id
    assert not compartments(case.id, manager) & Compartment.STORY


def test_a_child_who_was_not_reached_is_still_asked_after() -> None:
    case, manager = closed()
    given.record(case, CHECK, manager, code=Fares.NOT_REACHED)
    assert given.promise(case.id, Kind.AFTER_1_MONTH)
    assert "case_concern" in given.inbox("kepala_maros")
