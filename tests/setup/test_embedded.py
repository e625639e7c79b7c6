"""The servers from wheels start, answer by socket only, keep their data and stop."""

import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from worker.embedded import Postgres, StartError, Valkey


@contextmanager
def passable_folder() -> Iterator[Path]:
    """Not below pytest's own: PostgreSQL's account must be able to pass through."""
    path = Path(tempfile.mkdtemp(prefix="embedded"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def folder() -> Iterator[Path]:
    with passable_folder() as path:
        yield path


def connect(server: Postgres, role: str) -> psycopg.Connection:
    return psycopg.connect(server.url(role).replace("+psycopg", ""), autocommit=True)


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    with passable_folder() as path:
        server = Postgres(path / "pg", fsync=False)
        server.start()
        yield server
        server.stop()


@pytest.mark.parametrize("role", ["app_owner", "app_web", "app_worker"])
def test_the_roles_of_the_application_have_no_special_rights(postgres: Postgres, role: str) -> None:
    with connect(postgres, role) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles "
            "WHERE rolname = current_user"
        ).fetchone()

    assert row == (False, False, False, False)


def test_only_the_owner_holds_the_keys(postgres: Postgres) -> None:
    with connect(postgres, "postgres") as connection:
        rows = connection.execute(
            "SELECT rolname, pg_has_role(rolname, 'app_keys', 'member') FROM pg_roles "
            "WHERE rolname LIKE 'app_%' AND rolcanlogin ORDER BY 1"
        ).fetchall()

    assert rows == [("app_owner", True), ("app_web", False), ("app_worker", False)]


def test_nobody_logs_in_as_the_holder_of_keys(postgres: Postgres) -> None:
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        connect(postgres, "app_keys")


def test_it_listens_on_no_network_and_shuts_its_folder(postgres: Postgres) -> None:
    with connect(postgres, "app_web") as connection:
        row = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('data_checksums'), "
            "current_setting('TimeZone'), current_setting('jit')"
        ).fetchone()

    assert row == ("", "on", "UTC", "off")
    assert stat.S_IMODE(postgres.sockets.stat().st_mode) == 0o700


def test_data_outlives_a_stop_and_a_second_start(postgres: Postgres) -> None:
    with connect(postgres, "app_owner") as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS seven")

    postgres.stop()
    assert not postgres.answers()
    postgres.start()

    with connect(postgres, "app_owner") as connection:
        assert connection.execute("SELECT seven FROM kept").fetchone() == (7,)


def test_a_deep_folder_still_gets_a_short_socket(folder: Path) -> None:
    server = Postgres(folder / ("d" * 50) / ("e" * 50), fsync=False)
    server.start()
    try:
        assert len(str(server.socket)) < 108
        connect(server, "app_web").close()
    finally:
        server.stop()
        shutil.rmtree(server.sockets)


def test_a_broken_cluster_is_told_in_one_line(folder: Path) -> None:
    server = Postgres(folder / "pg", fsync=False)
    server.ensure()
    (server.data / "global" / "pg_control").unlink()

    with pytest.raises(StartError, match=r"^PostgreSQL did not start"):
        server.start()

    server.stop()


def test_several_valkeys_keep_what_they_were_told(folder: Path) -> None:
    servers = [Valkey(folder / name) for name in ("one", "two")]
    for number, server in enumerate(servers):
        server.start()
        redis.Redis.from_url(server.url()).set("number", number)
    for server in servers:
        server.stop()
        server.start()

    clients = [redis.Redis.from_url(server.url(), decode_responses=True) for server in servers]
    found = [client.get("number") for client in clients]
    policy = clients[0].config_get("maxmemory-policy")
    for server, client in zip(servers, clients, strict=True):
        client.close()
        server.stop()

    assert found == ["0", "1"]
    assert policy == {"maxmemory-policy": "noeviction"}
