"""Which test runs in which process, and when: those that share a service stay together."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

SHARING = ("stories", "e2e", "faults")
"""Folders whose tests share one running service, in the order in which they begin."""
LONG = (
    "tests/rules/test_figures.py",
    "tests/rules/test_matrix.py",
    "tests/rules/test_canaries.py",
    "tests/rules/test_doors.py",
    "tests/worker/test_celery.py",
    "tests/setup/",
    "tests/cases/test_timeline.py",
    "tests/referrals/",
)
"""What else takes long, or waits for programs while another process computes: begun early."""


class Together(LoadScopeScheduling):
    """One unit of work a file; a folder whose tests share a service is one unit."""

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return folder if folder in SHARING else nodeid.split("::", maxsplit=1)[0]


def _rank(nodeid: str) -> int:
    first = (*(f"tests/{folder}/" for folder in SHARING), *LONG)
    return next((at for at, begin in enumerate(first) if nodeid.startswith(begin)), len(first))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long units first, so that no process waits for the other at the end."""
    items.sort(key=lambda item: _rank(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """In place of xdist's groups, whose marks this pytest does not hand on."""
    config.option.loadscopereorder = False
    return Together(config, log)
