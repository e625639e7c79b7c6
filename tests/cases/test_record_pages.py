"""Every step that is put on record has its page: found, filled, refused beside the field, done."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from referral import db
from referral.cases.models import RecordKind
from referral.intake.signs import Sign
from referral.reminders.clocks import local_day
from tests import make
from tests.cases import given
from tests.cases.test_steps import take
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")

DAY = timedelta(days=1)
SignIn = Callable[[str], Browser]
WORDS = {"words": "Kenari catatan"}
LONG_AGO = ["3", "4", "2000", "9.00"]
AHEAD = ["3", "4", "2090", "9.00"]


def with_lp(**changes: Any) -> UUID:
    """An open case with a police report."""
    case, manager = given.open_case(**changes)
    given.actions.record_lp(case.id, "LP/B/1", db.now(), by=manager)
    return case.id


@pytest.mark.parametrize(
    ("kind", "fields", "shown"),
    [
        ("initial_assessment", WORDS, "Kenari catatan"),
        ("full_assessment", WORDS, "Kenari catatan"),
        ("incident", {**WORDS, "code": "yes", "danger": "none"}, "Kejadian baru: seksual"),
        ("visum", {"code": "requested", "number": "B/7"}, "Visum: Diminta penyidik"),
        ("protection", {"code": "no", "words": "Terlapor jauh"}, "Terlapor jauh"),
        ("lpsk_letter", {"number": "B/8", "words": ""}, "B/8"),
        ("lpsk_answer", {"code": "partly", "number": "", "words": ""}, "Diterima sebagian"),
        ("hearing", {"at": AHEAD, "number": "", "words": ""}, "3 Apr 2090 09.00 WITA"),
        ("law_status", {"code": "trial", "number": "", "words": ""}, "Kemajuan proses hukum: Sid"),
        (
            "recommendation",
            {"code": "not_recommended", "number": "B/9"},
            "Rekomendasi ke pengadilan agama: Tidak direkomendasikan",
        ),
        ("provinces", {"number": "B/10", **WORDS}, "Bantuan lintas provinsi (KemenPPPA)"),
    ],
)
def test_a_record_stands_on_the_case(
    sign_in: SignIn, kind: str, fields: Mapping[str, Any], shown: str
) -> None:
    case_id, browser = with_lp(), sign_in("mk_maros")

    answer = take(browser, f"/cases/{case_id}/records/{kind}", fields)

    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert shown in browser.get(f"/cases/{case_id}").get_data(as_text=True)


@pytest.mark.parametrize(
    ("kind", "fields", "message"),
    [
        ("initial_assessment", {"words": " "}, "Tulis hasilnya"),
        ("incident", {**WORDS, "code": "maybe"}, "Pilih salah satu"),
        ("protection", {"code": "no", "words": ""}, "Tulis mengapa tidak diberi"),
        ("lpsk_letter", {"number": "", **WORDS}, "Tulis nomornya"),
        ("recommendation", {"code": "recommended", "number": ""}, "Tulis nomornya"),
        ("visum", {"code": "done", "at": AHEAD, **WORDS}, "Waktu ini belum terjadi"),
        ("law_status", {"code": "trial", "number": "9" * 81, **WORDS}, "Paling banyak 80"),
        ("initial_assessment", {"at": LONG_AGO, **WORDS}, "Terlalu awal"),
        ("visum", {"code": "done", "at": LONG_AGO, **WORDS}, "Terlalu awal"),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(
    sign_in: SignIn, kind: str, fields: Mapping[str, Any], message: str
) -> None:
    answer = take(sign_in("mk_maros"), f"/cases/{with_lp()}/records/{kind}", fields)

    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in text
    assert fields.get("words", "").strip() in text


def test_done_late_the_page_asks_why_and_shows_it(sign_in: SignIn) -> None:
    case_id = given.open_case(told_at=db.now() - timedelta(days=2))[0].id
    browser, address = sign_in("mk_maros"), f"/cases/{case_id}/records/initial_assessment"

    refused = take(browser, address, {**WORDS, "why": ""})
    done = take(browser, address, {**WORDS, "why": "child_away"})

    assert refused.status_code == 422
    assert "Pilih mengapa terlambat" in refused.get_data(as_text=True)
    assert done.status_code == 303
    page = browser.get(f"/cases/{case_id}").get_data(as_text=True)
    assert "Anak atau keluarga sedang di luar kota" in page


def test_in_time_nobody_is_asked_why(sign_in: SignIn) -> None:
    page = sign_in("mk_maros").get(f"/cases/{with_lp()}/records/initial_assessment")

    assert "Mengapa terlambat" not in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("kind", "status"), [("after_closing", 409), ("plan_review", 409), ("x", 404)]
)
def test_a_step_that_is_not_open_is_refused(sign_in: SignIn, kind: str, status: int) -> None:
    case_id, browser = with_lp(), sign_in("mk_maros")
    browser.get(f"/cases/{case_id}/records/initial_assessment")
    filled = {**WORDS, "code": "well", "at": ["2", "3", "2026", "10.00"]}

    answer = browser.send(f"/cases/{case_id}/records/{kind}", **filled)

    assert answer.status_code == status


@pytest.mark.parametrize("kind", list(RecordKind))
def test_others_find_no_such_case(sign_in: SignIn, kind: str) -> None:
    case_id = with_lp()

    for username in ("mk_makassar", "polisi_maros"):
        assert sign_in(username).get(f"/cases/{case_id}/records/{kind}").status_code == 404


@pytest.mark.parametrize("username", ["provinsi", "dp3a_maros"])
def test_above_the_district_they_see_that_help_across_provinces_was_asked(
    sign_in: SignIn, username: str
) -> None:
    case_id, asked = with_lp(), "Bantuan lintas provinsi diminta"
    above = sign_in(username)
    assert asked not in above.get(f"/cases/{case_id}").text
    take(sign_in("mk_maros"), f"/cases/{case_id}/records/provinces", {"number": "B/1", **WORDS})
    page = above.get(f"/cases/{case_id}").text
    assert (asked in page, "Kenari" in page, "B/1" in page) == (True, False, False)


def test_the_recommendation_asks_for_no_words_of_the_child(sign_in: SignIn) -> None:
    page = sign_in("mk_maros").get(f"/cases/{with_lp()}/records/recommendation").text
    assert "<textarea" not in page


def test_the_number_of_simfoni_stands_on_the_case(sign_in: SignIn) -> None:
    case_id, browser = with_lp(), sign_in("mk_maros")
    empty = take(browser, f"/cases/{case_id}/simfoni", {"number": ""})

    answer = take(browser, f"/cases/{case_id}/simfoni", {"number": "SP-17"})

    assert (empty.status_code, answer.status_code) == (422, 303)
    assert "SP-17" in browser.get(f"/cases/{case_id}").get_data(as_text=True)


def test_a_plan_is_written_proposed_and_approved(sign_in: SignIn) -> None:
    case_id, manager = with_lp(), sign_in("mk_maros")
    goal = {"words": "Kenari tujuan", "owner": "Kenari bibi", "due_on": ["1", "1", "2090"]}
    assert take(manager, f"/cases/{case_id}/goals", {**goal, "words": ""}).status_code == 422
    take(manager, f"/cases/{case_id}/goals", goal)
    take(manager, f"/cases/{case_id}/plan/proposal", {"agreed": "both"})
    plan = manager.get(f"/cases/{case_id}/plan").get_data(as_text=True)
    head = sign_in("kepala_maros")

    answer = take(head, f"/cases/{case_id}/plan/decision", {"decision": "approve"})

    assert "Menunggu keputusan kepala unit" in plan
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = head.get(f"/cases/{case_id}").get_data(as_text=True)
    assert "Kenari tujuan" in page
    assert "1 Jan 2090" in page
    assert "Tinjau rencana" in page


@pytest.mark.parametrize(
    ("step", "fields"),
    [
        ("contact", {"with_whom": "child", "safe": "yes", **WORDS}),
        ("law", {"number": "LP/B/2"}),
        ("simfoni", {"number": "SP-17"}),
    ],
)
def test_a_year_that_cannot_be_is_refused_beside_its_field(
    sign_in: SignIn, step: str, fields: Mapping[str, Any]
) -> None:
    case_id, browser = with_lp(), sign_in("mk_maros")
    answer = take(browser, f"/cases/{case_id}/{step}", {**fields, "at": LONG_AGO})
    assert (answer.status_code, "Terlalu awal" in answer.text) == (422, True)
    assert all(value in answer.text for value in fields.values() if value not in ("yes", "child"))


STEPS = ("contact", "risk", "manager", "simfoni", "law", "goals", "plan/proposal", "closure")


@pytest.mark.parametrize("step", STEPS)
def test_a_police_officer_who_told_it_works_on_nothing(sign_in: SignIn, step: str) -> None:
    case = make.report("polisi_maros")
    browser = sign_in("polisi_maros")
    assert browser.get(f"/cases/{case.id}").status_code == 200
    assert browser.get(f"/cases/{case.id}/{step}").status_code in (403, 409)
    browser.get(f"/cases/{case.id}/news")
    filled = {**WORDS, "with_whom": "child", "safe": "yes", "number": "1", "risk": "1"}
    answer = browser.send(f"/cases/{case.id}/{step}", **filled, at=["2", "3", "2026", "10.00"])
    assert answer.status_code in (403, 409)


def test_a_supervisor_adds_no_news_to_what_he_does_not_read(sign_in: SignIn) -> None:
    case_id, browser = with_lp(), sign_in("provinsi")
    for step in ("news", "mistake"):
        assert browser.get(f"/cases/{case_id}/{step}").status_code in (403, 404, 409)


def test_a_wedding_that_is_off_raises_no_risk(sign_in: SignIn) -> None:
    wedding = {"signs": frozenset({Sign.WEDDING}), "wedding_on": local_day(db.now()) + 40 * DAY}
    case_id = with_lp(**wedding)
    browser, address = sign_in("mk_maros"), f"/cases/{case_id}/wedding"
    page = browser.get(address).text
    assert "Risiko menjadi tinggi dengan sendirinya" in page
    refused = take(browser, address, {"called_off": "y", "words": ""})
    assert (refused.status_code, "Tulis dari siapa" in refused.text) == (422, True)
    off = {"called_off": "y", "words": "Dicabut di pengadilan", "wedding_on": ["", "", ""]}
    assert take(browser, address, off).status_code == 303
    page = browser.get(f"/cases/{case_id}").text
    assert "Disimpan. Pernikahan tidak lagi menaikkan risiko." in page
    assert "Rencana pernikahan" not in page
