"""A child in a safe house: somebody decides before the stay ends, and leaving ends the asking."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from referral.cases.models import LateBecause, RecordKind
from referral.cases.models.told import ClosingReason
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Compartment
from referral.referrals import actions as referrals
from referral.reminders.limits import Kind
from tests.cases import given
from tests.cases.test_steps import take
from tests.make import WITA, wita
from tests.pages import Browser
from tests.referrals import given as sent

pytestmark = pytest.mark.usefixtures("session")

SignIn = Callable[[str], Browser]
Travel = Callable[[datetime], None]
K = RecordKind
MONDAY = wita(2026, 7, 6, 9)


def when(at: datetime) -> list[str]:
    return at.astimezone(WITA).strftime("%d %m %Y %H.%M").split()


def test_the_page_asks_since_when_and_until_when_and_seals_the_place(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    now = given.db.now()
    address, browser = f"/cases/{case.id}/records/stay", sign_in("mk_maros")
    filled = {"at": when(now), "until": when(now + timedelta(days=5)), "words": "Kenari rumah"}

    backwards = take(browser, address, {**filled, "until": when(now - timedelta(days=1))})
    done = take(browser, address, filled)

    assert (backwards.status_code, done.status_code) == (422, 303)
    assert "Tulis waktu setelah anak mulai tinggal." in backwards.text
    page = browser.get(f"/cases/{case.id}").text
    for shown in ("Tinggal di rumah aman", "Kenari rumah", "Catat keluar dari rumah aman"):
        assert shown in page
    assert "Kenari rumah" not in sign_in("piket_maros").get(f"/cases/{case.id}").text


@pytest.mark.parametrize(("days", "due"), [(5, 5), (30, 14)])
def test_its_end_is_due_as_told_and_within_fourteen_days(
    travel: Travel, days: int, due: int
) -> None:
    travel(MONDAY)
    case, manager = given.open_case()
    given.record(case, K.STAY, manager, until=MONDAY + timedelta(days=days))

    owed = given.promise(case.id, Kind.STAY)

    assert owed
    assert owed.due_at == MONDAY + timedelta(days=due)
    assert owed.target_at == (MONDAY + timedelta(days=7))


def test_longer_counts_anew_late_says_why_and_leaving_ends_it(travel: Travel) -> None:
    travel(MONDAY)
    case, manager = given.open_case()
    given.record(case, K.STAY, manager, until=MONDAY + timedelta(days=5))
    later = MONDAY + timedelta(days=6)
    travel(later)
    manager = given.acting("mk_maros")
    case = given.found(case.id, manager)
    until = later + timedelta(days=7)
    with pytest.raises(Refused, match=r"late\.why"):
        given.record(case, K.STAY, manager, until=until)
    given.record(case, K.STAY, manager, until=until, why=LateBecause.OTHER_OFFICE)
    owed = given.promise(case.id, Kind.STAY)
    assert owed
    assert owed.due_at == until

    given.record(case, K.STAY_END, manager)

    assert given.promise(case.id, Kind.STAY) is None
    with pytest.raises(Refused, match=r"stay\.none"):
        given.record(case, K.STAY_END, manager)


def test_the_manager_ends_a_stay_that_a_desk_told_of() -> None:
    case, _manager = given.open_case()
    now = given.db.now()
    roof = sent.referral(
        to="dinsos-maros-rehsos", service=Service.SHELTER, share=Compartment.IDENTITY, case=case
    )
    desk = given.acting("dinsos_maros")
    promised = referrals.Promised(now + timedelta(hours=1), desk.id)
    this = referrals.accept(sent.found(roof.id, desk), promised, by=desk)
    facts = {"placed_in": "safe_house", "stay_from": now.isoformat()}
    referrals.start(this, referrals.Begun(now, desk.id, facts=facts), by=desk)
    manager = given.acting("mk_maros")
    assert given.promise(case.id, Kind.STAY)

    given.record(given.found(case.id, manager), K.STAY_END, manager)

    assert given.promise(case.id, Kind.STAY) is None


def test_a_case_is_not_closed_over_a_child_in_a_safe_house() -> None:
    case, manager = given.open_case()
    given.record(case, K.STAY, manager, until=given.db.now() + timedelta(days=3))
    given.actions.record_lp(case.id, "LP/B/1", given.db.now(), by=manager)
    given.record(case, K.PROTECTION, manager, code="no")

    with pytest.raises(Refused, match=r"case\.stay_open"):
        given.actions.ask_closure(case, ClosingReason.GOAL, "Selesai", by=manager)


def test_a_letter_to_lpsk_is_asked_about_until_its_answer(travel: Travel) -> None:
    travel(MONDAY)
    case, manager = given.open_case()
    given.actions.record_lp(case.id, "LP/B/1", MONDAY, by=manager)
    given.record(case, K.LPSK_LETTER, manager, number="B/1")
    asked = given.promise(case.id, Kind.LPSK_DECISION)
    assert asked
    assert asked.working_days == 30
    given.record(case, K.LPSK_LETTER, manager, number="B/2")
    assert given.promise(case.id, Kind.LPSK_DECISION, done=True) is None

    given.record(case, K.LPSK_ANSWER, manager, code="accepted")

    assert given.promise(case.id, Kind.LPSK_DECISION) is None
