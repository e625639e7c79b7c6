"""Contacts go on by the rhythm of the risk; a missed one stays late until it is made."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from referral.cases import actions
from referral.cases.models import CaseFile, ContactWith
from referral.intake.signs import Sign
from referral.policy import Actor
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp
from tests.cases import given
from tests.make import wita

pytestmark = pytest.mark.usefixtures("session")

Travel = Callable[[datetime], None]
FIRST = wita(2026, 3, 15, 9)
"""Life A: a Sunday morning."""


def begun(travel: Travel, sign: Sign = Sign.EXTORTION, first: datetime = FIRST) -> UUID:
    """An open case whose first safe contact was made then."""
    travel(first)
    case, manager = given.open_case(signs=frozenset({sign}))
    meet(case, manager, first)
    return case.id


def meet(case: CaseFile, by: Actor, at: datetime, who: ContactWith = ContactWith.CHILD) -> None:
    """A safe contact at that moment."""
    given.actions.add_contact(case, given.contact(who, at=at), by=by)


def again(travel: Travel, case_id: UUID, at: datetime, **how: ContactWith) -> FollowUp:
    """One more contact; what is owed after it."""
    travel(at)
    manager = given.acting("mk_maros")
    meet(given.found(case_id, manager), manager, at, **how)
    return owed(case_id)


def owed(case_id: UUID) -> FollowUp:
    """The contact that is owed now."""
    promise = given.promise(case_id, Kind.VISIT)
    assert promise
    return promise


def test_a_risk_that_rises_brings_the_next_contact_nearer(travel: Travel) -> None:
    case_id = begun(travel, Sign.AFRAID)
    before = owed(case_id).due_at
    travel(wita(2026, 3, 16, 10))
    head = given.acting("kepala_maros")
    actions.confirm_risk(given.found(case_id, head), Risk.HIGH, "Kenari", by=head)
    assert owed(case_id).due_at == wita(2026, 3, 18, 16) < before


def test_a_high_risk_is_met_by_wednesday_and_by_sunday(travel: Travel) -> None:
    case_id = begun(travel)
    assert owed(case_id).due_at == wita(2026, 3, 18, 16)

    assert again(travel, case_id, wita(2026, 3, 16, 11)).due_at == wita(2026, 3, 22, 16)
    assert again(travel, case_id, wita(2026, 3, 20, 10)).due_at == wita(2026, 3, 25, 16)


def test_a_missed_one_stays_late_and_the_next_of_its_week_is_owed_too(travel: Travel) -> None:
    case_id = begun(travel)

    following = again(travel, case_id, wita(2026, 3, 19, 10))

    kept = given.promise(case_id, Kind.VISIT, done=True)
    assert kept
    assert kept.done_at
    assert kept.done_at - kept.due_at == timedelta(hours=18)
    assert following.due_at == wita(2026, 3, 22, 16)


def test_after_the_first_month_once_a_week(travel: Travel) -> None:
    case_id, met = begun(travel), wita(2026, 4, 15, 16)

    assert again(travel, case_id, met).due_at == met + timedelta(days=7)


@pytest.mark.parametrize(
    ("sign", "due"),
    [
        (Sign.BULLIED, FIRST + timedelta(days=14)),
        (Sign.NO_PAPERS, wita(2026, 4, 15, 16)),
    ],
)
def test_a_lower_risk_is_met_less_often(travel: Travel, sign: Sign, due: datetime) -> None:
    assert owed(begun(travel, sign)).due_at == due


def test_a_caregiver_goes_on_with_the_rhythm_but_does_not_begin_it(travel: Travel) -> None:
    travel(FIRST)
    case, manager = given.open_case()
    meet(case, manager, FIRST, ContactWith.CAREGIVER)
    assert given.promise(case.id, Kind.VISIT) is None
    meet(case, manager, FIRST)

    following = again(travel, case.id, wita(2026, 3, 17, 8), who=ContactWith.CAREGIVER)

    assert following.due_at == wita(2026, 3, 22, 16)


def test_one_written_down_late_moves_nothing(travel: Travel) -> None:
    case_id = begun(travel)
    before = owed(case_id).id
    manager = given.acting("mk_maros")

    meet(given.found(case_id, manager), manager, FIRST - timedelta(minutes=20))

    assert owed(case_id).id == before


def test_a_first_contact_before_acceptance_begins_the_rhythm_with_a_manager(travel: Travel) -> None:
    travel(FIRST)
    case, piket = given.claimed()
    meet(case, piket, FIRST)
    assert given.promise(case.id, Kind.VISIT) is None

    case_id = case.id
    given.accepted(case_id)

    assert owed(case_id).due_at == wita(2026, 3, 18, 16)
