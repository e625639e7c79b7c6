"""The inbox page: own items, newest first, a page at a time; opening one is reading it."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from referral import db, outbox
from referral.intake.signs import Sign
from referral.outbox import InboxItem
from referral.policy import Actor
from referral.referrals.models import Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

DIGESTS = {
    "mk_maros": ("digest", [2, 1, 5, 3], "2 jatuh tempo, 1 terlambat, 5 menunggu Anda", "/"),
    "dp3a_maros": ("weekly", [4], "4 anak menunggu lebih dari 7 hari", "/board"),
}
ITEM = re.compile(r'href="(/inbox/[0-9a-f-]{36})"')


@pytest.fixture
def desk(acting: Callable[[str], Actor]) -> Actor:
    return acting("piket_maros")


def tell(person: UUID, count: int, kind: str = "case_news") -> None:
    with db.transaction():
        for n in range(count):
            outbox.post(kind, to=[person], case_id=None, key=f"{uuid4()}:{n}")


def unread(person: UUID) -> int:
    query = sa.select(sa.func.count()).select_from(InboxItem)
    mine = query.where(InboxItem.person_id == person, InboxItem.seen_at.is_(None))
    return db.session.scalar(mine) or 0


def test_a_new_report_stands_in_the_desks_inbox_and_leads_to_it(
    desk: Actor, sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    report = given.village_report(signs=frozenset({Sign.AFRAID}))
    browser = sign_in("piket_maros")
    page = browser.get("/inbox").get_data(as_text=True)
    assert "Kiriman baru menunggu jawaban meja Anda" in page
    assert report.number in page
    found = ITEM.search(page)
    assert found
    response = browser.get(found[1])
    assert response.status_code == 303
    assert response.location == f"/referrals/{report.id}"
    acting("piket_maros")
    assert unread(desk.id) == 0


def test_others_items_are_not_there(
    desk: Actor, sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    tell(desk.id, 1)
    key = db.session.scalar(sa.select(InboxItem.key))
    stranger = sign_in("mk_bone")
    assert "Belum ada apa-apa" in stranger.get("/inbox").get_data(as_text=True)
    assert stranger.get(f"/inbox/{key}").status_code == 404
    acting("piket_maros")
    assert unread(desk.id) == 1


def test_twenty_five_a_page_and_none_twice(desk: Actor, sign_in: Callable[[str], Browser]) -> None:
    tell(desk.id, 60)
    browser, seen, address = sign_in("piket_maros"), [], "/inbox"
    for expected in (25, 25, 10):
        page = browser.get(address).get_data(as_text=True)
        found = ITEM.findall(page)
        assert len(found) == expected
        seen += found
        more = re.search(r'rel="next" href="([^"]+)"', page)
        address = more[1] if more else ""
    assert not address
    assert len(set(seen)) == 60


def test_all_are_marked_read_but_not_what_came_meanwhile(
    desk: Actor, sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    tell(desk.id, 3)
    browser = sign_in("piket_maros")
    page = browser.get("/inbox").get_data(as_text=True)
    newest = re.search(r'name="newest" value="([^"]+)"', page)
    assert newest
    acting("mk_maros")
    tell(desk.id, 1)
    assert browser.send("/inbox/seen", newest=newest[1]).status_code == 303
    acting("piket_maros")
    assert unread(desk.id) == 1


@pytest.mark.parametrize("before", ["x", "00000000-0000-0000-0000-000000000000", "%00", "'"])
def test_a_wrong_place_in_the_list_is_a_plain_page(
    sign_in: Callable[[str], Browser], before: str
) -> None:
    assert sign_in("piket_maros").get(f"/inbox?before={before}").status_code == 200


def test_nobody_reads_without_signing_in(client: Browser) -> None:
    assert client.get("/inbox").status_code == 303
    assert client.get(f"/inbox/{uuid4()}").status_code == 303


def test_a_reminder_names_the_promise_its_limit_and_that_it_is_kept(
    desk: Actor, sign_in: Callable[[str], Browser], acting: Callable[[str], Actor]
) -> None:
    report = given.village_report()
    acting("piket_maros")
    promise = db.session.scalars(sa.select(FollowUp).where(FollowUp.kind == Kind.ANSWER)).one()
    with db.transaction():
        db.session.execute(
            sa.insert(InboxItem).inline(),
            {
                "key": uuid4(),
                "person_id": desk.id,
                "kind": "reminder",
                "case_id": report.case_id,
                "referral_id": report.id,
                "follow_up_id": promise.id,
                "rung": 1,
                "at": db.now(),
            },
        )
    browser = sign_in("piket_maros")
    page = browser.get("/inbox").get_data(as_text=True)
    assert "Pengingat: Jawab rujukan" in page
    assert "lagi" in page


def test_a_new_manager_reads_of_the_case_and_not_of_something_sent(
    sign_in: Callable[[str], Browser],
) -> None:
    given.open_case()
    page = sign_in("mk_maros").get("/inbox").get_data(as_text=True)
    assert "Kasus dipercayakan kepada Anda" in page
    assert "Kiriman" not in page


def test_a_head_reads_of_an_answer_without_being_called_the_sender(
    sign_in: Callable[[str], Browser],
) -> None:
    given.referral(Status.ACCEPTED)
    page = sign_in("kepala_maros").get("/inbox").get_data(as_text=True)
    assert "Kiriman diterima meja tujuan" in page
    assert "Kiriman Anda" not in page


@pytest.mark.parametrize("username", DIGESTS)
def test_a_digest_tells_figures_and_leads_to_where_they_stand(
    sign_in: Callable[[str], Browser], acting: Callable[[str], Actor], username: str
) -> None:
    kind, counts, words, leads_to = DIGESTS[username]
    row = {"key": uuid4(), "person_id": acting(username).id, "kind": kind, "counts": counts}
    with db.transaction():
        db.session.execute(sa.insert(InboxItem).inline(), row | {"at": db.now()})
    browser = sign_in(username)
    assert words in browser.get("/inbox").get_data(as_text=True)
    assert browser.get(f"/inbox/{row['key']}").location == leads_to


def test_each_reads_the_number_that_he_knows(sign_in: Callable[[str], Browser]) -> None:
    referral = given.claimed_report(signs=frozenset({Sign.AFRAID}))
    own = sign_in("relawan_maros").get("/").text
    given.taken_over(referral)
    [case_number] = set(re.findall(r"K-\d{4}-\d{5}", own))
    volunteer = sign_in("relawan_maros").get("/inbox").text
    assert "Laporan Anda sudah ditangani UPTD" in volunteer
    assert case_number in volunteer
    assert referral.number not in volunteer
    assert referral.number in sign_in("piket_maros").get("/inbox").text


def test_what_was_told_stands_by_its_day_and_what_is_new_says_so(
    desk: Actor, sign_in: Callable[[str], Browser], travel: Callable[..., None]
) -> None:
    today = wita(2026, 3, 16, 9)
    for days, kind in ((5, "case_news"), (1, "case_concern"), (0, "plan_decided")):
        travel(today - timedelta(days=days))
        tell(desk.id, 1, kind)
    browser = sign_in("piket_maros")
    page = browser.get("/inbox").text
    titles = re.findall(r"<h2>(.*?)</h2>", page)
    assert [re.sub(r"<[^>]+>", "", title) for title in titles] == [
        "Hari ini",
        "Kemarin",
        "11 Mar 2026",
    ]
    assert page.count(">Baru<") == 3
    browser.get(ITEM.findall(page)[0])
    assert browser.get("/inbox").text.count(">Baru<") == 2
