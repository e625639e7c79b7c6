"""The first telling of a case corrected: what runs from it moves, and the law too."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral.cases import actions
from referral.cases.models import Danger, RecordKind
from referral.errors import Refused
from referral.reminders.limits import Kind
from referral.reminders.models import RECOMPUTED
from tests import make
from tests.cases import given
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


def test_the_first_telling_is_corrected_by_the_manager_or_a_head() -> None:
    case, _manager = given.open_case()
    earlier = case.reported_at - timedelta(minutes=20)
    piket = given.acting("piket_maros")
    with pytest.raises(Refused, match=r"manager\.only"):
        actions.correct_telling(given.found(case.id, piket), earlier, "Salah jam", by=piket)
    head = given.acting("kepala_maros")
    assert actions.correct_telling(given.found(case.id, head), earlier, "Salah jam", by=head)
