"""A new KEK beside a running service: all opens before and after; a killed run is gone on with."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

import config
from referral import vault
from referral.keyfile import KeyFile
from tests.servers import Servers, environment
from worker.embedded import until
from worker.serve.settings import ROOT

ROTATE = (sys.executable, "-m", "flask", "--app", "wsgi", "keys", "rotate")


@dataclass
class Ring:
    """A database with the demo's cases, and the key file that opens it."""

    env: dict[str, str]
    file: KeyFile
    owner: sa.Engine

    def used(self) -> dict[int, int]:
        """How many data keys each KEK wraps; every one of them opens in this process."""
        found: dict[int, int] = {}
        with self.owner.connect() as connection:
            for row in connection.execute(sa.text("SELECT * FROM keys.data_key")):
                assert len(vault.unwrap(row.id, row.case_id, row.wrapped, row.kek_id)) == 32
                found[row.kek_id] = found.get(row.kek_id, 0) + 1
        return found

    def waits(self) -> bool:
        """Whether somebody waits for a row that another holds."""
        with self.owner.connect() as connection:
            return bool(connection.execute(sa.text("SELECT FROM pg_locks WHERE NOT granted")).all())

    def rotate(self) -> subprocess.CompletedProcess[str]:
        """As an operator does it."""
        return subprocess.run(
            ROTATE, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )


@pytest.fixture
def ring(servers: Servers, worker_id: str, tmp_path: Path) -> Iterator[Ring]:
    """This process has read the ring as it was before."""
    path = tmp_path / "keys.json"
    shutil.copy2(servers.keys, path)
    env = environment(servers, servers.demo(f"ring_{worker_id}"), KEY_FILE=str(path))
    owner = sa.create_engine(config.Settings.from_env(env).DATABASE_OWNER_URL)
    vault.install(KeyFile(path))
    yield Ring(env, KeyFile(path), owner)
    vault.install(KeyFile(servers.keys))
    owner.dispose()


def test_every_key_is_wrapped_anew_and_opens_in_a_process_that_began_before(ring: Ring) -> None:
    before = ring.used()
    done = ring.rotate()
    assert done.returncode == 0, done.stderr
    assert f"{before[1]} data keys wrapped under KEK 2" in done.stdout
    assert ring.used() == {2: before[1]}
    assert ring.file.path.stat().st_mode & 0o777 == 0o400


def test_a_killed_run_has_lost_nothing_and_is_gone_on_with(ring: Ring) -> None:
    before = ring.used()
    with ring.owner.connect() as connection:
        connection.execute(sa.text("SELECT FROM keys.data_key LIMIT 1 FOR UPDATE"))
        killed = subprocess.Popen(ROTATE, cwd=ROOT, env=ring.env, stdout=subprocess.DEVNULL)
        assert until(ring.waits, 30)
        busy = ring.rotate()
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    assert busy.returncode == 1
    assert "is being changed by another command" in busy.stderr
    assert ring.used() == before
    told = ring.rotate().stdout
    assert f"{before[1]} data keys wrapped under KEK 2" in told
    assert "An unfinished rotation was gone on with" in told
    assert ring.used() == {2: before[1]}


def test_who_adds_to_it_keeps_what_was_there(ring: Ring) -> None:
    once = ring.file.read()
    assert ring.file.add_kek() == 2
    again = ring.file.read()
    assert again["kek"]["1"] == once["kek"]["1"]
    assert {name: again[name] for name in ("person", "index", "pepper", "audit")} == {
        name: once[name] for name in ("person", "index", "pepper", "audit")
    }
