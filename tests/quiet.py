"""Figures are taken while no other process of the run computes: others only add to them.

Each test holds the run's lock together with all others; who measures holds it alone for a moment.
A shared machine runs at a third of its speed for minutes: CPU is told at the speed it has else.
"""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from time import process_time
from typing import IO

import pytest

LOOP = 0.0045
"""Seconds for 100,000 rounds of a bare loop on this kind of machine when it is quiet."""

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


def cpu_ms(work: Callable[[], object]) -> float:
    """CPU of this process for it, in milliseconds at the speed of a quiet machine or a faster."""
    before, began = _slower(), process_time()
    work()
    spent = process_time() - began
    return spent * 2000 / (before + _slower())


def _slower() -> float:
    began = process_time()
    for _round in range(100_000):
        pass
    return max(1.0, (process_time() - began) / LOOP)
