"""Real servers for all tests: one PostgreSQL and one Redis a run, one database a process."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser as Chromium
from sqlalchemy.orm import scoped_session

import config
from referral import db
from referral.app import create_app
from tests import make
from tests.browser import chromium
from tests.pages import Browser
from tests.quiet import pytest_runtest_protocol  # noqa: F401 - a hook
from tests.schedule import (  # noqa: F401 - hooks
    pytest_collection_modifyitems,
    pytest_xdist_make_scheduler,
)
from tests.servers import Servers, prepared_once, settings_for
from tests.statements import statements  # noqa: F401 - a fixture


def pytest_configure(config: pytest.Config) -> None:
    """The first process starts the servers; the others learn where they are."""
    if "SIPAKAINGE_TEST_SERVERS" not in os.environ:
        folder = Path(tempfile.mkdtemp(prefix="sk-", dir="/tmp"))
        folder.chmod(0o711)  # PostgreSQL's own user passes through
        servers = Servers(folder)
        config.add_cleanup(servers.stop)
        servers.start()
        os.environ["SIPAKAINGE_TEST_SERVERS"] = str(servers.folder)


@pytest.fixture(scope="session")
def servers() -> Servers:
    """The run's PostgreSQL and Redis."""
    return Servers(Path(os.environ["SIPAKAINGE_TEST_SERVERS"]))


@pytest.fixture(scope="session")
def settings(servers: Servers, worker_id: str) -> config.Settings:
    """Settings of this process: its own database, cloned from the migrated template."""
    return settings_for(servers, servers.clone(f"t_{worker_id}"))


@pytest.fixture(scope="session")
def app(settings: config.Settings) -> Iterator[Flask]:
    """The web application as gunicorn would load it."""
    made = prepared_once(create_app(settings))
    made.test_client_class = Browser
    yield made
    with made.app_context():
        db.sqla.engine.dispose()


@pytest.fixture(scope="session")
def owner(settings: config.Settings) -> Iterator[sa.Engine]:
    """The owner role: moves the clock, looks behind row-level security."""
    engine = sa.create_engine(settings.DATABASE_OWNER_URL, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture
def session(app: Flask, owner: sa.Engine) -> Iterator[scoped_session[Any]]:
    """One transaction a test as the web role, undone at its end; actions commit savepoints."""
    with app.app_context():
        connection = db.sqla.engine.connect()
        outer = connection.begin()
        db.session.remove()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield db.session
        finally:
            db.session.remove()
            db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
            outer.rollback()
            connection.close()
            make.travel_back(owner)


@pytest.fixture
def travel(owner: sa.Engine) -> Callable[..., None]:
    """``travel(moment)``: from now on the one clock starts at that aware moment."""
    return lambda moment: make.travel(owner, moment)


@pytest.fixture
def client(app: Flask, session: object) -> FlaskClient:
    """A browser without a session."""
    assert session
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask, session: object) -> Callable[[str], Browser]:
    """``sign_in(username)``: a browser of that member of the cast, signed in by the demo's door."""
    assert session

    def enter(username: str) -> Browser:
        browser = app.test_client()
        assert isinstance(browser, Browser)
        browser.get("/sign-in")
        response = browser.send("/sign-in/demo", username=username)
        assert response.status_code == 303, response.get_data(as_text=True)
        return browser

    return enter


@pytest.fixture
def acting(session: object) -> Callable[[str], Any]:
    """``acting(username)``: that person's actor; the session acts as them."""
    assert session
    return make.acting


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """One Chromium a process: Playwright runs only once in each."""
    with chromium() as found:
        yield found
