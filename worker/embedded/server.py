"""What both servers share: a folder, a socket, and the process when it is our own child."""

import hashlib
import os
import pwd
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

SOCKET_ROOM = 107


class StartError(Exception):
    """One line about a server that did not start."""


@dataclass(frozen=True)
class Command:
    """What a supervisor runs in the foreground, and as whom (None: as itself)."""

    argv: tuple[str, ...]
    user: str | None = None


class Server:
    """Of use to a supervisor (`ensure`, `command`, `wait`) or by itself (`start`, `stop`)."""

    name: str
    socket_name: str

    def __init__(self, folder: Path, *, fsync: bool = True) -> None:
        self.folder = folder.absolute()
        self.fsync = fsync
        self._process: subprocess.Popen[bytes] | None = None

    def ensure(self) -> None:
        """Make on disk what is missing; starts nothing."""
        raise NotImplementedError

    def command(self) -> Command:
        raise NotImplementedError

    @property
    def sockets(self) -> Path:
        return short_folder(self.folder / "s", self.socket_name)

    @property
    def socket(self) -> Path:
        return self.sockets / self.socket_name

    def start(self) -> None:
        """Ensure, start the server as a child of this process, wait for its answer."""
        self.ensure()
        command = self.command()
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command.argv,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **as_user(command.user),
            )
        self.wait()

    def answers(self) -> bool:
        """Whether a connection to the socket is taken."""
        with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
            connection.connect(str(self.socket))
            return True
        return False

    def wait(self, seconds: float = 30) -> None:
        """Until it answers, whoever started it; raises StartError."""
        if not until(self.answers, seconds, alive=self._alive):
            raise StartError(f"{self.name} did not start in {self.folder}")

    def _alive(self) -> bool:
        return self._process is None or self._process.poll() is None

    def stop(self) -> None:
        """Stop what `start` started; does nothing otherwise."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None


def short_folder(folder: Path, name: str) -> Path:
    """The folder, or a temporary one where a socket's path would pass the kernel's 107 bytes."""
    if len(os.fsencode(folder / name)) <= SOCKET_ROOM:
        return folder
    mark = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"sipakainge-{mark}"


def until(
    true: Callable[[], bool], seconds: float, *, alive: Callable[[], bool] = lambda: True
) -> bool:
    """Wait for a fact outside this process; False when the time is over or it is not alive."""
    end = time.monotonic() + seconds
    while alive() and time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def package_folder(name: str) -> Path:
    """Where a package lies, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise StartError(f"the package {name} is not installed")
    return Path(spec.submodule_search_locations[0])


def group_of(user: str) -> int:
    return pwd.getpwnam(user).pw_gid


def as_user(user: str | None) -> dict[str, Any]:
    """Arguments that make subprocess drop root's rights."""
    return {"user": user, "group": group_of(user), "extra_groups": []} if user else {}
