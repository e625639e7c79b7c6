"""Sessions live on the server: counted, idle, absolute, ended at the next request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.people.models import SignIn
from referral.people.queries import actor
from tests.pages import Browser
from tests.people.given import is_in

pytestmark = pytest.mark.usefixtures("session")
Enter = Callable[[str], Browser]
Travel = Callable[..., None]


def test_the_fourth_session_ends_the_oldest(sign_in: Enter, travel: Travel) -> None:
    browsers = []
    for _ in range(4):
        browsers.append(sign_in("mk_maros"))
        travel(db.now() + timedelta(minutes=2))
    assert [is_in(at) for at in browsers] == [False, True, True, True]


def test_signing_out_ends_this_session_only(sign_in: Enter) -> None:
    here, there = sign_in("mk_maros"), sign_in("mk_maros")
    here.get("/account")
    answer = here.send("/sign-out")
    assert answer.status_code == 303
    assert "cookies" in answer.headers["Clear-Site-Data"]
    assert not is_in(here)
    assert is_in(there)


def test_a_copied_cookie_dies_with_its_session(sign_in: Enter, app: Flask) -> None:
    here, thief = sign_in("mk_maros"), app.test_client()
    cookie = here.get_cookie("sid")
    assert cookie
    thief.set_cookie("sid", cookie.value)
    assert thief.get("/account").status_code == 200
    here.get("/account")
    here.send("/sign-out")
    assert thief.get("/account").status_code == 303


def test_signing_out_everywhere_ends_all_of_ones_own(sign_in: Enter) -> None:
    here, there, other = sign_in("mk_maros"), sign_in("mk_maros"), sign_in("piket_maros")
    here.get("/account")
    assert here.send("/sign-out/everywhere").status_code == 303
    assert [is_in(at) for at in (here, there, other)] == [False, False, True]


def test_an_idle_hour_ends_a_session_and_use_keeps_it(sign_in: Enter, travel: Travel) -> None:
    busy, idle = sign_in("mk_maros"), sign_in("mk_maros")
    travel(db.now() + timedelta(minutes=40))
    assert is_in(busy)
    travel(db.now() + timedelta(minutes=40))
    assert is_in(busy)
    assert not is_in(idle)


def test_twelve_hours_end_the_busiest_session(sign_in: Enter, travel: Travel) -> None:
    at = sign_in("mk_maros")
    for _ in range(17):
        travel(db.now() + timedelta(minutes=42))
        assert is_in(at)
    travel(db.now() + timedelta(minutes=42))
    assert not is_in(at)


def test_a_suspended_person_is_out_at_the_next_request(sign_in: Enter) -> None:
    at = sign_in("mk_maros")
    db.session.execute(sa.text("UPDATE person SET active = false WHERE username = 'mk_maros'"))
    db.session.commit()
    assert not is_in(at)


def test_being_seen_is_written_once_a_minute(sign_in: Enter, travel: Travel) -> None:
    at = sign_in("mk_maros")
    mine = sa.select(SignIn.seen_at).where(SignIn.person_id == actor("mk_maros").id)
    started = db.session.scalar(mine)
    assert started
    travel(started + timedelta(seconds=30))
    is_in(at)
    assert db.session.scalar(mine) == started
    travel(started + timedelta(seconds=90))
    is_in(at)
    assert db.session.scalar(mine) == started + timedelta(seconds=90)


def test_a_session_is_needed_for_ones_account(client: Browser) -> None:
    answer = client.get("/account")
    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/account")
