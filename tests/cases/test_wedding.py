"""The day of a wedding, written by who works on the case: it arms, moves or disarms the rule."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from referral import db
from referral.cases import actions
from referral.cases.actions.armed import fire_rules
from referral.cases.models.told import ClosingReason
from referral.errors import Refused
from referral.intake.signs import Sign
from referral.reminders.clocks import local_day
from referral.reminders.limits import Kind, Risk
from tests.cases import given
from tests.cases.test_steps import take
from tests.make import wita
from tests.pages import Browser

SignIn = Callable[[str], Browser]
Travel = Callable[[datetime], None]
WEDDING = frozenset({Sign.WEDDING})
TOLD, PLANNED, NEAR = wita(2026, 6, 29, 9), date(2026, 8, 28), wita(2026, 8, 14)


@pytest.fixture(autouse=True)
def told(session: object, travel: Travel) -> None:
    assert session
    travel(TOLD)


def written(on: date | None, *, off: bool = False) -> dict[str, Any]:
    boxes = [str(on.day), str(on.month), str(on.year)] if on else ["", "", ""]
    return {
        "wedding_on": boxes,
        "words": "Kenari kata bibi",
        **({"called_off": "y"} if off else {}),
    }


def test_a_date_that_the_report_did_not_know_is_written_moved_and_called_off(
    sign_in: SignIn,
) -> None:
    case, _manager = given.open_case(signs=WEDDING)
    browser, show = sign_in("mk_maros"), f"/cases/{case.id}"
    assert f'href="{show}/wedding"' in browser.get(show).text
    for on, rises in ((PLANNED, "14 Agu 2026"), (PLANNED + timedelta(days=7), "21 Agu 2026")):
        assert take(browser, f"{show}/wedding", written(on)).status_code == 303
        page = browser.get(show).text
        assert f"Risiko menjadi tinggi pada {rises}" in " ".join(page.split())
        assert "Rencana pernikahan" in page
        assert "Kenari kata bibi" in page
    assert 'value="4"' in browser.get(f"{show}/wedding").text
    assert take(browser, f"{show}/wedding", written(None, off=True)).status_code == 303
    page = browser.get(show).text
    assert "Rencana pernikahan" not in page
    assert "Pernikahan dibatalkan" in page
    assert given.found(case.id, given.acting("mk_maros")).high_at is None


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        (written(None), "Tulis tanggalnya"),
        (written(PLANNED, off=True), "Pilih satu"),
        (written(date(2025, 8, 28)), "Periksa tahunnya"),
        ({**written(PLANNED), "words": ""}, "Tulis dari siapa"),
    ],
)
def test_one_of_date_and_cancelled_is_written_with_its_source(
    sign_in: SignIn, fields: dict[str, Any], refused: str
) -> None:
    case, _manager = given.open_case(signs=WEDDING)
    answer = take(sign_in("mk_maros"), f"/cases/{case.id}/wedding", fields)
    assert (answer.status_code, refused in answer.text) == (422, True)


def test_a_wedding_within_14_days_makes_the_risk_high_at_once() -> None:
    case, manager = given.open_case(signs=WEDDING)
    actions.set_wedding(case, local_day(db.now()) + timedelta(days=14), "Kata KUA", by=manager)
    assert Risk(case.risk) is Risk.HIGH
    again = given.promise(case.id, Kind.RE_CONTACT)
    assert again
    assert again.due_at == db.now() + timedelta(hours=24)


def test_whoever_told_the_case_moves_nothing() -> None:
    case, _manager = given.open_case(signs=WEDDING)
    opener = given.acting("relawan_maros")
    with pytest.raises(Refused):
        actions.set_wedding(given.found(case.id, opener), None, "Batal", by=opener)


def ended(*, by_mistake: bool = False) -> Any:
    """A case with a wedding in 60 days that its head closed."""
    case, manager = given.open_case(signs=WEDDING, wedding_on=PLANNED)
    if by_mistake:
        head = given.acting("kepala_maros")
        return actions.mistaken(
            given.found(case.id, head), ClosingReason.MISTAKEN, "Keliru", by=head
        ).id
    actions.ask_closure(case, ClosingReason.REFUSED, "Selesai", by=manager)
    head = given.acting("kepala_maros")
    return actions.approve(given.found(case.id, head), by=head).id


@pytest.mark.parametrize("by_mistake", [True, False])
def test_a_case_that_is_opened_again_is_armed_as_before(*, by_mistake: bool) -> None:
    case_id = ended(by_mistake=by_mistake)
    head = given.acting("kepala_maros")
    case = actions.reopen(given.found(case_id, head), "Anak masih di sini", by=head)
    assert (Risk(case.risk), case.high_at) == (Risk.MEDIUM, NEAR)


def test_a_wedding_that_came_near_while_it_was_closed_makes_it_high_when_it_is_opened(
    travel: Travel,
) -> None:
    case_id = ended(by_mistake=True)
    travel(NEAR + timedelta(days=2))
    assert fire_rules() == 0
    head = given.acting("kepala_maros")
    case = actions.reopen(given.found(case_id, head), "Anak masih di sini", by=head)
    assert (Risk(case.risk), case.high_at) == (Risk.HIGH, None)
    assert given.promise(case_id, Kind.RE_CONTACT)


def test_a_wedding_that_was_called_off_does_not_come_back_with_the_case() -> None:
    case, manager = given.open_case(signs=WEDDING, wedding_on=PLANNED)
    actions.set_wedding(case, None, "Putusan pengadilan agama", by=manager)
    head = given.acting("kepala_maros")
    mistaken = actions.mistaken(
        given.found(case.id, head), ClosingReason.MISTAKEN, "Keliru", by=head
    )
    case = actions.reopen(given.found(mistaken.id, head), "Bukan keliru", by=head)
    assert (Risk(case.risk), case.high_at) == (Risk.MEDIUM, None)
