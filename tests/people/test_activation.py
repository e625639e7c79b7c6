"""An invitation: a link that works once, with a code that is spoken."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.directory.queries import unit_by_code
from referral.people import actions
from referral.people.models import Credential, Person
from referral.policy import Role
from tests.pages import Browser
from tests.people.given import PASSWORD, account, browser, enter, is_in

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def invited() -> actions.Invited:
    found = unit_by_code("uptd-ppa-maros")
    assert found
    return actions.invite(actions.NewPerson("nia", "Nia Contoh", Role.PROVIDER, found.id))


def speak(at: Browser, invited: actions.Invited, code: str | None = None) -> int:
    at.get(f"/activate/{invited.token}")
    return at.send(f"/activate/{invited.token}", code=code or invited.code).status_code


def shown(at: Browser) -> str:
    """The key that the page shows for the app."""
    page = at.get("/activate").text
    return page.partition('<b class="figure">')[2].partition("</b>")[0].replace(" ", "")


def join(at: Browser, secret: str, password: str = PASSWORD, **changes: str) -> tuple[int, str]:
    fields = {"password": password, "again": password, "code": pyotp.TOTP(secret).at(db.now())}
    answer = at.send("/activate", **{**fields, **changes})
    return answer.status_code, answer.text


def test_link_and_spoken_code_make_an_account_that_works(
    app: Flask, invited: actions.Invited
) -> None:
    at = browser(app)
    assert speak(at, invited) == 303
    secret = shown(at)
    picture = at.get("/second-factor.svg")
    assert picture.mimetype == "image/svg+xml"
    assert picture.data.startswith(b"<?xml")
    assert join(at, secret)[0] == 303
    assert is_in(at)
    person = db.session.scalars(sa.select(Person).where(Person.username == "nia")).one()
    stored = db.session.get_one(Credential, person.id)
    assert person.active
    assert stored.password_hash
    assert stored.password_hash.startswith("$argon2id$v=19$m=47104,t=2,p=1$")
    assert secret.encode() not in bytes(stored.totp or b"")


def test_an_invitation_works_once(app: Flask, invited: actions.Invited) -> None:
    at, late = browser(app), browser(app)
    assert speak(at, invited) == speak(late, invited) == 303
    assert join(at, shown(at))[0] == 303
    late.token = at.token
    assert late.get("/activate").status_code == 404
    assert late.get(f"/activate/{invited.token}").status_code == 404


def test_nobody_is_in_before_the_end(app: Flask, invited: actions.Invited) -> None:
    at = browser(app)
    assert at.get("/activate").status_code == 404
    assert at.get("/second-factor.svg").status_code == 404
    speak(at, invited)
    assert not is_in(at)


def test_the_fifth_wrong_spoken_code_ends_the_invitation(
    app: Flask, invited: actions.Invited
) -> None:
    at = browser(app)
    wrong = "000000" if invited.code != "000000" else "111111"
    at.get(f"/activate/{invited.token}")
    answers = [at.send(f"/activate/{invited.token}", code=wrong) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert "Kode tidak cocok" in answers[0].text
    assert at.send(f"/activate/{invited.token}", code=invited.code).status_code == 404


def test_an_invitation_lasts_two_days(
    app: Flask, invited: actions.Invited, travel: Callable[..., None]
) -> None:
    travel(db.now() + timedelta(hours=47))
    assert browser(app).get(f"/activate/{invited.token}").status_code == 200
    travel(db.now() + timedelta(hours=1, minutes=1))
    assert browser(app).get(f"/activate/{invited.token}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"password": "pendek", "again": "pendek"}, "Paling sedikit 12 huruf."),
        ({"password": "Makassar2026!", "again": "Makassar2026!"}, "Terlalu mudah ditebak."),
        ({"password": "Nia Contoh 1999", "again": "Nia Contoh 1999"}, "Terlalu mudah ditebak."),
        ({"password": "x1" * 65, "again": "x1" * 65}, "Paling banyak 128 huruf."),
        ({"again": "lain sekali"}, "Kedua kata sandi tidak sama."),
        ({"code": "000000"}, "Kode tidak cocok."),
        ({"code": ""}, "Isi bagian ini."),
        ({"password": "", "again": ""}, "Isi bagian ini."),
    ],
)
def test_bad_input_is_refused_and_no_secret_is_repeated(
    app: Flask, invited: actions.Invited, changes: dict[str, str], told: str
) -> None:
    at = browser(app)
    speak(at, invited)
    secret = shown(at)
    status, page = join(at, secret, **changes)
    assert (status, told in page) == (422, True)
    assert PASSWORD not in page
    assert shown(at) == secret
    assert join(at, secret)[0] == 303


@pytest.mark.parametrize("token", ["x", "%00", "a" * 5000, "../account", "€"])
def test_a_guessed_link_is_missing(app: Flask, token: str) -> None:
    assert browser(app).get(f"/activate/{token}").status_code in {404, 308}


def test_a_reset_closes_every_old_way_and_opens_one(app: Flask) -> None:
    nia, old, fresh = account(), browser(app), browser(app)
    assert enter(old, nia, nia.code()).status_code == 303
    again = actions.reset(db.session.get_one(Person, nia.id))
    assert not is_in(old)
    old.get("/sign-in")
    shut = old.send("/sign-in", username=nia.username, password=nia.password)
    assert shut.status_code == 422
    assert speak(fresh, again) == 303
    assert join(fresh, shown(fresh), "perahu lontar biru kencana")[0] == 303


def test_suspending_voids_the_invitation(app: Flask, invited: actions.Invited) -> None:
    person = db.session.scalars(sa.select(Person).where(Person.username == "nia")).one()
    actions.suspend(person)
    assert browser(app).get(f"/activate/{invited.token}").status_code == 404


def test_the_cookie_of_a_set_up_holds_no_secret(app: Flask, invited: actions.Invited) -> None:
    at = browser(app)
    speak(at, invited)
    secret = shown(at)
    with at.session_transaction() as kept:
        assert secret not in str(dict(kept))
