"""The house of these tests: a database of its own, in which things are committed."""

from collections.abc import Iterator

import pytest

from tests.servers import Servers, settings_for
from tests.worker.house import House


@pytest.fixture(scope="session")
def built(servers: Servers, worker_id: str) -> Iterator[House]:
    """One database a process, with the demo's world and no case."""
    made = House(settings_for(servers, servers.clone(f"w_{worker_id}")))
    yield made
    made.close()


@pytest.fixture
def house(built: House) -> Iterator[House]:
    """The house, empty again afterwards."""
    yield built
    built.clean()
