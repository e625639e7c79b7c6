"""The order of a start: port, keys, servers, schema, first people, programs, ready, address."""

import fcntl
import os
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

from config import ConfigError
from worker.embedded import Command, StartError, until
from worker.serve import database
from worker.serve.settings import ROOT, Plan, plan, var_folder, write_env
from worker.serve.supervisor import Supervisor

SERVERS_WITHIN, READY_WITHIN = 30.0, 60.0
CELERY = ("celery", "-A", "worker.app")
QUIET = ("--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel=WARNING")


def programs(it: Plan) -> dict[str, Command]:
    """Web, worker and beat, as a real deployment runs them too."""
    web = ("gunicorn", "wsgi:app", "-c", "python:worker.serve.web", f"-b=127.0.0.1:{it.port}")
    worker = (*CELERY, "worker", "--pool=threads", "--concurrency=4", *QUIET)
    beat = (*CELERY, "beat", f"--schedule={it.var / 'beat'}", "--pidfile=", "--loglevel=WARNING")
    words = {"web": web, "worker": worker, "beat": beat}
    return {name: Command((sys.executable, "-m", *argv)) for name, argv in words.items()}


def start(supervisor: Supervisor, it: Plan) -> None:
    """Bring everything up, or raise with one line."""
    for server in it.servers.values():
        server.ensure()
    commands = {name: server.command() for name, server in it.servers.items()}
    names = programs(it)
    supervisor.start(commands, names)
    for server in it.servers.values():
        if not until(server.answers, SERVERS_WITHIN, alive=supervisor.alive):
            raise StartError(supervisor.failing() or f"{server.name} did not start")
    database.check_servers(it.settings)
    database.check_keys(it.settings)
    database.migrate(it)
    database.fill(it, interactive=sys.stdin.isatty())
    supervisor.go(list(names))
    if not until(lambda: _ready(supervisor, it.port), READY_WITHIN, alive=supervisor.alive):
        raise StartError(f"not ready after {READY_WITHIN:.0f} s; see {supervisor.log}")


def _ready(supervisor: Supervisor, port: int) -> bool:
    if reason := supervisor.failing():
        raise StartError(reason)
    with (
        suppress(OSError),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer,
    ):
        return bool(answer.status == 200)  # noqa: PLR2004
    return False


def table(rows: Sequence[tuple[str, ...]]) -> str:
    """The demo accounts, in columns."""
    lines = [("account", "name", "role", "unit"), *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(4)]
    cells = (
        "  ".join(word.ljust(w) for word, w in zip(line, widths, strict=True)) for line in lines
    )
    return "\n".join(f"  {line}".rstrip() for line in cells)


@contextmanager
def alone(var: Path) -> Iterator[None]:
    """One start per data folder."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StartError(f"{var} is being served already") from None
        yield


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def serve() -> None:
    it = plan(os.environ)
    os.environ.update(it.env)
    write_env(it)
    supervisor = Supervisor(ROOT, it.var)
    try:
        start(supervisor, it)
        if rows := database.accounts(it.settings):
            print(f"Demo accounts (invented people):\n{table(rows)}\n")
        print(f"Sipakainge' answers at {it.settings.BASE_URL} -- Ctrl-C stops it.", flush=True)
        supervisor.wait()
        raise StartError("the supervisor ended by itself; see var/log")
    except KeyboardInterrupt:
        print("\nStopping.", flush=True)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        supervisor.stop()


def main() -> int:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with alone(var_folder(os.environ)):
            serve()
    except (ConfigError, StartError) as error:
        sys.stderr.write(f"sipakainge: {error}\n")
        return 1
    except KeyboardInterrupt:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
