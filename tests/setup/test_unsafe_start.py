"""A start is refused where row-level security would bind nobody, or the keys are others."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

import config
from referral import db
from referral.app import create_app
from referral.keyfile import KeyFile
from tests.servers import Servers, settings_for
from worker.embedded import StartError
from worker.serve.database import check_keys


@pytest.fixture(scope="module")
def settings(servers: Servers, worker_id: str) -> config.Settings:
    """A database with the demo's cases."""
    return settings_for(servers, servers.demo(f"unsafe_{worker_id}"))


@pytest.fixture(scope="module")
def passing(servers: Servers, worker_id: str) -> Iterator[str]:
    """A role that passes row-level security, as a careless operator makes one."""
    name = f"app_careless_{worker_id}"
    url = servers.postgres.url("postgres", "postgres")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE ROLE {name} LOGIN BYPASSRLS"))
        yield name
        connection.execute(sa.text(f"DROP ROLE {name}"))


def start_as(servers: Servers, settings: config.Settings, role: str) -> None:
    url = servers.postgres.url(role, sa.make_url(settings.DATABASE_URL).database or "")
    app = create_app(replace(settings, DATABASE_URL=url, SQLALCHEMY_DATABASE_URI=url))
    with app.app_context():
        db.sqla.engine.dispose()


@pytest.mark.parametrize("role", ["postgres", "app_owner"])
def test_a_superuser_and_the_owner_are_refused(
    servers: Servers, settings: config.Settings, role: str
) -> None:
    with pytest.raises(SystemExit, match=rf"^sipakainge: .* role {role} .* DATABASE_URL takes"):
        start_as(servers, settings, role)


def test_a_role_that_passes_row_level_security_is_refused(
    servers: Servers, settings: config.Settings, passing: str
) -> None:
    with pytest.raises(SystemExit, match=f"role {passing} "):
        start_as(servers, settings, passing)


@pytest.mark.parametrize("role", ["app_web", "app_worker"])
def test_the_roles_made_for_it_start(
    servers: Servers, settings: config.Settings, role: str
) -> None:
    start_as(servers, settings, role)


def test_its_own_keys_open_the_database(settings: config.Settings) -> None:
    check_keys(settings)


def test_new_keys_for_sealed_data_are_refused(settings: config.Settings, tmp_path: Path) -> None:
    KeyFile(tmp_path / "new.json").make()
    other = replace(settings, KEY_FILE=KeyFile(tmp_path / "new.json"))

    with pytest.raises(StartError, match=r"KEY_FILE: .*new\.json does not open") as refused:
        check_keys(other)
    assert "\n" not in str(refused.value)
    check_keys(settings)
