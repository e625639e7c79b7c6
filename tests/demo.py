"""The demo as people walk through it: from the front page by every link, form by form."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from referral import db
from referral.app import create_app
from referral.cli.cast import CAST
from tests.pages import TOKEN
from tests.servers import Servers, settings_for

ONE_OF_EACH_ROLE = {part.role: part.username for part in CAST}
HREF = re.compile(r'<a\b[^>]*\bhref="([^"]+)"')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@contextmanager
def opened(servers: Servers, name: str) -> Iterator[Flask]:
    """The application on a database of that name, with the demo's cases."""
    app = create_app(settings_for(servers, servers.demo(name)))
    try:
        yield app
    finally:
        with app.app_context():
            db.sqla.engine.dispose()


def enter(app: Flask, username: str) -> FlaskClient:
    """That member of the cast, signed in."""
    client = app.test_client()
    page = client.get("/sign-in").get_data(as_text=True)
    token = TOKEN.search(page)
    assert token
    done = client.post("/sign-in/demo", data={"csrf_token": token[1], "username": username})
    assert done.status_code == 303
    return client


def links(address: str, page: str) -> set[str]:
    """Addresses of this service that a page leads to."""
    found = (urlsplit(urljoin(address, unescape(href))) for href in HREF.findall(page))
    ours = (url._replace(fragment="") for url in found if not url.scheme and not url.netloc)
    return {url.geturl() for url in ours if not url.path.startswith("/static/")}


def shape(address: str) -> str:
    """An address without ids and values."""
    url = urlsplit(address)
    return ID.sub("id", url.path) + "?" + "&".join(sorted(parse_qs(url.query)))


def walk(visit: Callable[[str], TestResponse], most: int) -> Iterator[tuple[str, str]]:
    """Each page from "/" on, by every link, at most so many of a shape; none leads astray."""
    seen: set[str] = set()
    waiting, shapes = ["/"], Counter[str]()
    while waiting:
        address = waiting.pop()
        shapes[shape(address)] += 1
        if address in seen or shapes[shape(address)] > most:
            continue
        seen.add(address)
        response = visit(address)
        assert response.status_code in (200, 303), f"{address}: {response.status_code}"
        page = response.get_data(as_text=True)
        yield address, page
        waiting += sorted(links(address, page) - seen)


@dataclass
class Posted:
    """A form of a page: where it goes, and what a hasty person would fill in."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    """Names of fields that take a day or a moment."""

    def dated(self, year: int) -> dict[str, list[str]]:
        """As filled, on the first of January of that year."""
        day = ["1", "1", str(year), "08.00"]
        return self.fields | {name: day[: len(self.fields[name])] for name in self.dates}


class Forms(HTMLParser):
    """The forms of a page that change things, each field filled with the first that is offered."""

    def __init__(self, address: str, page: str) -> None:
        super().__init__()
        self.address, self.found = address, list[Posted]()
        self._open: Posted | None = None
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more form, or one more field of the open one."""
        facts = {name: value or "" for name, value in attrs}
        if tag == "form":
            post = facts.get("method", "").lower() == "post"
            self._open = Posted(facts.get("action") or self.address) if post else None
            self.found += [self._open] if self._open else []
        elif tag == "select":
            self._select = facts["name"]
        elif tag == "option" and facts.get("value"):
            self._first(self._select, facts["value"])
        elif tag == "textarea":
            self._first(facts["name"], "Kata contoh.")
        elif tag == "input":
            self._fill(facts)

    def _first(self, name: str, value: str) -> None:
        if self._open:
            self._open.fields.setdefault(name, [value])

    def _fill(self, facts: dict[str, str]) -> None:
        name, kind = facts.get("name", ""), facts.get("type", "text")
        if not self._open or not name:
            return
        if kind in ("radio", "checkbox"):
            self._first(name, facts.get("value") or "y")
            return
        usual = {"tel": "0811-0000-0001", "hidden": ""}.get(kind, "9")
        boxes = self._open.fields.setdefault(name, [])
        boxes.append(facts.get("value") or usual)
        if kind != "hidden" and len(boxes) >= 3:
            self._open.dates.add(name)
