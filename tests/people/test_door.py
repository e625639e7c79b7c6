"""The door: password, then code; what strangers learn, and who is kept waiting."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.people import actions
from referral.people.models import Credential, Person, SignIn, token_hash
from tests.people.given import Account, account, browser, enter, is_in, password_step

pytestmark = pytest.mark.usefixtures("session")
REFUSED = "Tidak cocok, atau terlalu sering dicoba."


@pytest.fixture
def nia() -> Account:
    return account()


def test_password_and_code_open_the_door(app: Flask, nia: Account) -> None:
    at = browser(app)
    answer = enter(at, nia, nia.code(), next="/account")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert "Nia Contoh" in at.get("/account").text
    cookie = at.get_cookie("dev")
    assert cookie
    assert cookie.http_only
    assert cookie.same_site == "Strict"
    stored = db.session.scalars(sa.select(SignIn)).one()
    assert stored.person_id == nia.id


def test_the_name_is_read_kindly_and_the_code_with_spaces(app: Flask, nia: Account) -> None:
    at = browser(app)
    assert password_step(at, " NIA ", nia.password).status_code == 303
    code = nia.code()
    at.get("/sign-in/code")
    assert at.send("/sign-in/code", code=f"{code[:3]} {code[3:]}").status_code == 303
    assert is_in(at)


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "", "x",
     "/a\nb", "\x00", "http:/x"],
)  # fmt: skip
def test_the_way_on_is_never_to_another_place(app: Flask, nia: Account, address: str) -> None:
    assert enter(browser(app), nia, nia.code(), next=address).location == "/"


def test_a_stranger_learns_no_names(app: Flask, nia: Account) -> None:
    known = password_step(browser(app), nia.username, "not this password")
    unknown = password_step(browser(app), "nobody_here", "not this password")
    assert known.status_code == unknown.status_code == 422
    assert REFUSED in known.text
    assert REFUSED in unknown.text
    assert 'value="nobody_here"' in unknown.text
    assert "not this password" not in known.text + unknown.text


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("", ""),
        ("nia", ""),
        ("", "x"),
        ("\x00", "\x00"),
        ("\u202enia", "x" * 129),
        ("n" * 300, "p"),
    ],
)
def test_bad_input_is_refused_beside_the_field(app: Flask, username: str, password: str) -> None:
    answer = password_step(browser(app), username, password)
    assert answer.status_code == 422
    assert "Ada masalah" in answer.text


def test_no_code_is_asked_without_a_password(app: Flask, nia: Account) -> None:
    at = browser(app)
    assert at.get("/sign-in/code").location == "/sign-in"
    at.get("/sign-in")
    assert at.send("/sign-in/code", code=nia.code()).location == "/sign-in"
    assert not is_in(at)


@pytest.mark.parametrize("code", ["", "12345a", "000000000000", "١٢٣٤٥٦"])
def test_a_wrong_code_keeps_the_door_shut(app: Flask, nia: Account, code: str) -> None:
    at = browser(app)
    assert enter(at, nia, code).status_code == 422
    assert not is_in(at)


def test_a_code_works_once(app: Flask, nia: Account, travel: Callable[..., None]) -> None:
    code = nia.code()
    assert enter(browser(app), nia, code).status_code == 303
    assert enter(browser(app), nia, code).status_code == 422
    travel(db.now() + timedelta(seconds=65))
    assert enter(browser(app), nia, nia.code(0)).status_code == 303


def test_a_suspended_account_is_as_unknown(app: Flask, nia: Account) -> None:
    actions.suspend(db.session.get_one(Person, nia.id))
    assert REFUSED in password_step(browser(app), nia.username, nia.password).text


def test_an_account_past_its_mandate_is_as_unknown(app: Flask, travel: Callable[..., None]) -> None:
    ends = db.now() + timedelta(days=2)
    nia = account(until=ends.date())
    assert enter(browser(app), nia, nia.code()).status_code == 303
    travel(ends + timedelta(days=2))
    assert REFUSED in password_step(browser(app), nia.username, nia.password).text


def test_guesses_of_strangers_wait_and_the_owner_does_not(
    app: Flask, nia: Account, travel: Callable[..., None]
) -> None:
    own, stranger = browser(app), browser(app)
    assert enter(own, nia, nia.code()).status_code == 303
    own.get("/account")
    own.send("/sign-out")

    assert password_step(stranger, nia.username, "guess").status_code == 422
    assert password_step(stranger, nia.username, nia.password).status_code == 422
    assert password_step(own, nia.username, nia.password).status_code == 303
    travel(db.now() + timedelta(seconds=2))
    assert password_step(stranger, nia.username, nia.password).status_code == 303


def test_a_hundred_guesses_shut_out_strangers_only(
    app: Flask, nia: Account, travel: Callable[..., None]
) -> None:
    own = browser(app)
    assert enter(own, nia, nia.code()).status_code == 303
    own.get("/account")
    own.send("/sign-out")
    guessed = sa.update(Credential).where(Credential.person_id == nia.id)
    db.session.execute(guessed.values(failures=100, failed_at=db.now()))
    db.session.commit()
    travel(db.now() + timedelta(days=1))
    assert password_step(browser(app), nia.username, nia.password).status_code == 422
    assert enter(own, nia, nia.code(0)).status_code == 303
    assert password_step(browser(app), nia.username, nia.password).status_code == 303


def test_one_network_asks_thirty_times_a_minute(app: Flask) -> None:
    at = browser(app)
    at.get("/sign-in")
    answers = [at.send("/sign-in", username="", password="").status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


def test_the_token_is_nowhere_stored(app: Flask, nia: Account) -> None:
    at = browser(app)
    enter(at, nia, nia.code())
    cookie = at.get_cookie("dev")
    assert cookie
    stored = db.session.scalars(sa.text("SELECT token_hash FROM device")).one()
    assert bytes(stored) == token_hash(cookie.value)
