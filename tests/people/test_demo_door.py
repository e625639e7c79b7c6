"""The demo's door: into invented accounts only, and in DEMO only."""

import pytest
from flask import Flask

from referral.people.queries import demo_accounts_exist
from tests.pages import Browser
from tests.people.given import account, browser, is_in

pytestmark = pytest.mark.usefixtures("session")


def test_every_member_of_the_cast_has_a_button(client: Browser) -> None:
    page = client.get("/sign-in").text
    for name in ("relawan_maros", "kepala_maros", "provinsi", "admin", "auditor"):
        assert f'value="{name}"' in page
    assert demo_accounts_exist()


def test_a_button_opens_the_door_and_leads_on(client: Browser) -> None:
    page = client.get("/sign-in?next=/directory").text
    assert 'name="next" value="/directory"' in page
    answer = client.send("/sign-in/demo", username="mk_maros", next="/directory")
    assert answer.location == "/directory"
    assert is_in(client)


@pytest.mark.parametrize("name", ["", "nobody", "\x00", "mk_maros' OR 1=1 --"])
def test_no_other_name_opens_it(client: Browser, name: str) -> None:
    client.get("/sign-in")
    assert client.send("/sign-in/demo", username=name).status_code == 404
    assert not is_in(client)


def test_a_real_account_has_no_such_door(app: Flask) -> None:
    nia, at = account(), browser(app)
    assert nia.username not in at.get("/sign-in").text
    assert at.send("/sign-in/demo", username=nia.username).status_code == 404
