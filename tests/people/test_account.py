"""One's own account: language, password, second factor; and the administrator's list."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from referral import db
from referral.people.queries import actor
from tests.pages import Browser
from tests.people.given import Account, account, browser, enter, is_in, password_step

pytestmark = pytest.mark.usefixtures("session")
NEW = "perahu lontar biru kencana"
Enter = Callable[[str], Browser]


@pytest.fixture
def nia() -> Account:
    return account()


@pytest.fixture
def at(app: Flask, nia: Account) -> Browser:
    made = browser(app)
    assert enter(made, nia, nia.code()).status_code == 303
    return made


def test_the_page_says_who_one_is_and_where_one_is_signed_in(sign_in: Enter) -> None:
    page = sign_in("mk_maros").get("/account").text
    for fact in ("Rahma Contoh", "mk_maros", "Manajer kasus", "UPTD PPA Kabupaten Maros"):
        assert fact in page
    assert page.count("Perangkat ini") == 1
    assert "Ganti kata sandi" not in page


def test_the_language_stays_with_the_person(sign_in: Enter) -> None:
    here = sign_in("mk_maros")
    here.get("/account")
    answer = here.send("/language", language="en", next="/account")
    assert answer.location == "/account"
    assert '<html lang="en">' in here.get("/account").text
    assert '<html lang="en">' in sign_in("mk_maros").get("/account").text
    assert '<html lang="id">' in sign_in("piket_maros").get("/account").text


def test_a_stranger_chooses_a_language_too(client: Browser) -> None:
    client.get("/sign-in")
    assert client.send("/language", language="en", next="//x.example").location == "/"
    assert '<html lang="en">' in client.get("/sign-in").text
    client.send("/language", language="<b>", next="/sign-in")
    assert '<html lang="en">' in client.get("/sign-in").text


def test_a_new_password_ends_the_other_browsers(app: Flask, nia: Account, at: Browser) -> None:
    other = browser(app)
    db.session.commit()
    at.get("/account/password")
    assert at.send("/account/password", current=nia.password, password=NEW).status_code == 303
    assert is_in(at)
    assert password_step(other, nia.username, nia.password).status_code == 422
    assert password_step(at, nia.username, NEW).location == "/"


def test_other_sessions_end_with_the_old_password(
    app: Flask, nia: Account, at: Browser, travel: Callable[..., None]
) -> None:
    travel(db.now() + timedelta(seconds=65))
    other = browser(app)
    assert enter(other, nia, nia.code(0)).status_code == 303
    at.get("/account/password")
    at.send("/account/password", current=nia.password, password=NEW)
    assert not is_in(other)


@pytest.mark.parametrize(
    ("current", "new", "told"),
    [
        ("not this one at all", NEW, "Kata sandi tidak cocok"),
        ("", NEW, "Isi bagian ini."),
        (None, "ikan teri", "Paling sedikit 12 huruf."),
        (None, "nia nia nia nia", "Terlalu mudah ditebak."),
    ],
)
def test_a_wrong_change_is_refused(
    nia: Account, at: Browser, current: str | None, new: str, told: str
) -> None:
    at.get("/account/password")
    given = nia.password if current is None else current
    answer = at.send("/account/password", current=given, password=new)
    assert answer.status_code == 422
    assert told in answer.text
    assert new not in answer.text


def test_a_new_app_replaces_the_old_one(
    app: Flask, nia: Account, at: Browser, travel: Callable[..., None]
) -> None:
    page = at.get("/account/second-factor").text
    secret = page.partition('<b class="figure">')[2].partition("</b>")[0].replace(" ", "")
    assert at.get("/second-factor.svg").status_code == 200
    fields = {"current": nia.password, "code": pyotp.TOTP(secret).at(db.now())}
    refused = at.send("/account/second-factor", **{**fields, "code": "000000"})
    assert refused.status_code == 422
    assert at.send("/account/second-factor", **fields).status_code == 303
    assert at.get("/second-factor.svg").status_code == 404
    travel(db.now() + timedelta(seconds=65))
    assert enter(browser(app), nia, nia.code(0)).status_code == 422
    travel(db.now() + timedelta(seconds=65))
    assert enter(browser(app), nia, pyotp.TOTP(secret).at(db.now())).status_code == 303


def test_the_list_is_the_administrators(sign_in: Enter, nia: Account) -> None:
    assert nia.username in sign_in("admin").get("/people").text
    for name in ("mk_maros", "provinsi", "auditor", "relawan_maros"):
        assert sign_in(name).get("/people").status_code == 403


@pytest.mark.parametrize("page", ["-1", "x", "99999999999999999999", ""])
def test_a_page_that_is_not_there_is_an_empty_list(sign_in: Enter, page: str) -> None:
    assert sign_in("admin").get(f"/people?page={page}").status_code == 200


def test_a_repeated_form_leads_to_ones_own_account(sign_in: Enter) -> None:
    own, other = actor("mk_maros").id, actor("piket_maros").id
    at = sign_in("mk_maros")
    assert at.get(f"/people/{own}").location == "/account"
    assert at.get(at.get(f"/people/{other}").location).status_code == 403
