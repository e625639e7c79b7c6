"""One folder in which `make run` starts, ends and starts again; the second start is then broken."""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.quiet import alone
from tests.setup.run import Run

WARM = 10
"""A start with its data, in seconds (contract.md)."""


@dataclass
class First:
    """A start in an empty folder, ended by Ctrl-C: what was found of it."""

    used: dict[str, float]
    keys: bytes
    left: list[object]


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """Where this start keeps its things; nothing stays of it."""
    made = Path(tempfile.mkdtemp(prefix="run-"))
    made.chmod(0o711)  # PostgreSQL's own user passes through
    yield made / "var"
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def first(folder: Path) -> First:
    """From an empty folder to ready and gone again."""
    run = Run(folder)
    try:
        assert run.ready()
        used = {name: run.pss(name) for name in ("web", "worker", "beat", "valkey")}
    finally:
        left = run.stop()
    return First(used, keys_in(folder), [*left])


@pytest.fixture(scope="session")
def run(folder: Path, first: First) -> Iterator[Run]:
    """The second start in the same folder, again by itself where others were in its way.

    After all that is done to it, nothing of it is left.
    """
    assert first
    again = Run(folder)
    if again.seconds > WARM:
        assert again.stop() == []
        with alone():
            again = Run(folder)
    try:
        yield again
    finally:
        assert again.stop() == []


def keys_in(folder: Path) -> bytes:
    """The key file of a start."""
    return (folder / "keys" / "keys.json").read_bytes()
