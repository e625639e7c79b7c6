"""The page of one referral: the request first, where it truly stands, the other side's phone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Status
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
POLICE, UPTD = "0411-555-0108", "0411-555-0101"


def tags(page: str) -> str:
    """What stands under the title."""
    return page.split('class="tags"')[1].split("</div>", maxsplit=1)[0]


def test_the_request_stands_before_the_answers_to_it_and_behind_one_press(sign_in: SignIn) -> None:
    referral = given.referral()
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert page.index("Saya tangani") < page.index(given.SUMMARY) < page.index("Terima</a>")


def test_the_words_say_who_has_it_and_whether_it_waits(sign_in: SignIn) -> None:
    referral = given.referral()
    sender, address = sign_in("mk_maros"), f"/referrals/{referral.id}"
    assert "Terkirim" in tags(sender.get(address).text)
    desk = given.acting("polisi_maros")
    actions.claim(given.found(referral.id, desk), by=desk)
    for page in (sender.get(address).text, sign_in("polisi_maros").get("/referrals").text):
        assert "Diambil, belum dijawab" in page
    assert "Diambil, belum dijawab" in sender.get(f"/cases/{referral.case_id}").text


def test_a_service_on_hold_is_not_called_accepted(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    desk = given.acting("polisi_maros")
    until = db.now() + timedelta(days=3)
    actions.hold(given.found(referral.id, desk), actions.Hold(until, "Menunggu."), by=desk)
    sender = sign_in("mk_maros")
    assert "Ditunda" in tags(sender.get(f"/referrals/{referral.id}").text)
    assert "Ditunda" in sender.get("/referrals?box=sent").text


def test_each_side_reads_the_others_phone(sign_in: SignIn) -> None:
    referral = given.village_report()
    address = f"/referrals/{referral.id}"
    desk = given.acting("piket_maros")
    actions.claim(given.found(referral.id, desk), by=desk)
    page = sign_in("piket_maros").get(address).text
    assert UPTD not in page.split("Pengirim dan tujuan")[1]
    sent = given.referral()
    page = sign_in("mk_maros").get(f"/referrals/{sent.id}").text
    assert POLICE in page.split("Pengirim dan tujuan")[1]
    assert UPTD not in page.split("Pengirim dan tujuan")[1]
    page = sign_in("polisi_maros").get(f"/referrals/{sent.id}").text
    assert UPTD in page.split("Pengirim dan tujuan")[1]
    assert POLICE not in page.split("Pengirim dan tujuan")[1]


def test_a_stopped_clock_counts_no_minutes_and_the_question_stands_above_the_reply(
    sign_in: SignIn,
) -> None:
    referral = given.referral(Status.NEEDS_INFO)
    sender, address = sign_in("mk_maros"), f"/referrals/{referral.id}"
    assert "Jam berhenti sampai dibalas" in tags(sender.get(address).text)
    reply = sender.get(f"{address}/reply").text
    asked = next(move for move in sender.get(address).text.split("<li>") if "bertanya" in move)
    question = asked.split("<p>")[-1].split("</p>")[0]
    assert question in reply.split("<textarea")[0]
    again = sender.send(f"{address}/reply", words="")
    assert (again.status_code, question in again.text) == (422, True)


def test_nothing_is_handed_on_where_no_other_desk_would_take_it(sign_in: SignIn) -> None:
    onward = given.referral()
    bound = given.referral(basis=LawfulBasis.CONSENT)
    desk = sign_in("polisi_maros")
    assert f"/referrals/{onward.id}/forward" in desk.get(f"/referrals/{onward.id}").text
    assert f"/referrals/{bound.id}/forward" not in desk.get(f"/referrals/{bound.id}").text


def test_a_police_report_that_is_known_is_not_asked_for_again(sign_in: SignIn) -> None:
    referral = given.referral()
    desk = given.acting("polisi_maros")
    lp = actions.LP("LP/B/7", db.now())
    promised = actions.Promised(db.now() + timedelta(hours=1), desk.id, "", lp)
    actions.accept(given.found(referral.id, desk), promised, by=desk)
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}/start").text
    known, asked = page.split("Ada LP baru, atau perlu diperbaiki?")
    assert "LP/B/7" in known
    assert 'name="lp_number" type="text" value=""' in asked


def test_times_say_what_they_are(sign_in: SignIn) -> None:
    referral = given.referral(Status.IN_SERVICE)
    page = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    limits = page.split("Batas waktu</h2>")[1].split("</section>")[0]
    assert 'class="soft">Batas <time' in limits
    assert "Unit PPA Polres Maros" in limits
    history = page.split("Riwayat</h2>")[1].split("</section>")[0]
    assert "Diberikan <time" in history
    assert "dicatat <time" in history


def test_who_owes_it_is_told_to_both_sides(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    address, owed = f"/referrals/{referral.id}", "Berikan layanan pertama"
    sender, desk = sign_in("mk_maros"), sign_in("polisi_maros")
    assert f"Menunggu Unit PPA Polres Maros: {owed}" in tags(sender.get(address).text)
    assert f"Menunggu unit kami: {owed}" in tags(desk.get(address).text)
    assert f"meja tujuan: {owed}" in sender.get("/referrals?box=sent").text
    assert f"meja tujuan: {owed}" not in desk.get("/referrals").text


def test_after_a_question_it_waits_for_the_reply(sign_in: SignIn) -> None:
    referral = given.referral(Status.NEEDS_INFO)
    address, reply = f"/referrals/{referral.id}", "Balas pertanyaan meja tujuan"
    sender, desk = sign_in("mk_maros"), sign_in("polisi_maros")
    assert f"Menunggu unit kami: {reply}" in tags(sender.get(address).text)
    assert f"Menunggu UPTD PPA Kabupaten Maros: {reply}" in tags(desk.get(address).text)
    assert f"pengirim: {reply}" in desk.get("/referrals").text


def test_after_a_day_a_question_stops_the_clock_no_more(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    referral = given.referral(Status.NEEDS_INFO)
    travel(referral.status_since + timedelta(hours=24, minutes=1))
    page = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    assert "Jam berhenti" not in page
