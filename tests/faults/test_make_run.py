"""`make run` itself: ready, small, gone after Ctrl-C, and back with its data.

That it heals after each kill -9 is shown beside, where reports flow meanwhile.
"""

from pathlib import Path

from tests.faults.conftest import WARM, First, keys_in
from tests.setup.run import Run


def test_it_stays_small_and_leaves_nothing(first: First) -> None:
    assert sum(first.used.values()) <= 450, first.used
    assert first.left == []


def test_it_starts_again_with_its_data(run: Run, first: First, folder: Path) -> None:
    assert run.seconds <= WARM
    assert run.output.read_text().count("\n") > 12
    assert keys_in(folder) == first.keys
