"""Each step's page: shown, refused with the message beside the field, done once, closed after."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from referral import db
from referral.referrals.models import Status
from tests import make, pages
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
FIRST = f"{datetime.now(make.WITA) + timedelta(days=9):%d/%m/%Y} 08.00"


class Page(NamedTuple):
    """A step's page: from which state, by whom, what is filled in, what is missed, where to."""

    step: str
    status: Status
    who: str
    fields: dict[str, str]
    missed: str
    after: Status


S, DESK, SENDER = Status, "polisi_maros", "mk_maros"
NO = {"reason": "other", "said_by": "child", "words": "Minta puskesmas."}
DONE = {"outcome": "helped", "words": "Didampingi"}
WHEN = {"first_service_at": FIRST}
PLACE = {"words": "Bersama bibi."}
PAGES = [
    Page("ask", S.SENT, DESK, {"words": "?"}, "Tulis pertanyaannya.", S.NEEDS_INFO),
    Page("accept", S.SENT, DESK, WHEN, "Tulis tanggal dan jam layanan pertama.", S.ACCEPTED),
    Page("decline", S.SENT, DESK, NO, "Pilih alasan.", S.DECLINED),
    Page("waitlist", S.SENT, DESK, PLACE, "Tulis langkah sementara yang aman.", S.WAITLISTED),
    Page("forward", S.SENT, DESK, {"words": "Perlu"}, "Pilih mejanya.", S.FORWARDED),
    Page("fail", S.ACCEPTED, DESK, {"reason": "moved"}, "Pilih alasan.", S.FAILED),
    Page("reopen", S.COMPLETED, SENDER, {"words": "Masih"}, "Tulis alasannya.", S.IN_SERVICE),
    Page("void", S.DECLINED, "kepala_maros", {"words": "Salah"}, "Tulis alasannya.", S.VOID),
    Page("reply", S.NEEDS_INFO, SENDER, {"words": "Ya."}, "Tulis balasannya.", S.SENT),
    Page("start", S.ACCEPTED, DESK, {}, "Tulis kapan.", S.IN_SERVICE),
    Page("complete", S.IN_SERVICE, DESK, DONE, "Pilih hasil.", S.COMPLETED),
    Page("confirm", S.COMPLETED, SENDER, {"helped": "yes"}, "Pilih jawaban anak.", S.CONFIRMED),
    Page("recall", S.ACCEPTED, SENDER, {"words": "Pindah"}, "Tulis alasannya.", S.RECALLED),
]


def filled(this: Page, page: str) -> dict[str, Any]:
    key = pages.KEY.search(page)
    more: dict[str, Any] = {"form_key": key[1]} if key else {}
    if this.step in ("accept", "start"):
        more["worker"] = given.person("polisi_maros").id
    if this.step == "waitlist":
        more["expected_at"] = f"{db.now() + timedelta(days=30):%d/%m/%Y} 08.00"
    if this.step == "forward":
        more["desk"] = given.unit("upt-ppa-sulsel")
    if this.step == "start":
        more["at"] = db.now().astimezone(make.WITA).strftime("%Y-%m-%dT%H:%M")
    return {**this.fields, **more}


@pytest.mark.parametrize("this", PAGES, ids=lambda page: page.step)
def test_a_step_by_its_page(sign_in: SignIn, this: Page) -> None:
    referral = given.referral(this.status)
    browser, show = sign_in(this.who), f"/referrals/{referral.id}"
    address = f"{show}/{this.step}"
    assert f'href="{address}"' in browser.get(show).text
    page = browser.get(address).text
    empty = browser.send(address)
    assert (empty.status_code, this.missed in empty.text) == (422, True)
    values = filled(this, page)
    done = browser.send(address, **values)
    assert (done.status_code, done.location) == (303, show)
    twice = browser.send(address, **values)
    assert (twice.status_code, twice.location) == (303, show)
    assert given.found(referral.id, given.acting("mk_maros")).status is this.after
    assert browser.get(address).status_code == 409


def test_the_other_side_is_told_so(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    refused = sign_in("kepala_maros").get(f"/referrals/{referral.id}/confirm")
    assert refused.status_code == 409
    refused = sign_in("polisi_maros").get(f"/referrals/{referral.id}/recall")
    assert refused.status_code == 403


def test_a_page_that_somebody_else_overtook_says_who(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/decline"
    desk.get(address)
    given.take("recall", referral.id)
    refused = desk.send(address, **NO, version=1)
    assert refused.status_code == 409
    assert "Rahma Contoh, UPTD PPA Kabupaten Maros sudah lebih dulu" in refused.text


def test_a_stale_page_is_refused_plainly(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}"
    version = referral.version
    desk.get(address)
    assert desk.send(f"{address}/claim").status_code == 303
    refused = desk.send(f"{address}/ask", words="?", version=version)
    assert (refused.status_code, "Orang lain baru saja" in refused.text) == (409, True)


def test_what_was_typed_is_not_lost(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/decline"
    desk.get(address)
    page = desk.send(address, words="Sudah <b>penuh</b>\x00 \u202e sekali", said_by="child").text
    assert "Sudah &lt;b&gt;penuh&lt;/b&gt;" in page
    assert 'value="child" checked' in page


@pytest.mark.parametrize("id", ["0", "00000000-0000-4000-8000-000000000000"])
def test_a_guessed_address_is_not_there(sign_in: SignIn, id: str) -> None:
    desk = sign_in("polisi_maros")
    assert desk.get(f"/referrals/{id}").status_code == 404
    assert desk.get(f"/referrals/{id}/accept").status_code == 404
