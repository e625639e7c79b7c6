"""What a page of a referral explains: which limit counts, which button keeps a promise."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals.models import Referral, Status
from referral.reminders.limits import Urgency
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
COUNTS = "Ini yang berlaku"
CALL = 'class="button button--second" href="tel:+624115550108"'


def asked_of_hospital(urgency: Urgency) -> Referral:
    share = Compartment.IDENTITY
    return given.referral(
        to="rsud-maros-ppt", service=Service.TREATMENT, urgency=urgency, share=share
    )


def test_a_limit_shorter_than_the_urgency_says_that_it_counts(sign_in: SignIn) -> None:
    referral = asked_of_hospital(Urgency.HOURS_24)
    for who in ("rs_maros", "mk_maros"):
        page = sign_in(who).get(f"/referrals/{referral.id}").text
        assert "batas meja ini (1 jam sejak dikirim) lebih singkat" in page.split(COUNTS)[1]


def test_a_limit_that_is_the_urgency_needs_no_word(sign_in: SignIn) -> None:
    referral = asked_of_hospital(Urgency.DARURAT)
    assert COUNTS not in sign_in("mk_maros").get(f"/referrals/{referral.id}").text


def test_a_promise_names_the_button_that_keeps_it(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    owed = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert "tombol Catat layanan pertama" in owed
    assert "tombol" not in sign_in("mk_maros").get(f"/referrals/{referral.id}").text


def test_the_sender_calls_a_desk_that_is_silent(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    referral = given.referral()
    address, due = f"/referrals/{referral.id}", referral.limited_to
    assert due
    assert CALL not in sign_in("mk_maros").get(address).text
    travel(due + timedelta(minutes=1))
    assert CALL in sign_in("mk_maros").get(address).text
    assert CALL not in sign_in("polisi_maros").get(address).text


@pytest.mark.parametrize(
    ("step", "spoken"),
    [("ask", "Apa yang ditanyakan meja itu?"), ("decline", "Penjelasan meja itu")],
)
def test_who_records_a_desks_answer_is_asked_what_the_desk_said(
    sign_in: SignIn, step: str, spoken: str
) -> None:
    referral = given.referral()
    address = f"/referrals/{referral.id}/{step}"
    recorded, own = sign_in("mk_maros").get(address).text, sign_in("polisi_maros").get(address).text
    assert spoken in recorded
    assert "Catat jawaban meja" in recorded
    assert "untuk pengirim" not in recorded
    assert "Lembaga kami" not in recorded
    assert spoken not in own


def test_where_no_other_desk_could_take_it_nobody_meets_an_empty_list(sign_in: SignIn) -> None:
    referral = given.referral(service=Service.POLICE_REPORT)
    page = sign_in("mk_maros").get(f"/referrals/{referral.id}/reroute").text
    assert "Tidak ada meja lain untuk ini" in page
    assert "Ke meja mana?" not in page


def test_a_search_that_shows_not_all_says_so(sign_in: SignIn) -> None:
    for n in range(12):
        newcomer(f"rekan_{n}")
    case, _manager = given.open_case()
    browser, address = sign_in("mk_maros"), f"/cases/{case.id}/exclusions"
    browser.get(address)
    many = browser.send(address, who="maros", cari="who").text
    assert re.search(r"Tampak 10 dari \d\d nama", many)
    few = browser.send(address, who="ilham", cari="who").text
    assert "Tampak" not in few
