"""Time of a case: promises that wait for the child or the family."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import RecordKind
from referral.errors import Refused
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import RECOMPUTED
from tests import make
from tests.cases import given
from tests.make import wita
from tests.pages import Browser
from tests.referrals.given import MILD

pytestmark = pytest.mark.usefixtures("session")

WEEK = timedelta(days=7)


def paused(days: int = 3, *kinds: Kind) -> tuple[given.CaseFile, given.Actor]:
    case, manager = given.open_case(signs=MILD)
    wait = actions.Pause(
        frozenset(kinds or {Kind.FULL_ASSESSMENT}), db.now() + timedelta(days=days), "Kenari tunggu"
    )
    actions.pause(case, wait, by=manager)
    db.session.flush()
    return case, manager


def test_a_pause_moves_the_due_by_its_time_and_asks_at_its_end() -> None:
    case, _manager = paused(3)
    old = given.promise(case.id, Kind.FULL_ASSESSMENT, done=True)
    new = given.promise(case.id, Kind.FULL_ASSESSMENT)
    review = given.promise(case.id, Kind.HOLD_REVIEW)
    assert old
    assert new
    assert review
    assert old.late_because == RECOMPUTED
    assert new.due_at == old.due_at + timedelta(days=3)
    assert review.due_at == new.paused_until == db.now() + timedelta(days=3)


def test_the_pause_of_a_case_is_not_called_a_service(sign_in: Callable[[str], Browser]) -> None:
    case, _manager = paused(3)
    manager = sign_in("mk_maros")
    for address in ("/", f"/cases/{case.id}"):
        page = manager.get(address).text
        assert "injau jeda" in page
        assert "injau layanan yang ditunda" not in page


def test_a_pause_says_what_stops_and_what_never_does(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _manager = given.open_case()
    page = sign_in("mk_maros").get(f"/cases/{case.id}/pause").text
    told = page.split("Tidak pernah berhenti")[1].split("<form")[0]
    assert "batas menurut hukum" in told
    assert "Buat laporan polisi" in told
    assert "Lakukan asesmen lengkap" not in told


def test_going_on_sooner_gives_back_what_was_not_used(travel: Callable[..., None]) -> None:
    case, _manager = paused(10)
    old = given.promise(case.id, Kind.FULL_ASSESSMENT, done=True)
    assert old
    case_id, was, begun = case.id, old.due_at, db.now()
    travel(begun + timedelta(days=2))
    manager = given.acting("mk_maros")
    actions.resume(given.found(case_id, manager), by=manager)
    db.session.flush()
    now = given.promise(case_id, Kind.FULL_ASSESSMENT)
    assert now
    assert now.due_at - was == db.now() - begun
    assert given.promise(case_id, Kind.HOLD_REVIEW) is None


@pytest.mark.parametrize("kind", [Kind.SIMFONI, Kind.INITIAL_ASSESSMENT])
def test_working_days_that_were_paused_end_at_16_of_a_working_day(
    travel: Callable[..., None], kind: Kind
) -> None:
    travel(wita(2026, 12, 28, 10))
    case, manager = given.open_case(signs=MILD)
    before = given.promise(case.id, kind)
    assert before
    assert before.due_at == wita(2026, 12, 31, 16)
    case_id, until = case.id, wita(2027, 1, 6, 9)
    actions.pause(case, actions.Pause(frozenset({kind}), until, "Kenari tunggu"), by=manager)
    travel(wita(2026, 12, 30, 9))
    manager = given.acting("mk_maros")
    actions.resume(given.found(case_id, manager), by=manager)
    db.session.flush()
    resumed = given.promise(case_id, kind)
    assert resumed
    assert resumed.due_at == wita(2027, 1, 6, 16)


def test_what_is_kept_meanwhile_is_not_asked_about_again() -> None:
    case, manager = paused()
    given.record(case, RecordKind.FULL_ASSESSMENT, manager)
    assert given.promise(case.id, Kind.FULL_ASSESSMENT) is None
    assert given.promise(case.id, Kind.HOLD_REVIEW) is None


def test_a_risk_that_rises_ends_the_pause() -> None:
    case, _manager = paused(10)
    head = given.acting("kepala_maros")
    actions.confirm_risk(given.found(case.id, head), Risk.HIGH, "Ancaman", by=head)
    db.session.flush()
    row = given.promise(case.id, Kind.FULL_ASSESSMENT)
    assert row
    assert row.due_at == case.reported_at + WEEK
    assert given.promise(case.id, Kind.HOLD_REVIEW) is None


@pytest.mark.parametrize("kind", [Kind.POLICE_REPORT, Kind.FIRST_CONTACT, Kind.TRIAGE])
def test_law_and_the_first_contact_at_high_risk_never_wait(kind: Kind) -> None:
    case, manager = given.open_case()
    wait = actions.Pause(frozenset({kind}), db.now() + timedelta(days=2), "x")
    with pytest.raises(Refused, match=r"pause\.never"):
        actions.pause(case, wait, by=manager)


def test_the_first_contact_of_a_child_of_medium_risk_may_wait() -> None:
    case, _manager = given.open_case(signs=MILD)
    assert Kind.FIRST_CONTACT in {promise.kind for promise in actions.can_wait(case)}


def test_neither_what_is_late_nor_for_longer_than_two_weeks(travel: Callable[..., None]) -> None:
    case, manager = given.open_case(signs=MILD)
    case_id, full = case.id, frozenset({Kind.FULL_ASSESSMENT})
    long = actions.Pause(full, db.now() + timedelta(days=14, minutes=1), "x")
    with pytest.raises(Refused, match=r"pause\.when"):
        actions.pause(case, long, by=manager)
    travel(db.now() + timedelta(days=8))
    manager = given.acting("mk_maros")
    late = actions.Pause(full, db.now() + timedelta(days=2), "x")
    with pytest.raises(Refused, match=r"pause\.never"):
        actions.pause(given.found(case_id, manager), late, by=manager)


def test_only_its_manager_pauses_it_and_the_page_says_since_when(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _manager = given.open_case(signs=MILD)
    browser = sign_in("mk_maros")
    form = browser.get(f"/cases/{case.id}/pause").text
    assert 'value="full_assessment"' in form
    assert 'value="police_report"' not in form
    until = make.typed(db.now() + timedelta(days=2))
    sent = browser.send(
        f"/cases/{case.id}/pause", kinds="full_assessment", until=until, words="Kenari tunggu"
    )
    assert sent.status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert "Dijeda sejak" in page
    assert "Lanjutkan yang dijeda" in page
    assert "Kenari tunggu" in page
    head = given.acting("kepala_maros")
    with pytest.raises(Refused, match=r"pause\.manager"):
        actions.resume(given.found(case.id, head), by=head)
    browser.get(f"/cases/{case.id}/resume")
    assert browser.send(f"/cases/{case.id}/resume").status_code == 303
    assert "Dijeda sejak" not in browser.get(f"/cases/{case.id}").text
