"""`make run` itself: ready, small, gone after Ctrl-C, and back with its data.

That it heals after each kill -9 is shown in tests/faults, where reports flow meanwhile.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.setup.run import Run

WARM = 10


@pytest.fixture
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="run-"))
    yield folder / "var"
    shutil.rmtree(folder)


def first_start(var: Path) -> dict[str, float]:
    """From an empty folder to ready and gone again; what each program used."""
    run = Run(var)
    try:
        assert run.ready()
        return {name: run.pss(name) for name in ("web", "worker", "beat", "valkey")}
    finally:
        assert run.stop() == []


def test_it_stays_small_leaves_nothing_and_starts_again_with_its_data(var: Path) -> None:
    used = first_start(var)
    keys = (var / "keys" / "keys.json").read_bytes()

    again = Run(var)
    accounts, left = again.output.read_text().count("\n"), again.stop()

    assert sum(used.values()) <= 450, used
    assert again.seconds <= WARM
    assert accounts > 12
    assert (var / "keys" / "keys.json").read_bytes() == keys
    assert left == []
