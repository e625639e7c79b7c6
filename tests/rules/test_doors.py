"""Every route for every role, against a table that a person has read: doors.txt.

The table names who may come in; everybody else is refused, and a stranger is led to the door. A
new route fails here until its line stands in the table.
"""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from referral.cli.cast import CAST
from tests.pages import Browser

TABLE = Path(__file__).with_name("doors.txt")
ROLES = {part.role.value: part.username for part in reversed(CAST)}
LEAVES = {"people.sign_out", "people.sign_out_everywhere", "people.sign_in_demo"}


def doors(app: Flask) -> dict[str, Rule]:
    return {
        f"{method} {rule.rule}": rule
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
    }


def table() -> dict[str, set[str]]:
    lines = [line.split() for line in TABLE.read_text().splitlines() if line.strip()]
    return {f"{method} {rule}": set(roles) for method, rule, *roles in lines}


def knock(browser: FlaskClient, name: str, rule: Rule) -> str:
    method, path = name.split()
    for argument in rule.arguments:
        converter = rule._converters[argument]  # noqa: SLF001 - nowhere else
        kind = f"{type(converter).__name__.removesuffix('Converter').lower()}:"
        value = str(uuid4()) if kind == "uuid:" else "x"
        path = path.replace(f"<{kind}{argument}>", value).replace(f"<{argument}>", value)
    if method == "GET":
        response = browser.get(path)
    else:
        assert isinstance(browser, Browser)
        response = browser.send(path)
    if response.status_code == 403:
        return "refused"
    led = response.status_code == 303 and response.headers["Location"].startswith("/sign-in")
    return "led to the door" if led else f"in ({response.status_code})"


def test_the_table_holds_every_route(app: Flask) -> None:
    assert sorted(table()) == sorted(doors(app))


@pytest.mark.parametrize("role", ROLES)
def test_a_role_comes_in_where_the_table_says(
    app: Flask, sign_in: Callable[[str], Browser], role: str
) -> None:
    browser, said = sign_in(ROLES[role]), table()
    wrong = []
    for name, rule in doors(app).items():
        if rule.endpoint in LEAVES:
            continue
        found = knock(browser, name, rule)
        welcome = bool({role, "anyone"} & said[name])
        if (found == "refused") == welcome or "(5" in found:
            wrong.append((name, found))
    assert not wrong


def test_a_stranger_is_led_to_the_door(app: Flask, client: Browser) -> None:
    client.get("/sign-in")
    said, wrong = table(), []
    for name, rule in doors(app).items():
        found = knock(client, name, rule)
        if ("anyone" not in said[name] and found != "led to the door") or "(5" in found:
            wrong.append((name, found))
    assert not wrong
