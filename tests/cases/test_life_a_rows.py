"""Life A after its first weekend: what the case page records falls due as domain.md 8.1 says."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from referral.cases.models import CaseFile, LateBecause, RecordKind
from referral.errors import Refused
from referral.policy import Actor
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.cases import given
from tests.make import wita

pytestmark = pytest.mark.usefixtures("session")

Travel = Callable[[datetime], None]
K = RecordKind
TOLD, ACCEPTED = wita(2026, 3, 14, 20, 15), wita(2026, 3, 14, 21, 40)


def lived(travel: Travel) -> tuple[CaseFile, Actor]:
    """The case as it is on Saturday at 21.40."""
    travel(ACCEPTED)
    return given.open_case(told_at=TOLD)


def at(travel: Travel, case: CaseFile, moment: datetime) -> tuple[CaseFile, Actor]:
    """The same case later, before its manager."""
    case_id = case.id
    travel(moment)
    manager = given.acting("mk_maros")
    return given.found(case_id, manager), manager


def promise(case: CaseFile, kind: Kind, *, done: bool = False) -> FollowUp:
    """The newest promise of this kind."""
    found = given.promise(case.id, kind, done=done)
    assert found
    return found


def test_simfoni_is_owed_on_monday(travel: Travel) -> None:
    case, _manager = lived(travel)

    assert promise(case, Kind.SIMFONI).due_at == wita(2026, 3, 16, 16)


def test_no_protection_is_decided_within_its_day_and_asks_nothing_of_lpsk(travel: Travel) -> None:
    case, manager = lived(travel)
    case, manager = at(travel, case, wita(2026, 3, 15, 13))
    given.actions.record_lp(case.id, "LP/B/1", wita(2026, 3, 15, 13), by=manager)
    assert promise(case, Kind.POLICE_PROTECTION).due_at == wita(2026, 3, 16, 13)
    decided = wita(2026, 3, 16, 10)
    case, manager = at(travel, case, decided)

    given.record(case, K.PROTECTION, manager, decided, code="no", words="Pelaku jauh")

    assert promise(case, Kind.POLICE_PROTECTION, done=True).done_at == decided
    assert given.promise(case.id, Kind.PROTECTION_LPSK) is None


def test_the_full_assessment_is_late_by_three_days_and_more_and_says_why(travel: Travel) -> None:
    case, manager = lived(travel)
    assert promise(case, Kind.FULL_ASSESSMENT).due_at == wita(2026, 3, 21, 20, 15)
    done = wita(2026, 3, 25, 10)
    case, manager = at(travel, case, done)
    with pytest.raises(Refused, match=r"late\.why"):
        given.record(case, K.FULL_ASSESSMENT, manager, done)

    case, manager = at(travel, case, done)
    given.record(case, K.FULL_ASSESSMENT, manager, done, why=LateBecause.OFFICE_CLOSED)

    kept = promise(case, Kind.FULL_ASSESSMENT, done=True)
    assert kept.done_at
    assert kept.done_at - kept.due_at == timedelta(days=3, hours=13, minutes=45)
    assert promise(case, Kind.PLAN).due_at == wita(2026, 4, 1, 10)


def test_a_repost_in_april_is_a_new_incident_of_this_case(travel: Travel) -> None:
    case, manager = lived(travel)
    case, manager = at(travel, case, wita(2026, 3, 15, 13))
    given.actions.record_lp(case.id, "LP/B/1", wita(2026, 3, 15, 13), by=manager)
    told = wita(2026, 4, 14, 9)
    case, manager = at(travel, case, told)

    given.record(case, K.INCIDENT, manager, told, code="yes")

    assert promise(case, Kind.POLICE_REPORT).due_at == wita(2026, 4, 17, 9)


def test_closed_on_30_september_the_child_is_asked_after_in_october_and_december(
    travel: Travel,
) -> None:
    case, manager = lived(travel)
    case, manager = at(travel, case, wita(2026, 9, 30, 9))
    given.actions.record_lp(case.id, "LP/B/1", wita(2026, 3, 15, 13), by=manager)
    why = LateBecause.FORGOTTEN
    given.record(case, K.PROTECTION, manager, code="no", words="Jauh", why=why)
    given.actions.ask_closure(case, given.ClosingReason.GOAL, "Selesai", by=manager)
    head = given.acting("kepala_maros")

    given.actions.approve(given.found(case.id, head), by=head)

    assert promise(case, Kind.AFTER_1_MONTH).due_at == wita(2026, 10, 30, 16)
    assert promise(case, Kind.AFTER_3_MONTHS).due_at == wita(2026, 12, 30, 16)
