"""Every page of the demo that anybody can reach stays within its figures: SQL and CPU."""

import gc
from collections.abc import Iterator
from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from referral import db
from tests.demo import ONE_OF_EACH_ROLE, enter, opened, walk
from tests.quiet import spent_ms, too_slow
from tests.servers import Servers
from tests.statements import noted

MOST_SQL = 12
MOST_CPU_MS = 15.0
OF_A_SHAPE = 6
"""Addresses that differ only in ids and in values of the query: so many of them."""


@pytest.fixture(scope="module")
def demo(servers: Servers, worker_id: str) -> Iterator[Flask]:
    with opened(servers, f"figures_{worker_id}") as app:
        gc.collect()
        gc.freeze()  # what a test run keeps in memory is not the page's to walk through
        yield app
        gc.unfreeze()


@pytest.fixture
def statements(demo: Flask) -> Iterator[list[str]]:
    """Every statement that reaches the database."""
    with noted(demo) as seen:
        yield seen


def crawl(client: FlaskClient, statements: list[str]) -> dict[str, tuple[int, float]]:
    """Pages from "/" on, by every link: how many statements, and the CPU of the second try."""
    counts: dict[str, int] = {}

    def visit(address: str) -> TestResponse:
        statements.clear()
        response = client.get(address)
        counts[address] = len(statements)
        return response

    return {
        address: (counts[address], spent_ms(partial(client.get, address)))
        for address, _page in walk(visit, OF_A_SHAPE)
    }


@pytest.mark.parametrize("username", ONE_OF_EACH_ROLE.values(), ids=ONE_OF_EACH_ROLE)
def test_every_page_of_a_role_stays_within_its_figures(
    demo: Flask, statements: list[str], username: str
) -> None:
    client = enter(demo, username)
    figures = crawl(client, statements)
    greedy = {at: n for at, (n, _ms) in figures.items() if n > MOST_SQL}
    doubtful = [at for at, (_n, ms) in figures.items() if ms > MOST_CPU_MS]
    slow = too_slow({at: partial(client.get, at) for at in doubtful}, MOST_CPU_MS)

    assert len(figures) > 5
    assert not greedy
    assert not slow


def test_a_page_is_planned_once_not_at_every_visit(demo: Flask) -> None:
    client = enter(demo, "kepala_maros")
    for _visit in range(3):
        client.get("/board")

    with demo.app_context(), db.sqla.engine.connect() as connection:
        planned = connection.scalar(sa.text("SELECT count(*) FROM pg_prepared_statements"))
    assert planned > len(("who asks", "board", "incoming", "counts"))
