"""The law line: what follows from the LP, from protection, and from a new incident."""

from datetime import timedelta

import pytest

from referral import db
from referral.cases.models import CaseFile, LawStatus, RecordKind
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.policy import Actor
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.cases import given
from tests.referrals.given import referral, take

pytestmark = pytest.mark.usefixtures("session")

K = RecordKind


def with_lp() -> tuple[CaseFile, Actor]:
    """A case with a police report."""
    case, manager = given.open_case()
    given.actions.record_lp(case.id, "LP/B/1", db.now(), by=manager)
    return case, manager


def owed(case: CaseFile, kind: Kind) -> FollowUp:
    """What is owed of this kind."""
    promise = given.promise(case.id, kind)
    assert promise
    return promise


def test_the_lp_starts_protection_and_the_asking_after() -> None:
    case, manager = with_lp()

    protection, asking = owed(case, Kind.POLICE_PROTECTION), owed(case, Kind.LAW_FOLLOW_UP)

    assert protection.due_at == protection.started_at + timedelta(hours=24)
    assert asking.due_at == asking.started_at + timedelta(days=30)
    assert {protection.owner_person_id, asking.owner_person_id} == {manager.id}


def test_the_polices_own_lp_is_owed_after_by_the_manager() -> None:
    sent = referral()
    manager = given.person("mk_maros")
    take("accept", sent.id)
    polisi = given.acting("polisi_maros")

    given.actions.record_lp(sent.case_id, "LP/B/2", db.now(), by=polisi)

    given.acting("mk_maros")
    promise = given.promise(sent.case_id, Kind.LAW_FOLLOW_UP)
    assert promise
    assert promise.owner_person_id == manager.id


def test_a_correction_of_the_number_starts_nothing_again() -> None:
    case, manager = with_lp()
    first = owed(case, Kind.LAW_FOLLOW_UP).id

    given.actions.record_lp(case.id, "LP/B/2", db.now(), by=manager)

    assert owed(case, Kind.LAW_FOLLOW_UP).id == first


def test_protection_starts_the_clock_of_lpsk_and_its_letter_stops_it() -> None:
    case, manager = with_lp()

    given.record(case, K.PROTECTION, manager, code="yes")
    lpsk = owed(case, Kind.PROTECTION_LPSK)
    given.record(case, K.LPSK_LETTER, manager, number="B/1")

    assert lpsk.due_at == lpsk.started_at + timedelta(hours=24)
    assert given.promise(case.id, Kind.PROTECTION_LPSK) is None


def test_no_protection_starts_no_clock() -> None:
    case, manager = with_lp()

    given.record(case, K.PROTECTION, manager, code="no")

    assert given.promise(case.id, Kind.POLICE_PROTECTION) is None
    assert given.promise(case.id, Kind.PROTECTION_LPSK) is None


def test_where_protection_falls_nothing_is_owed_to_lpsk_any_more() -> None:
    case, manager = with_lp()

    given.record(case, K.PROTECTION, manager, code="yes")
    given.record(case, K.PROTECTION, manager, code="no")

    assert given.promise(case.id, Kind.PROTECTION_LPSK) is None


def test_a_status_keeps_the_asking_and_opens_the_next() -> None:
    case, manager = with_lp()
    first = owed(case, Kind.LAW_FOLLOW_UP).id

    given.record(case, K.LAW_STATUS, manager, code=LawStatus.TRIAL)

    assert owed(case, Kind.LAW_FOLLOW_UP).id != first


@pytest.mark.parametrize("ended", [LawStatus.FINAL, LawStatus.STOPPED])
def test_after_the_end_of_proceedings_nobody_asks(ended: LawStatus) -> None:
    case, manager = with_lp()

    given.record(case, K.LAW_STATUS, manager, code=ended)

    assert given.promise(case.id, Kind.LAW_FOLLOW_UP) is None


@pytest.mark.parametrize("kind", [K.PROTECTION, K.LAW_STATUS])
def test_without_a_police_report_there_is_no_protection_and_no_status(kind: RecordKind) -> None:
    case, manager = given.open_case()

    with pytest.raises(Refused, match=r"law\.no_lp"):
        given.record(case, kind, manager, code="no")


def test_only_a_hearing_lies_ahead() -> None:
    case, manager = with_lp()
    later = db.now() + timedelta(days=9)

    given.record(case, K.HEARING, manager, later)
    with pytest.raises(Refused, match=r"time\.future"):
        given.record(case, K.VISUM, manager, later, code="done")


def test_a_sexual_incident_has_a_police_clock_of_its_own() -> None:
    case, manager = with_lp()
    told = db.now()

    given.record(case, K.INCIDENT, manager, told, code="yes")

    clock = owed(case, Kind.POLICE_REPORT)
    assert clock.started_at == told
    assert clock.due_at == told + timedelta(hours=72)
    assert clock.owner_person_id == manager.id


def test_correcting_the_first_lp_leaves_the_clock_of_the_new_incident() -> None:
    case, manager = with_lp()
    given.record(case, K.INCIDENT, manager, db.now(), code="yes")

    earlier = db.now() - timedelta(hours=2)
    given.actions.record_lp(case.id, "LP/B/1a", earlier, by=manager)

    assert given.promise(case.id, Kind.POLICE_REPORT)


def test_another_incident_starts_no_clock_and_makes_no_case() -> None:
    case, manager = given.open_case(signs=frozenset({Sign.BULLIED}))

    given.record(case, K.INCIDENT, manager, code="no")

    assert not case.sexual
    assert given.promise(case.id, Kind.POLICE_REPORT) is None
    assert "Kenari catatan" in given.said(case, manager)
