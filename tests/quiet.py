"""Figures are taken while no other process of the run computes: others only add to them.

Each test holds the run's lock together with all others; who measures holds it alone for a moment.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from typing import IO

import pytest

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
