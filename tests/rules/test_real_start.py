"""Outside DEMO: no door without a password, no start beside accounts that have none."""

from dataclasses import replace

import pytest

import config
from referral.app import create_app


def test_a_start_beside_demo_accounts_is_refused_in_one_line(settings: config.Settings) -> None:
    with pytest.raises(SystemExit) as refusal:
        create_app(replace(settings, DEMO=False))
    assert str(refusal.value) == "sipakainge: DEMO is off, but demo accounts are in the database"
