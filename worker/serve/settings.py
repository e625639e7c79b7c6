"""Where `make run` keeps things, and the environment that it gives to what it starts."""

import os
import shlex
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config import FALSE, ConfigError, Settings
from referral.keyfile import KeyFile
from worker.embedded import Postgres, StartError, Valkey

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Plan:
    """What this start starts: its port, its own servers, the settings of its children."""

    var: Path
    port: int
    env: dict[str, str]
    settings: Settings
    servers: dict[str, Postgres | Valkey] = field(default_factory=dict)


def plan(given: Mapping[str, str]) -> Plan:
    """Complete the given environment with embedded servers and keys; raises one clear line."""
    var, port = var_folder(given), _free_port(given.get("PORT") or "8000")
    env = {"BASE_URL": f"http://127.0.0.1:{port}", "DEMO": "1"}
    if given.get("DEMO", "1").lower() in FALSE:
        env |= {"SMTP_URL": "smtp://127.0.0.1:25", "MAIL_FROM": f"sipakainge@{socket.getfqdn()}"}
    env |= {name: value for name, value in given.items() if value}
    servers: dict[str, Postgres | Valkey] = {}
    if not env.get("DATABASE_URL"):
        servers["postgres"] = postgres = Postgres(var / "pg")
        env["DATABASE_URL"] = postgres.url("app_web")
        env["WORKER_DATABASE_URL"] = postgres.url("app_worker")
        env["DATABASE_OWNER_URL"] = postgres.url("app_owner")
    if not env.get("REDIS_URL"):
        servers["valkey"] = valkey = Valkey(var / "valkey")
        env["REDIS_URL"] = valkey.url()
    if not env.get("KEY_FILE"):
        env["KEY_FILE"] = str(_keys(var))
    settings = Settings.from_env(env)
    for name in ("WORKER_DATABASE_URL", "DATABASE_OWNER_URL"):
        if not getattr(settings, name):
            raise ConfigError(f"{name} is not set: it belongs to a given DATABASE_URL")
    return Plan(var, port, env, settings, servers)


def var_folder(given: Mapping[str, str]) -> Path:
    """Data, keys and logs: VAR_DIR, or var/ of this checkout."""
    return Path(given.get("VAR_DIR") or ROOT / "var").absolute()


def _free_port(text: str) -> int:
    """The port asked for, 0 meaning any; raises where another program holds it."""
    try:
        port = int(text)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return int(probe.getsockname()[1])
    except (ValueError, OverflowError):
        raise ConfigError("PORT is not a port number") from None
    except OSError as error:
        raise StartError(f"PORT: {text} cannot be used: {error.strerror}") from None


def _keys(var: Path) -> Path:
    """The key file under var, made where no data is sealed with an older one."""
    path = var / "keys" / "keys.json"
    if not path.exists():
        if (var / "pg" / "data").exists():
            raise ConfigError(f"KEY_FILE: {path} is gone, but {var / 'pg'} is sealed with it")
        KeyFile(path).make()
    return path


def write_env(plan: Plan) -> None:
    """Leave the settings in var/env, for `flask --app wsgi ...` beside a running start.

    The programs of this environment come first in its PATH.
    """
    names = [name for name in plan.env if hasattr(plan.settings, name)]
    lines = [f"export {name}={shlex.quote(plan.env[name])}\n" for name in sorted(names)]
    lines.append(f'export PATH={shlex.quote(str(Path(sys.executable).parent))}:"$PATH"\n')
    handle = os.open(plan.var / "env", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(lines)
