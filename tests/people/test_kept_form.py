"""A form that comes when its session has ended goes along through the door, for its person only."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from referral import db
from referral.cases.models import CaseFile
from tests.intake.filled import filled
from tests.pages import Browser
from tests.people.given import account
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
Enter = Callable[[str], Browser]
Travel = Callable[..., None]
KEPT = re.compile(r'<input type="hidden" name="kept" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def too_late(browser: Browser, travel: Travel, **changes: str) -> TestResponse:
    """A report that is sent when the phone has lain for more than an hour."""
    report = filled(browser.get("/cases/new"), **changes)
    travel(db.now() + timedelta(minutes=61))
    return browser.post("/cases", data=report)


def carried(page: TestResponse) -> str:
    """What goes along with the sign-in."""
    found = KEPT.search(page.get_data(as_text=True))
    assert found
    return found[1]


def fields(page: TestResponse) -> dict[str, list[str]]:
    """The kept form's fields as the page posts them on."""
    main = page.get_data(as_text=True).partition("<main")[2]
    found: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(main):
        found.setdefault(name, []).append(unescape(value))
    return found


def test_a_report_after_an_idle_hour_is_shown_filled_again(sign_in: Enter, travel: Travel) -> None:
    browser = sign_in("relawan_maros")
    door = too_late(browser, travel)
    assert door.status_code == 422
    assert "belum terkirim" in door.text
    assert "Canary" not in door.text

    back = browser.send("/sign-in/demo", username="relawan_maros", kept=carried(door))
    shown = browser.post("/cases", data=fields(back) | {"periksa": "1"})

    assert shown.status_code == 200
    for typed in ("Bibi Canary", "Cerita Canary", "Anak Canary", "21.00 sampai 22.00"):
        assert typed in shown.text, typed
    sent = browser.post("/cases", data=fields(back) | {"csrf_token": browser.token})
    assert sent.status_code == 303
    assert "Belum ditangani" in browser.get(sent.location).text


def test_nobody_else_is_shown_it(sign_in: Enter, travel: Travel) -> None:
    browser = sign_in("relawan_maros")
    kept = carried(too_late(browser, travel))

    other = browser.send("/sign-in/demo", username="relawan_bone", kept=kept)

    assert (other.status_code, other.location) == (303, "/")


@pytest.mark.parametrize("blob", ["", "x", "!!", "QUJD" * 20, "ä"])
def test_what_was_not_sealed_here_is_nothing(sign_in: Enter, blob: str) -> None:
    browser = sign_in("relawan_maros")
    browser.get("/account")
    browser.send("/sign-out")
    browser.get("/sign-in")

    assert browser.send("/sign-in/demo", username="relawan_maros", kept=blob).status_code == 303


def test_it_passes_password_and_code_too(app: Flask, travel: Travel) -> None:
    nia, browser = account(), app.test_client()
    assert isinstance(browser, Browser)
    browser.get("/sign-in")
    proved = {"username": nia.username, "password": nia.password}
    browser.get(browser.send("/sign-in", **proved).location)
    assert browser.send("/sign-in/code", code=nia.code()).status_code == 303
    kept = carried(too_late(browser, travel, channel="phone"))

    wrong = browser.send("/sign-in", username=nia.username, password="salah sekali", kept=kept)
    code = browser.send("/sign-in", **proved, kept=carried(wrong))
    back = browser.send("/sign-in/code", code=nia.code(), kept=carried(code))

    assert fields(back)["words"] == ["Cerita Canary"]
    assert browser.post("/cases", data=fields(back)).status_code == 303


def test_a_desks_words_go_along_too_and_have_one_effect(sign_in: Enter, travel: Travel) -> None:
    case, _by = given.open_case()
    browser, address = sign_in("mk_maros"), f"/cases/{case.id}/news"
    page = browser.get(address)
    typed = {**dict(HIDDEN.findall(page.text.partition("<main")[2])), "words": "Kabar Canary"}
    travel(db.now() + timedelta(minutes=61))
    door = browser.post(address, data=typed)
    back = browser.send("/sign-in/demo", username="mk_maros", kept=carried(door))

    assert "Kirim sekarang" in back.text
    for _time in range(2):
        assert browser.post(address, data=fields(back)).status_code == 303
    assert browser.get(f"/cases/{case.id}").text.count("Kabar Canary") == 1


def test_a_password_is_never_kept(sign_in: Enter, travel: Travel) -> None:
    browser = sign_in("mk_maros")
    browser.get("/account/password")
    travel(db.now() + timedelta(minutes=61))

    answer = browser.send("/account/password", current="rahasia sekali", password="y", again="y")

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")


def test_after_leaving_nothing_is_kept(sign_in: Enter) -> None:
    browser = sign_in("relawan_maros")
    report = filled(browser.get("/cases/new"))
    browser.send("/sign-out")
    browser.get("/sign-in")

    answer = browser.post("/cases", data=report | {"csrf_token": browser.token})

    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in")
    assert not db.session.query(CaseFile).count()


def test_a_form_may_lie_open_as_long_as_its_browser(app: Flask) -> None:
    assert app.config["WTF_CSRF_TIME_LIMIT"] is None


def test_the_address_goes_along_whole(sign_in: Enter, travel: Travel) -> None:
    case, _manager = given.open_case()
    browser = sign_in("mk_maros")
    desk = given.unit("polres-maros-ppa")
    address = f"/cases/{case.id}/refer?desk={desk}&service=protection"
    key = re.search(r'name="form_key"[^>]*value="([^"]+)"', browser.get(address).text)
    assert key
    travel(db.now() + timedelta(minutes=61))
    door = browser.send(address, form_key=key[1], goal="Kenari tujuan")
    back = browser.send("/sign-in/demo", username="mk_maros", kept=carried(door))
    assert f"desk={desk}&amp;service=protection" in back.text
