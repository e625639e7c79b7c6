"""`make run` refuses with one line what cannot work, and plans the rest."""

import os
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from config import ConfigError
from worker.embedded import Command, StartError, until
from worker.serve.__main__ import alone
from worker.serve.settings import plan, write_env
from worker.serve.supervisor import Supervisor

ROOT = Path(__file__).resolve().parents[2]
Env = dict[str, str]


@pytest.fixture
def env(tmp_path: Path) -> Env:
    return {"VAR_DIR": str(tmp_path / "var"), "PORT": "0"}


def test_an_empty_environment_gets_servers_keys_and_demo(env: Env) -> None:
    it = plan(env)

    assert set(it.servers) == {"postgres", "valkey"}
    assert it.settings.DEMO
    assert f"http://127.0.0.1:{it.port}" == it.settings.BASE_URL
    assert stat.S_IMODE((it.var / "keys" / "keys.json").stat().st_mode) == 0o400


def test_given_servers_are_used_and_nothing_is_embedded(env: Env) -> None:
    given = dict.fromkeys(
        ("DATABASE_URL", "WORKER_DATABASE_URL", "DATABASE_OWNER_URL"), "postgresql://db.example/x"
    )

    it = plan(env | given | {"REDIS_URL": "redis://redis.example"})

    assert it.servers == {}
    assert it.settings.DATABASE_URL == "postgresql+psycopg://db.example/x"


def test_a_database_without_its_other_roles_is_refused(env: Env) -> None:
    with pytest.raises(ConfigError, match="WORKER_DATABASE_URL is not set"):
        plan(env | {"DATABASE_URL": "postgresql://db.example/x"})


def test_outside_demo_it_plans_too(env: Env) -> None:
    assert not plan(env | {"DEMO": "0"}).settings.DEMO


@pytest.mark.parametrize("port", ["abc", "-1", "70000", "9" * 30])
def test_a_senseless_port_is_refused(env: Env, port: str) -> None:
    with pytest.raises(ConfigError, match="PORT is not a port number"):
        plan(env | {"PORT": port})


def test_a_port_in_use_is_refused(env: Env) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        with pytest.raises(StartError, match=f"PORT: {port} cannot be used"):
            plan(env | {"PORT": port})


def test_lost_keys_are_not_replaced_while_data_needs_them(env: Env) -> None:
    (Path(env["VAR_DIR"]) / "pg" / "data").mkdir(parents=True)

    with pytest.raises(ConfigError, match=r"KEY_FILE: .* is gone"):
        plan(env)


def test_the_settings_are_left_for_commands_but_only_for_the_owner(env: Env) -> None:
    it = plan(env)
    it.var.mkdir(exist_ok=True)
    write_env(it)

    assert stat.S_IMODE((it.var / "env").stat().st_mode) == 0o600
    told = shlex.split((it.var / "env").read_text())
    assert f"DATABASE_URL={it.settings.DATABASE_URL}" in told
    assert f"KEY_FILE={it.settings.KEY_FILE.path}" in told
    asked = ["sh", "-c", f". {it.var / 'env'}; command -v flask"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert Path(found.strip()).parent == Path(sys.executable).parent


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("KEY_FILE", "/nowhere/keys.json", "sipakainge: KEY_FILE cannot be read"),
        ("DATABASE_URL", "mysql://x/y", "sipakainge: DATABASE_URL is not an address"),
        ("PORT", "x", "sipakainge: PORT is not a port number"),
    ],
)
def test_a_refused_start_says_one_line(env: Env, name: str, value: str, line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "worker.serve"],
        cwd=ROOT,
        env={**os.environ, **env, name: value},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.startswith(line)
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


def test_a_folder_with_a_percent_sign_is_no_riddle_to_the_supervisor(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, tmp_path / "50% (a b)")
    supervisor.start({"sleeper": Command(("sh", "-c", "echo $0; exec sleep 600", "100% up"))}, {})
    log = supervisor.log / "sleeper.log"
    try:
        assert until(lambda: log.exists() and log.read_text() == "100% up\n", 10)
    finally:
        supervisor.stop()

    assert not supervisor.alive()


def test_a_second_start_in_one_folder_is_refused(env: Env) -> None:
    var = Path(env["VAR_DIR"])
    with alone(var), pytest.raises(StartError, match="being served already"), alone(var):
        pass
