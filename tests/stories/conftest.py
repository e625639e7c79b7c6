"""The lives as they were lived: each once a process, looked at by many tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.servers import Servers
from tests.service import Service, running
from tests.stories import night
from tests.stories.acts import MORNING, NIGHT, Life

A_LITTLE = 5
"""Seconds: rungs count from the second in which the report came in."""


@pytest.fixture(scope="session")
def lived(servers: Servers, worker_id: str, browser: Browser) -> Iterator[Life]:
    """Life A as it was written down."""
    with running(servers, servers.clone(f"night_{worker_id}")) as up:
        life = Life(up, browser)
        life.prepare()
        night.live(life)
        yield life


@pytest.fixture(scope="session")
def quiet(servers: Servers, worker_id: str) -> Iterator[Service]:
    """A weekend on which nobody of the desk looks at anything."""
    with running(servers, servers.clone(f"quiet_{worker_id}")) as up:
        yield up


@pytest.fixture(scope="session")
def alone(quiet: Service, browser: Browser) -> Life:
    """From 21.05 on nobody answers; the worker looks round before each rung and on it."""
    life = Life(quiet, browser)
    life.prepare()
    life.at(NIGHT, 21, 4)
    life.report()
    life.service.look_round()
    for hour, minute in ((21, 20), (21, 35), (22, 5)):
        life.at(NIGHT, hour, minute - 1, 50)
        life.at(NIGHT, hour, minute, A_LITTLE)
    life.letters = list(quiet.sink.got)
    life.seen["provinsi"] = life.read("provinsi", "/inbox")
    return life


@pytest.fixture(scope="session")
def morning(alone: Life) -> Life:
    """The phone is online again only at eight in the morning; the aunt spoke at 20.15."""
    life = Life(alone.service, alone.browser)
    life.at(MORNING, 7, 59)
    life.report()
    return life
