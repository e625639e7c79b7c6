"""Time of a case: the first telling corrected; promises that wait for the child or the family."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import Danger, RecordKind
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


def test_an_earlier_telling_moves_all_that_runs_from_it_and_the_law_too() -> None:
    case, manager = given.open_case()
    former = case.reported_at
    earlier = timedelta(hours=6)
    before = {k: given.promise(case.id, k) for k in (Kind.POLICE_REPORT, Kind.FULL_ASSESSMENT)}
    due = {kind: row.due_at for kind, row in before.items() if row}
    triage = given.promise(case.id, Kind.SIMFONI)
    assert triage
    untouched = triage.due_at

    actions.correct_telling(case, former - earlier, "Bibi tahu sejak pagi", by=manager)

    assert case.reported_at == former - earlier
    for kind, was in due.items():
        new, old = given.promise(case.id, kind), given.promise(case.id, kind, done=True)
        assert new
        assert old
        assert (old.due_at, old.late_because) == (was, RECOMPUTED)
        assert new.due_at == was - earlier
    police = given.promise(case.id, Kind.POLICE_REPORT)
    assert police
    assert police.due_at == former - earlier + timedelta(hours=72)
    still = given.promise(case.id, Kind.SIMFONI)
    assert still
    assert still.due_at == untouched


def test_what_a_new_incident_started_keeps_its_own_telling() -> None:
    case, manager = given.open_case(signs=MILD)
    given.record(case, RecordKind.INITIAL_ASSESSMENT, manager)
    reach = frozenset({Danger.REACH})
    given.record(case, RecordKind.INCIDENT, manager, code="no", danger=reach)
    before = given.promise(case.id, Kind.INITIAL_ASSESSMENT)
    assert before
    due = before.due_at
    actions.correct_telling(case, case.reported_at - timedelta(hours=1), "Salah jam", by=manager)
    after = given.promise(case.id, Kind.INITIAL_ASSESSMENT)
    assert after
    assert after.due_at == due


def test_the_claimer_corrects_it_before_the_case_has_a_manager() -> None:
    case, piket = given.claimed()
    actions.correct_telling(case, case.reported_at - timedelta(hours=1), "Salah jam", by=piket)
    contact = given.promise(case.id, Kind.FIRST_CONTACT)
    assert contact
    assert contact.started_at == case.reported_at


def test_it_was_never_told_after_the_report_came_in() -> None:
    case, manager = given.open_case()
    with pytest.raises(Refused, match=r"telling\.when"):
        actions.correct_telling(case, case.opened_at + timedelta(minutes=1), "x", by=manager)
    with pytest.raises(Refused, match=r"telling\.same"):
        actions.correct_telling(case, case.reported_at, "x", by=manager)


def test_the_correction_stands_in_the_timeline_with_the_former_time_and_why(
    sign_in: Callable[[str], Browser],
) -> None:
    case, _manager = given.open_case()
    former = make.typed(case.reported_at)
    browser = sign_in("mk_maros")
    browser.get(f"/cases/{case.id}/telling")
    at = make.typed(case.reported_at - timedelta(hours=2))
    sent = browser.send(f"/cases/{case.id}/telling", at=at, words="Kenari alasan jam")
    assert sent.status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert "Waktu laporan pertama diperbaiki: semula" in page
    assert former[-5:] in page
    assert "Kenari alasan jam" in page


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


def test_the_first_telling_is_corrected_by_the_manager_or_a_head() -> None:
    case, _manager = given.open_case()
    earlier = case.reported_at - timedelta(minutes=20)
    piket = given.acting("piket_maros")
    with pytest.raises(Refused, match=r"manager\.only"):
        actions.correct_telling(given.found(case.id, piket), earlier, "Salah jam", by=piket)
    head = given.acting("kepala_maros")
    assert actions.correct_telling(given.found(case.id, head), earlier, "Salah jam", by=head)
