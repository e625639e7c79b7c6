"""One service with the demo's cases and one Chromium for all browser tests of a process."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser import DESK, PHONE, Visitor
from tests.servers import Servers
from tests.service import Service, running

SIZES = {"phone": PHONE, "desk": DESK}


@pytest.fixture(scope="session")
def service(servers: Servers, worker_id: str) -> Iterator[Service]:
    with running(servers, servers.demo(f"e2e_{worker_id}")) as up:
        yield up


@pytest.fixture(params=[*SIZES.values()], ids=[*SIZES])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """A phone's screen and a desk's."""
    found: tuple[int, int] = request.param
    return found


@pytest.fixture
def visit(browser: Browser, service: Service) -> Iterator[Callable[..., Visitor]]:
    """``visit(username, size)``: that person at a screen, signed in."""
    with ExitStack() as open_ones:

        def come(username: str, size: tuple[int, int] = PHONE, *, script: bool = True) -> Visitor:
            visitor = Visitor(browser, service, size, script=script)
            return open_ones.enter_context(visitor).sign_in(username)

        yield come
