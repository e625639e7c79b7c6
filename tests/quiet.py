"""Figures of time on a machine that does other things too.

Each test holds the run's lock together with all others; who times a start holds it alone. A page's
CPU is told by a yardstick beside it: a shared machine runs at half of its speed for minutes, and
slower beside another test, where a bare loop shows nothing of it.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from http import HTTPStatus
from pathlib import Path
from time import process_time
from typing import IO

import pytest
import sqlalchemy as sa
from flask import Flask, render_template_string

YARD_MS = 7.3
"""What the yardstick takes here in a quiet minute; on 22 November 2026 it took 4.8 to 14."""
PAGE = (
    "<!doctype html><title>{{ rows[0] }}</title><ul>{% for n in range(300) %}"
    "<li class=\"{{ 'odd' if n % 2 else 'even' }}\"><a href=\"/{{ n }}\">{{ rows[n % 12] }}</a>"
    " {{ n|string|upper }}</li>{% endfor %}</ul>"
)
QUERY = sa.text("SELECT relname, relkind FROM pg_class WHERE oid = :n")

_open: dict[str, IO[bytes]] = {}


def _file(name: str) -> IO[bytes]:
    if name not in _open:
        _open[name] = (Path(os.environ["SIPAKAINGE_TEST_SERVERS"]) / name).open("ab")
    return _open[name]


@contextmanager
def _gate() -> Iterator[None]:
    """Passed by one at a time: who waits to be alone is not overtaken."""
    flock(_file("gate"), LOCK_EX)
    try:
        yield
    finally:
        flock(_file("gate"), LOCK_UN)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Generator[None, object, object]:
    """No test runs, nor is anything made for it, while another one measures."""
    with _gate():
        flock(_file("running"), LOCK_SH)
    result = yield
    flock(_file("running"), LOCK_UN)
    return result


@contextmanager
def alone() -> Iterator[None]:
    """The other processes have ended their test and wait with the next."""
    flock(_file("running"), LOCK_UN)
    with _gate():
        flock(_file("running"), LOCK_EX)
    try:
        yield
    finally:
        flock(_file("running"), LOCK_SH)


class Yardstick:
    """A bare Flask page with twelve small queries: none of it is ours, and it slows as ours do."""

    def __init__(self, engine: sa.Engine) -> None:
        app = Flask("yardstick")
        app.add_url_rule("/", view_func=self._page)
        self._engine, self._client = engine, app.test_client()
        self._client.get("/")

    def _page(self) -> str:
        with self._engine.connect() as connection:
            rows = [connection.execute(QUERY, {"n": 1247 + n}).one_or_none() for n in range(12)]
        return render_template_string(PAGE, rows=rows)

    def cpu_ms(self, work: Callable[[], object]) -> float:
        """CPU of this process for it, in milliseconds at the speed of a quiet machine, or less."""
        before = spent_ms(self._measure)
        spent, after = spent_ms(work), spent_ms(self._measure)
        return spent * min(1.0, YARD_MS / min(before, after))

    def _measure(self) -> None:
        assert self._client.get("/").status_code == HTTPStatus.OK


def spent_ms(work: Callable[[], object]) -> float:
    """CPU of this process for it, in milliseconds as they pass."""
    began = process_time()
    work()
    return (process_time() - began) * 1000


@contextmanager
def measuring(app: Flask) -> Iterator[Yardstick]:
    """A yardstick on the database of this application."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    engine = sa.create_engine(url, connect_args={"prepare_threshold": 1})
    try:
        yield Yardstick(engine)
    finally:
        engine.dispose()
