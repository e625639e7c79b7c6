"""The audit is held against its chain once a night, and the auditor reads what was found."""

from datetime import timedelta

import pytest

from referral import audit
from tests.make import wita
from tests.pages import Browser
from tests.worker.house import House

EVENING = wita(2026, 3, 16, 22)


@pytest.fixture
def auditor(house: House) -> Browser:
    """The auditor's browser."""
    house.clean()
    house.at(EVENING)
    house.app.test_client_class = Browser
    browser = house.app.test_client()
    assert isinstance(browser, Browser)
    with house.web():
        browser.get("/sign-in")
        browser.send("/sign-in/demo", username="auditor")
    return browser


def night(house: House) -> bool:
    """Whether this ring was the one that verified."""
    with house.worker():
        return audit.check_nightly() is not None


def test_once_a_night(house: House, auditor: Browser) -> None:
    assert auditor
    done = []
    for hours in (0, 1, 5, 6, 20, 29):
        house.at(EVENING + timedelta(hours=hours))
        done.append(night(house))
    assert done == [True, False, True, False, False, True]


def test_the_auditor_reads_that_all_is_as_written(house: House, auditor: Browser) -> None:
    night(house)
    with house.web():
        assert "Utuh: " in auditor.get("/audit").text


def test_and_that_it_is_not(house: House, auditor: Browser) -> None:
    house.sql("UPDATE audit_entry SET note = 'other'")
    night(house)
    with house.web():
        page = auditor.get("/audit").text
    assert "Catatan ini pernah diubah" in page
    assert "is not what was written" in page
