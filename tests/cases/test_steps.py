"""The steps of a case as pages: found, filled, refused beside the field, done."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from referral.cases.models import RecordKind
from tests.cases import given
from tests.pages import HIDDEN, Browser

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
MOMENT = re.compile(r'name="at" value="([^"]+)"')
CONTACT = {"with_whom": "child", "safe": "yes", "words": "Kenari kontak"}


def take(browser: Browser, address: str, fields: Mapping[str, Any]) -> TestResponse:
    """Fill in the form of a step as its page shows it."""
    text = browser.get(address).get_data(as_text=True)
    known: dict[str, Any] = dict(HIDDEN.findall(text.split("<main")[1]))
    if moment := MOMENT.findall(text):
        known["at"] = moment
    return browser.post(address, data={**known, **fields})


def opened() -> UUID:
    """An open case."""
    return given.open_case()[0].id


@pytest.mark.parametrize(
    ("username", "step", "fields"),
    [
        ("mk_maros", "risk", {"risk": "3", "self_harm": "no"}),
        ("mk_maros", "contact", CONTACT),
        ("mk_maros", "law", {"number": "LP/B/1", "at": ["2", "3", "2026", "10.00"]}),
        ("mk_maros", "news", {"words": "Kenari kabar"}),
        ("relawan_maros", "news", {"words": "Kenari kabar"}),
        ("relawan_maros", "mistake", {"words": "Salah orang"}),
        ("kepala_maros", "mistaken", {"reason": "mistaken", "words": "Bukan anak"}),
    ],
)
def test_a_step_leads_back_to_the_case(
    sign_in: SignIn, username: str, step: str, fields: Mapping[str, Any]
) -> None:
    case_id = opened()
    if step == "mistaken":
        take(sign_in("mk_maros"), f"/cases/{case_id}/mistake", {"words": "Bukan anak"})

    answer = take(sign_in(username), f"/cases/{case_id}/{step}", fields)

    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert answer.location.endswith(f"/cases/{case_id}")


@pytest.mark.parametrize(
    ("step", "fields", "message", "kept"),
    [
        ("risk", {"risk": "1", "self_harm": "no"}, "Tulis alasan mengubah", 'value="1" checked'),
        ("risk", {"risk": "3"}, "Pilih satu jawaban", 'value="3" checked'),
        (
            "risk",
            {"risk": "3", "self_harm": "yes"},
            "Tulis apa yang dilakukan",
            'value="yes" checked',
        ),
        ("contact", {**CONTACT, "with_whom": ""}, "Pilih dengan siapa", "Kenari kontak"),
        ("contact", {**CONTACT, "at": ["1", "1", "2090", "8.00"]}, "belum terjadi", "2090"),
        ("law", {"number": " ", "at": ["x", "", "", ""]}, "Tulis nomor LP", 'value="x"'),
        ("news", {"words": "\x00"}, "Tulis kabarnya", ""),
        ("news", {"words": "k" * 10_001}, "Paling banyak 10000", "kkkk"),
        ("closure", {"words": "Kenari"}, "Pilih alasan", "Kenari"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    sign_in: SignIn, step: str, fields: Mapping[str, Any], message: str, kept: str
) -> None:
    case_id = opened()

    answer = take(sign_in("mk_maros"), f"/cases/{case_id}/{step}", fields)

    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in text
    assert kept in text


def test_a_stale_page_changes_nothing(sign_in: SignIn) -> None:
    case_id = opened()

    risk = {"risk": "3", "self_harm": "no", "version": "1"}
    answer = take(sign_in("mk_maros"), f"/cases/{case_id}/risk", risk)

    assert answer.status_code == 409
    assert "Orang lain baru saja mengubah" in answer.get_data(as_text=True)


def test_a_double_click_records_one_contact(sign_in: SignIn) -> None:
    case_id, browser = opened(), sign_in("mk_maros")
    address = f"/cases/{case_id}/contact"
    text = browser.get(address).get_data(as_text=True)
    known = dict(HIDDEN.findall(text.split("<main")[1]))
    filled = {**known, **CONTACT, "at": MOMENT.findall(text)}

    answers = [browser.post(address, data=filled) for _click in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    page = browser.get(f"/cases/{case_id}").get_data(as_text=True)
    assert page.count("Kenari kontak") == 1


@pytest.mark.parametrize("step", ["decision", "mistaken", "reopening"])
def test_a_manager_does_not_decide(sign_in: SignIn, step: str) -> None:
    assert sign_in("mk_maros").get(f"/cases/{opened()}/{step}").status_code == 403


def test_a_volunteer_does_no_work_on_a_case(sign_in: SignIn) -> None:
    case_id, browser = opened(), sign_in("relawan_maros")

    for step in ("risk", "contact", "law", "manager", "closure"):
        assert browser.get(f"/cases/{case_id}/{step}").status_code == 403


def test_closing_takes_two_people(sign_in: SignIn) -> None:
    case, manager = given.open_case()
    given.actions.record_lp(case.id, "LP/B/1", given.db.now(), by=manager)
    given.record(case, RecordKind.PROTECTION, manager, code="no", words="Terlapor jauh")
    case_id = case.id
    asked = {
        "reason": "goal",
        "words": "Ananda pulih",
        "opinion": "Ingin selesai, kata Kenari",
        "told": "y",
    }

    take(sign_in("mk_maros"), f"/cases/{case_id}/closure", asked)
    head = sign_in("kepala_maros")
    page = head.get(f"/cases/{case_id}/decision").get_data(as_text=True)
    assert "Tujuan rencana tercapai" in page
    assert "Ananda pulih" in page
    assert "Ingin selesai, kata Kenari" in page
    assert manager.name in page
    answer = take(head, f"/cases/{case_id}/decision", {"decision": "approve"})

    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert "Ditutup" in head.get(f"/cases/{case_id}").get_data(as_text=True)
