"""Which test runs in which process: those that share a service stay together."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

SHARING = ("stories", "e2e", "faults")
"""Folders whose tests share one running service."""


class Together(LoadScopeScheduling):
    """One unit of work a file; a folder whose tests share a service is one unit."""

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.split("/")[1]
        return folder if folder in SHARING else nodeid.split("::", maxsplit=1)[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Together:
    """In place of xdist's groups, whose marks this pytest does not hand on."""
    return Together(config, log)
