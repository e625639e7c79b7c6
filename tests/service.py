"""A running service for tests: web, worker and beat as a real start has them, killable by name."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from celery import Celery

import config
from referral import db
from referral.app import create_app
from referral.people.models import Person
from tests.post import PostOffice
from tests.servers import Servers, environment
from worker.embedded import Valkey, until
from worker.serve.__main__ import programs
from worker.serve.settings import ROOT, Plan

WITHIN = 60.0
TASK = "worker.tasks.{}"


def free_port() -> int:
    """A port of loopback that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Service:
    """One clone of the template, a Redis and a mail server of its own, and the three programs."""

    def __init__(self, servers: Servers, name: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="service-", dir="/tmp"))
        self.redis = Valkey(self.folder / "redis", fsync=False)
        self.post = PostOffice(free_port())
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        env = environment(
            servers,
            servers.clone(name),
            BASE_URL=self.url,
            REDIS_URL=self.redis.url(),
            SMTP_URL=self.post.url,
        )
        self.plan = Plan(self.folder, port, env, config.Settings.from_env(env))
        self.owner = sa.create_engine(
            self.plan.settings.DATABASE_OWNER_URL,
            isolation_level="AUTOCOMMIT",
            poolclass=sa.NullPool,
        )
        self._commands = programs(self.plan)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def open(self) -> None:
        """Everything up, and pages answer."""
        self.redis.start()
        self.post.open()
        self.start(*self._commands)
        assert until(self.answers, WITHIN), self.log("web")

    def close(self) -> None:
        """Nothing of it is left."""
        for name in list(self._running):
            self.kill(name)
        self.redis.stop()
        self.post.close()
        shutil.rmtree(self.folder)

    def start(self, *names: str) -> None:
        """Start programs; they end with the process that runs the tests."""
        found = shutil.which("setpriv")
        tied = [found, "--pdeathsig", "KILL"] if found else []
        for name in names:
            with (self.folder / f"{name}.log").open("ab") as log:
                self._running[name] = subprocess.Popen(
                    [*tied, *self._commands[name].argv],
                    cwd=ROOT,
                    env=self.plan.env,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )

    def kill(self, name: str) -> None:
        """Kill -9 of a program and of all its children."""
        process = self._running.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)

    def answers(self) -> bool:
        """Whether the web process lives."""
        connection = HTTPConnection("127.0.0.1", self.plan.port, timeout=3)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def log(self, name: str) -> str:
        """What a program has said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def rows(self, statement: str, **facts: Any) -> list[Any]:
        """What the owner reads, behind row-level security."""
        with self.owner.connect() as connection:
            done = connection.execute(sa.text(statement), facts)
            return list(done.all()) if done.returns_rows else []

    def now(self) -> datetime:
        """The one clock."""
        return datetime.astimezone(self.rows("SELECT app_now()")[0][0], UTC)

    def at(self, moment: datetime) -> None:
        """From now on the one clock starts at that aware moment, for every process."""
        self.rows("UPDATE app_clock SET ahead = :at - clock_timestamp()", at=moment)

    def ring(self, task: str = "tick") -> None:
        """Beat's own words to the worker, now; back when the worker has come round."""
        asked = self.now()
        with Celery(broker=self.plan.settings.BROKER_URL).connection_for_write() as line:
            Celery().send_task(TASK.format(task), connection=line, ignore_result=True)
        came = "SELECT FROM heartbeat WHERE name = :name AND at >= :at"
        assert until(lambda: bool(self.rows(came, name=task, at=asked)), WITHIN), self.log("worker")

    @contextmanager
    def inside(self, *, owner: bool = False) -> Iterator[None]:
        """An application of the same settings in this process, to act as somebody, or as owner."""
        app = create_app(self.plan.settings)
        settings = self.plan.settings
        with app.app_context():
            with db.as_role(settings.DATABASE_OWNER_URL if owner else settings.DATABASE_URL):
                yield
            db.sqla.engine.dispose()

    def give_addresses(self, *usernames: str) -> None:
        """Mail for these people: ``<username>@pos.example``, sealed as the product seals it."""
        with self.inside(owner=True), db.transaction():
            for person in db.session.scalars(
                sa.select(Person).where(Person.username.in_(usernames))
            ):
                person.write_to(f"{person.username}@pos.example")


@contextmanager
def running(servers: Servers, name: str) -> Iterator[Service]:
    """A service from its first to its last process."""
    service = Service(servers, name)
    try:
        service.open()
        yield service
    finally:
        service.close()
