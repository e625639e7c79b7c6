"""The supervisor of one start: its configuration, its process, and what is asked of it."""

import os
import pwd
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from xmlrpc.client import ServerProxy

from supervisor.xmlrpc import SupervisorTransport

from worker.embedded import Command, StartError, short_folder, until

# Paths are relative to the data folder: supervisor expands % in some of them twice.
HEAD = """
[supervisord]
nodaemon = true
user = {user}
logfile = log/supervisor.log
pidfile = supervisor/supervisor.pid
childlogdir = log

[unix_http_server]
file = {socket}
chmod = 0700

[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""

# A killed child comes back for as long as the start lives: the tries are in effect endless.
PROGRAM = """
[program:{name}]
command = {command}
directory = {root}
priority = {priority}
autostart = {servers_first}
autorestart = true
startsecs = 1
startretries = 1000000
stopsignal = {signal}
stopwaitsecs = 10
killasgroup = true
redirect_stderr = true
stdout_logfile = log/{name}.log
stdout_logfile_maxbytes = 5MB
stdout_logfile_backups = 2
"""


class Supervisor:
    """Servers start with it; programs when `go` is called; `stop` ends both."""

    def __init__(self, root: Path, var: Path) -> None:
        self.root, self.var, self.log = root, var, var / "log"
        self.folder = var / "supervisor"
        self.log.mkdir(parents=True, exist_ok=True)
        self.folder.mkdir(exist_ok=True)
        self.socket = short_folder(self.folder, "s.sock") / "s.sock"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, servers: dict[str, Command], programs: dict[str, Command]) -> None:
        """Start the supervisor with its servers; it ends with this process, however that ends."""
        config = self.folder / "supervisor.conf"
        config.write_text(self._config(servers, programs))
        argv = [sys.executable, "-m", "supervisor.supervisord", "-c", str(config)]
        if setpriv := shutil.which("setpriv"):
            argv = [setpriv, "--pdeathsig", "TERM", *argv]
        with (self.log / "supervisor.err").open("wb") as complaints:
            self._process = subprocess.Popen(
                argv,
                cwd=self.var,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints,
                start_new_session=True,
            )
        if not until(self._answers, 15, alive=self.alive):
            raise StartError(f"the supervisor did not start; see {self.log}")

    def _config(self, servers: dict[str, Command], programs: dict[str, Command]) -> str:
        user = pwd.getpwuid(os.geteuid()).pw_name
        parts = [HEAD.format(user=user, socket=_plain(str(self.socket)))]
        for order, (name, command) in enumerate([*servers.items(), *programs.items()]):
            facts = {
                "name": name,
                "command": _plain(shlex.join(command.argv)),
                "root": _plain(str(self.root)),
                "priority": order,
                "servers_first": "true" if name in servers else "false",
                "signal": "INT" if name == "postgres" else "TERM",
            }
            parts.append(PROGRAM.format_map(facts))
            parts += [f"user = {command.user}\n"] if command.user else []
        return "".join(parts)

    def _ask(self, method: str, *arguments: Any) -> Any:
        transport = SupervisorTransport(serverurl=f"unix://{self.socket}")
        with ServerProxy("http://127.0.0.1", transport=transport) as server:
            return getattr(server.supervisor, method)(*arguments)

    def _answers(self) -> bool:
        with suppress(OSError):
            return bool(self._ask("getState")["statename"] == "RUNNING")
        return False

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def go(self, names: Sequence[str]) -> None:
        for name in names:
            self._ask("startProcess", name, False)

    def failing(self) -> str | None:
        """The last line of the log of a program that ended as soon as it began."""
        for facts in self._ask("getAllProcessInfo"):
            if facts["statename"] in ("BACKOFF", "FATAL", "EXITED"):
                log = self.log / f"{facts['name']}.log"
                lines = log.read_text(errors="replace").strip().splitlines() or ["no reason given"]
                return f"{facts['name']}: {lines[-1]}"
        return None

    def wait(self) -> None:
        if self._process:
            self._process.wait()

    def stop(self) -> None:
        """End the programs, last started first, then the supervisor itself."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _plain(text: str) -> str:
    """Supervisor expands %(names)s in its configuration."""
    return text.replace("%", "%%")
