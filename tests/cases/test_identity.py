"""Who the child is, as it becomes known: sealed, corrected, and never what cannot be."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.referrals.models import LawfulBasis, Status
from tests.cases import given
from tests.cases.test_steps import take
from tests.pages import Browser
from tests.referrals.given import referral, unit

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
KNOWN = {"name": "Kenari Lengkap", "aliases": "Kenari Kecil, Ani", "nik": "7309 0855 0412 0001"}


def day(years: int, days: int = 0) -> list[str]:
    """The day so many years, and days, before today."""
    today = datetime.now(UTC).date() - timedelta(days=days)
    return [str(min(today.day, 28)), str(today.month), str(today.year - years)]


def test_it_stands_on_the_case_and_sealed_in_the_database(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    browser, address = sign_in("mk_maros"), f"/cases/{case.id}/identity"
    assert 'value="Kenari Anak"' in browser.get(address).text
    done = take(browser, address, {**KNOWN, "born_on": day(15, 40), "guardian": "Kenari Bibi"})
    assert done.status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    for shown in ("Kenari Lengkap", "Kenari Kecil", "7309085504120001", "15 tahun", "Kenari Bibi"):
        assert shown in page
    assert "Data anak dilengkapi" in page
    given.acting("mk_maros")
    blob = db.session.scalar(sa.text("SELECT sealed FROM case_identity"))
    assert b"Lengkap" not in blob


def test_what_was_told_and_is_not_asked_here_stays(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    browser = sign_in("mk_maros")
    take(browser, f"/cases/{case.id}/identity", KNOWN)
    page = browser.get(f"/cases/{case.id}").text
    assert "0800-555-0002" in page, "the safe contact"
    assert "14 tahun" in page, "the age, where no birth date is known"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"born_on": ["1", "1", "2090"]}, "Tanggal lahir sesudah laporan pertama."),
        ({"born_on": day(18, 40)}, "sudah 18 tahun saat dilaporkan"),
        ({"born_on": ["31", "2", "2012"]}, "Tulis tanggal, bulan dan tahun"),
        ({"nik": "12345"}, "NIK terdiri dari 16 angka."),
        ({"nik": "1" * 16}, "NIK ini tidak mungkin"),
        ({"nik": "7309085515140001"}, "NIK ini tidak mungkin"),
        ({"nik": "7309088112120001"}, "NIK ini tidak mungkin"),
        ({"name": "x" * 121}, "Paling banyak 120"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(
    sign_in: SignIn, fields: Mapping[str, Any], message: str
) -> None:
    case, _manager = given.open_case()
    answer = take(sign_in("mk_maros"), f"/cases/{case.id}/identity", {**KNOWN, **fields})
    assert (answer.status_code, message in answer.text) == (422, True)
    assert "Kenari Kecil, Ani" in answer.text


@pytest.mark.parametrize("username", ["relawan_maros", "polisi_maros", "mk_makassar"])
def test_only_who_works_on_the_case_opens_it(sign_in: SignIn, username: str) -> None:
    case, _manager = given.open_case()
    assert sign_in(username).get(f"/cases/{case.id}/identity").status_code in (403, 404, 409)


def test_another_name_is_kept_out_of_a_summary_too(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    take(sender, f"/cases/{case.id}/identity", KNOWN)
    address = f"/cases/{case.id}/refer?desk={unit('polres-maros-ppa')}&service=protection"
    sender.get(address)
    filled = {"goal": "Lindungi", "urgency": "6h", "share": ["4"], "basis": "legal_duty"}
    answer = sender.send(address, **filled, summary="Ani perlu dilindungi.")
    assert (answer.status_code, "Hapus dari ringkasan" in answer.text) == (422, True)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    manager, head, address = (
        sign_in("mk_maros"),
        sign_in("kepala_maros"),
        f"/cases/{case.id}/identity",
    )
    page = manager.get(address).text
    version = page.split('name="version" value="')[1].split('"')[0]
    assert take(head, address, {**KNOWN, "guardian": "Kenari Nenek"}).status_code == 303
    late = manager.send(address, version=version, **KNOWN)
    assert late.status_code == 409
    assert "Kenari Nenek" in manager.get(f"/cases/{case.id}").text


CARER = {"guardian": "Kenari Bibi", "agrees_as": "carer", "agrees_why": "Kenari di luar negeri"}


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"agrees_why": ""}, "Tulis mengapa bukan orang tua"),
        ({"guardian": ""}, "Tulis siapa yang menyetujui"),
    ],
)
def test_whoever_agrees_for_the_child_has_a_name_and_a_ground(
    sign_in: SignIn, fields: Mapping[str, str], message: str
) -> None:
    case, _manager = given.open_case()
    answer = take(sign_in("mk_maros"), f"/cases/{case.id}/identity", {**KNOWN, **CARER, **fields})
    assert (answer.status_code, message in answer.text) == (422, True)


def test_who_agrees_and_why_is_read_by_those_who_ask_and_by_no_other_desk(sign_in: SignIn) -> None:
    sent = referral(Status.ACCEPTED, basis=LawfulBasis.CONSENT)
    sent_id, case_id = sent.id, sent.case_id
    sender = sign_in("mk_maros")
    assert take(sender, f"/cases/{case_id}/identity", {**KNOWN, **CARER}).status_code == 303

    said = "Keluarga yang mengasuh selama orang tua tidak ada. Kenari di luar negeri"
    assert said in sender.get(f"/cases/{case_id}").text
    assert f"Kenari Bibi: {said}" in sender.get(f"/referrals/{sent_id}/consent").text
    page = sign_in("polisi_maros").get(f"/referrals/{sent_id}").text
    assert "Kenari Bibi" in page
    assert "Kenari di luar negeri" not in page
