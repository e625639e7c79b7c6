"""Figures of time on a machine that does other things too.

Each test holds the run's lock together with all others; who must measure alone holds it alone.
"""

import os
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_SH, LOCK_UN, flock
from pathlib import Path
from time import monotonic, process_time
from typing import IO

import pytest

TRIES, PATIENCE = 15, 60.0
"""So many rounds beside other tests, then seconds alone: a shared machine has slow minutes."""

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


def spent_ms(work: Callable[[], object]) -> float:
    """CPU of this process for it, in milliseconds."""
    began = process_time()
    work()
    return (process_time() - began) * 1000


def too_slow(works: Mapping[str, Callable[[], object]], most: float) -> dict[str, float]:
    """Those that never kept within so many milliseconds of CPU, each with its best.

    Others on this machine only add, so the best of many rounds is the nearest to the truth.
    """
    slow = dict.fromkeys(works, float("inf"))
    for _round in range(TRIES):
        slow = _again(works, slow, most)
    end = monotonic() + PATIENCE
    if slow:
        with alone():
            while slow and monotonic() < end:
                slow = _again(works, slow, most)
    return slow


def _again(
    works: Mapping[str, Callable[[], object]], slow: Mapping[str, float], most: float
) -> dict[str, float]:
    tried = {name: min(best, spent_ms(works[name])) for name, best in slow.items()}
    return {name: best for name, best in tried.items() if best > most}
