"""`make run` in a folder of its own: started, killed part by part, stopped."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

import psutil

from worker.embedded import until

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024
PROGRAMS = {
    "web": "gunicorn",
    "worker": "celery -A worker.app worker",
    "beat": "celery -A worker.app beat",
    "valkey": "valkey-server",
    "postgres": "bin/postgres",
}


class Run:
    """One start in a folder of its own, on any free port."""

    def __init__(self, var: Path, **env: str) -> None:
        self.var = var
        self.output = var.parent / "output"
        began = time.monotonic()
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-u", "-m", "worker.serve"],
                cwd=ROOT,
                env={**os.environ, "VAR_DIR": str(var), "PORT": "0", "DEMO": "1", **env},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        announced = until(self._announced, 90, alive=self.alive)
        if not announced and self.alive():
            for process in [*self.family(), psutil.Process(self.process.pid)]:
                process.kill()
        assert announced, self.output.read_text()
        self.seconds = time.monotonic() - began
        self.port = int(re.findall(r"answers at \S+:(\d+)", self.output.read_text())[0])

    def alive(self) -> bool:
        return self.process.poll() is None

    def _announced(self) -> bool:
        return "Ctrl-C" in self.output.read_text()

    def ready(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=3)
        with closing(connection), suppress(OSError):
            connection.request("GET", "/readyz")
            return connection.getresponse().status == HTTPStatus.OK
        return False

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def find(self, name: str) -> psutil.Process | None:
        """The first process of a program: its master, where it has children."""
        for process in self.family():
            with suppress(psutil.Error):
                if PROGRAMS[name] in " ".join(process.cmdline()):
                    return process
        return None

    def kill(self, name: str) -> None:
        """Kill -9, and wait for another in its place that the pages work with."""
        old = self.find(name)
        assert old
        old.kill()

        def healed() -> bool:
            new = self.find(name)
            return bool(new and new.pid != old.pid and self.ready())

        assert until(healed, 30), f"{name} did not come back"

    def pss(self, name: str) -> float:
        process = self.find(name)
        assert process
        members = [process, *process.children(recursive=True)]
        return float(sum(member.memory_full_info().pss for member in members)) / MIB

    def stop(self) -> list[psutil.Process]:
        """Ctrl-C; gives what is still alive afterwards."""
        family = self.family()
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(60) == 0
        return psutil.wait_procs(family, timeout=5)[1]
