"""The lives of the domain, each lived once in a house of its own and looked at by many tests."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest

from referral.cli.cast import Part
from tests.lives import life_a, life_c
from tests.lives.chronicle import Chronicle
from tests.servers import Servers, settings_for
from tests.worker.house import House


@pytest.fixture(scope="module")
def lived_a(servers: Servers, worker_id: str) -> Iterator[Chronicle]:
    """Life A, 14 March to 30 December 2026."""
    with begun(servers, f"life_a_{worker_id}", life_a.MORE) as life:
        life_a.live(life)
        yield life


@pytest.fixture(scope="module")
def lived_c(servers: Servers, worker_id: str) -> Iterator[Chronicle]:
    """Life C, 29 June to 12 November 2026."""
    with begun(servers, f"life_c_{worker_id}", life_c.MORE) as life:
        life_c.live(life)
        yield life


@contextmanager
def begun(servers: Servers, database: str, people: Iterable[Part]) -> Iterator[Chronicle]:
    """A house with the demo's world, these people too, and no case yet."""
    house = House(settings_for(servers, servers.clone(database)))
    try:
        yield Chronicle(house, people)
    finally:
        house.close()
