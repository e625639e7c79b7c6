"""One case on its page: what each may see of it, and what nobody sees."""

from collections.abc import Callable
from uuid import UUID

import pytest

from referral.cases import actions
from referral.cases.models.told import PhoneOf
from referral.intake.models import SafeContact
from referral.intake.signs import Sign
from tests import make
from tests.cases import given
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
SEALED = ("Kenari Anak", "Kenari cerita", "Kenari Bibi", "Kenari akun", "Kenari patokan")


def page(sign_in: SignIn, username: str, case_id: UUID) -> str:
    """The page as that person reads it."""
    answer = sign_in(username).get(f"/cases/{case_id}")
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def opened() -> UUID:
    """An open case with a contact; the test goes on as nobody."""
    case, manager = given.settled()
    actions.add_contact(case, given.contact(given.ContactWith.REPORTER), by=manager)
    return case.id


def test_the_manager_sees_for_whom_the_case_waits_and_what_was_told(sign_in: SignIn) -> None:
    text = page(sign_in, "mk_maros", opened())

    assert "Menunggu Rahma Contoh" in text
    assert all(word in text for word in (*SEALED, "Kenari kontak"))
    assert "Diancam akan disebar foto/videonya" in text


def test_the_police_clock_says_from_when_it_counts(sign_in: SignIn) -> None:
    text = page(sign_in, "mk_maros", opened())

    assert "dihitung sejak laporan pertama (kehati-hatian)" in text
    assert "menurut UU" not in text


def test_a_supervisor_sees_the_promises_and_no_word(sign_in: SignIn) -> None:
    case_id = opened()

    for username in ("dp3a_maros", "provinsi"):
        text = page(sign_in, username, case_id)
        assert "Buat laporan polisi" in text
        assert not [word for word in SEALED if word in text]
        assert "Catat kontak" not in text


def test_the_opener_reads_that_it_is_taken_up_and_nothing_more(sign_in: SignIn) -> None:
    text = page(sign_in, "relawan_maros", opened())

    assert "Sudah ditangani" in text
    assert "tel:+62411" in text
    assert not [word for word in (*SEALED, "Tinggi", "Risiko:", "Rahma") if word in text]


@pytest.mark.parametrize("username", ["polisi_maros", "mk_makassar", "relawan_bone", "rs_maros"])
def test_for_others_there_is_no_such_case(sign_in: SignIn, username: str) -> None:
    case_id = opened()
    browser = sign_in(username)

    assert browser.get(f"/cases/{case_id}").status_code == 404
    assert browser.get("/cases/00000000-0000-4000-8000-000000000000").status_code == 404


@pytest.mark.parametrize("username", ["admin", "auditor"])
def test_who_keeps_the_service_has_no_cases(sign_in: SignIn, username: str) -> None:
    assert sign_in(username).get(f"/cases/{opened()}").status_code == 403


def test_the_opener_reads_his_own_words_until_the_report_is_taken_up(sign_in: SignIn) -> None:
    case, _piket = given.claimed()
    case_id = case.id
    text = sign_in("relawan_maros").get(f"/cases/{case_id}/told").get_data(as_text=True)

    assert "Kenari cerita" in text
    assert "Alasan risiko" not in text


def test_after_acceptance_his_own_words_are_gone(sign_in: SignIn) -> None:
    assert sign_in("relawan_maros").get(f"/cases/{opened()}/told").status_code == 404


def test_the_advice_stays_on_the_openers_page_without_the_risk(sign_in: SignIn) -> None:
    case, _piket = given.claimed(signs=frozenset({Sign.DANGER}))
    text = page(sign_in, "relawan_maros", case.id)

    assert "telepon 112 atau polisi 110" in text
    assert "Sedang dibaca petugas" in text
    assert "Tinggi" not in text


def test_the_child_stands_before_the_history_and_phones_can_be_pressed(sign_in: SignIn) -> None:
    text = page(sign_in, "mk_maros", opened())

    assert text.index("Kenari Anak") < text.index("Riwayat")
    for number in ("08005550001", "08005550002"):
        assert f'href="tel:{number}"' in text or f'href="tel:+62{number[1:]}"' in text


def test_a_number_that_is_not_safe_to_call_is_no_link(sign_in: SignIn) -> None:
    safe = SafeContact(whose=PhoneOf.RELATIVE, number="0800-555-0002", no_calls=True)
    case, _manager = given.open_case(safe_contact=safe)
    contact = page(sign_in, "mk_maros", case.id).split("Kontak aman</h2>")[1].split("</dl>")[0]

    assert "0002" in contact
    assert "tel:" not in contact


def test_the_page_after_telling_holds_the_signs_that_were_told(sign_in: SignIn) -> None:
    report = make.report()
    for address in (f"/cases/{report.id}", f"/cases/{report.id}/told"):
        text = sign_in("relawan_maros").get(address).get_data(as_text=True)
        assert "Diancam akan disebar foto/videonya" in text
