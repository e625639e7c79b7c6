"""The lists: what waits by its limit, then what runs; 25 a page by keyset; never a name."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from referral import policy
from referral.referrals import actions
from referral.referrals.models import Status
from referral.reminders.limits import Urgency
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
NUMBER = re.compile(r'row__link"[^>]*>(R-\d{4}-\d{5})')


def numbers(page: str) -> list[str]:
    return NUMBER.findall(page)


def test_the_desk_reads_the_most_pressing_first_and_what_runs_after_it(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    running = given.referral(Status.ACCEPTED, case)
    calm = given.referral(Status.SENT, case, urgency=Urgency.HOURS_24)
    pressing = given.referral(Status.SENT, case, urgency=Urgency.DARURAT)
    declined = given.referral(Status.DECLINED, case)
    desk = sign_in("polisi_maros")
    page = desk.get("/referrals").text
    assert numbers(page) == [pressing.number, calm.number, running.number]
    assert numbers(desk.get("/referrals?box=done").text) == [declined.number]
    assert not [secret for secret in (*given.SECRETS, given.SUMMARY) if secret in page]


def test_of_what_runs_the_late_ones_stand_first(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    start = wita(2026, 3, 15, 9)
    travel(start)
    case, _manager = given.open_case(signs=given.MILD)
    calm = given.referral(Status.IN_SERVICE, case)
    travel(start + timedelta(hours=1))
    late = given.referral(Status.ACCEPTED, case)
    travel(start + timedelta(hours=3))
    page = sign_in("polisi_maros").get("/referrals").text
    assert "terlambat 1 jam" in page
    assert numbers(page) == [late.number, calm.number]


def test_what_one_received_is_new_and_what_one_sent_is_sent(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    for who, word, other in (
        ("polisi_maros", "Baru masuk", "Terkirim"),
        ("mk_maros", "Terkirim", "Baru masuk"),
    ):
        browser = sign_in(who)
        box = "in" if who == "polisi_maros" else "sent"
        listed = browser.get(f"/referrals?box={box}").text.split('class="row"')[1]
        shown = browser.get(f"/referrals/{referral.id}").text
        tags = shown.split('class="tags"')[1].split("</div>")[0]
        assert word in listed
        assert word in tags
        assert other not in listed + tags


def test_what_was_sent_is_listed_for_the_senders_unit(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    for who in ("mk_maros", "kepala_maros", "piket_maros"):
        assert numbers(sign_in(who).get("/referrals?box=sent").text) == [referral.number]
    for who in ("rs_maros", "mk_bone", "dinsos_maros"):
        for box in ("in", "sent", "done"):
            assert numbers(sign_in(who).get(f"/referrals?box={box}").text) == []


def test_of_what_was_sent_the_longest_wait_for_an_answer_stands_first(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    start = wita(2026, 3, 15, 9)
    states = (Status.CONFIRMED, Status.SENT, Status.ACCEPTED, Status.WAITLISTED, Status.DECLINED)
    sent = {}
    for n, state in enumerate(states):
        travel(start + timedelta(hours=n))
        case, _manager = given.open_case(signs=given.MILD)
        sent[state] = given.referral(state, case).number
    page = sign_in("mk_maros").get("/referrals?box=sent").text
    waiting = [sent[Status.SENT], sent[Status.WAITLISTED]]
    newest = [sent[state] for state in (Status.DECLINED, Status.ACCEPTED, Status.CONFIRMED)]
    assert numbers(page) == [*waiting, *newest]


def test_a_long_list_is_read_page_by_page_without_loss(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    start = wita(2026, 3, 15, 9)
    travel(start)
    case, _manager = given.open_case()
    sent = []
    for n in range(28):
        travel(start + timedelta(minutes=n))
        sender = given.acting("mk_maros")
        same = policy.find(type(case), case.id, sender)
        sent.append(actions.send(same, given.request(), by=sender).number)
    seen: list[str] = []
    desk, address = sign_in("polisi_maros"), "/referrals"
    while address:
        page = desk.get(address).text
        seen += numbers(page)
        found = re.search(r'rel="next" href="([^"]+)"', page)
        address = found[1].replace("&amp;", "&") if found else ""
    assert seen == sent


@pytest.mark.parametrize("after", ["x", "0~x~y", "9~2026-03-15T01:00:00+00:00~z", "%00"])
def test_an_address_that_cannot_be_read_is_the_first_page(sign_in: SignIn, after: str) -> None:
    referral = given.referral(Status.SENT)
    page = sign_in("polisi_maros").get(f"/referrals?after={after}&box=none")
    assert numbers(page.text) == [referral.number]


def test_an_overdue_answer_says_how_late(sign_in: SignIn, travel: Callable[..., Any]) -> None:
    start = wita(2026, 3, 15, 10)
    travel(start)
    given.referral(Status.SENT)
    travel(start + timedelta(hours=9, minutes=12))
    assert "terlambat 3 jam 12 menit" in sign_in("polisi_maros").get("/referrals").text
