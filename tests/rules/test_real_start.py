"""Outside DEMO: no door without a password, no start beside accounts that have none."""

from dataclasses import replace

import pytest

import config
from referral.app import create_app


def test_a_start_beside_demo_accounts_is_refused_in_one_line(settings: config.Settings) -> None:
    with pytest.raises(SystemExit) as refusal:
        create_app(replace(settings, DEMO=False))
    assert str(refusal.value) == "sipakainge: DEMO is off, but demo accounts are in the database"


def test_a_start_without_its_database_is_refused_in_one_line(settings: config.Settings) -> None:
    nowhere = "postgresql+psycopg://app_web@127.0.0.1:1/nothing"
    with pytest.raises(SystemExit) as refusal:
        create_app(replace(settings, DATABASE_URL=nowhere, SQLALCHEMY_DATABASE_URI=nowhere))
    told = str(refusal.value)
    assert told.startswith("sipakainge: DATABASE_URL or WORKER_DATABASE_URL: cannot connect")
    assert "\n" not in told
