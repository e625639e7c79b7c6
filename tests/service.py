"""A running service for tests: web, worker and beat as a real start has them, killable by name."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import sqlalchemy as sa
from celery import Celery

import config
from referral import db
from referral.app import create_app
from referral.people.models import Person
from tests.servers import Servers, environment
from tests.worker.sink import Sink, free_port, serving
from worker.embedded import Valkey, until
from worker.serve.__main__ import programs
from worker.serve.settings import ROOT, Plan

WITHIN = 60.0


class Owner:
    """The owner of a running service: looks behind row-level security, moves time, rings."""

    def __init__(self, settings: config.Settings) -> None:
        self.settings = settings
        self._engine = sa.create_engine(
            settings.DATABASE_OWNER_URL, isolation_level="AUTOCOMMIT", pool_pre_ping=True
        )
        self._bell = Celery(broker=settings.BROKER_URL)
        self._bell.conf.broker_transport_options = {"global_keyprefix": "sipakainge:"}

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def rows(self, statement: str, **facts: Any) -> list[Any]:
        """What the database holds, row-level security aside."""
        with self._engine.connect() as connection:
            done = connection.execute(sa.text(statement), facts)
            return list(done.all()) if done.returns_rows else []

    def now(self) -> datetime:
        """The one clock; aware UTC."""
        return datetime.astimezone(self.rows("SELECT app_now()")[0][0], UTC)

    def at(self, moment: datetime) -> None:
        """From now on the one clock starts at that aware moment, for every process."""
        self.rows("UPDATE app_clock SET ahead = :at - clock_timestamp()", at=moment)

    def came_round(self, task: str, since: datetime) -> bool:
        """Whether the worker has done this task since then."""
        beats = "SELECT FROM heartbeat WHERE name = :name AND at >= :at"
        return bool(self.rows(beats, name=task, at=since))

    def ring(self, task: str = "tick") -> None:
        """Beat's own words to the worker, now; back when the worker has come round."""
        asked = self.now()
        with self._bell.connection_for_write() as line:
            self._bell.send_task(f"worker.tasks.{task}", connection=line, ignore_result=True)
        assert until(lambda: self.came_round(task, asked), WITHIN), f"{task} did not come round"

    def look_round(self) -> None:
        """The worker decides what is due now, and sends all that is owed."""
        for task in ("fire", "tick", "digest", "send"):
            self.ring(task)
        owed = (
            "SELECT FROM message WHERE settled_at IS NULL AND not_before <= app_now()"
            " AND (urgent OR NOT app_quiet(app_now()))"
        )
        assert until(lambda: not self.rows(owed), WITHIN), "mail was not sent"


class Service(Owner):
    """One database, a Redis and a mail server of its own, and the three programs."""

    def __init__(self, servers: Servers, database: str) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="service-", dir="/tmp"))
        self.redis = Valkey(self.folder / "redis", fsync=False)
        self.sink = Sink()
        self._doors = ExitStack()
        mail = self._doors.enter_context(serving(self.sink))
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self.env = environment(
            servers,
            database,
            BASE_URL=self.url,
            REDIS_URL=self.redis.url(),
            SMTP_URL=f"smtp://{mail}",
        )
        super().__init__(config.Settings.from_env(self.env))
        self._commands = programs(Plan(self.folder, port, self.env, self.settings))
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def open(self) -> None:
        """Everything up, and pages answer."""
        self.redis.start()
        self.start(*self._commands)
        alive = self._running["web"].poll
        assert until(self.answers, WITHIN, alive=lambda: alive() is None), self.log("web")

    def close(self) -> None:
        """Nothing of it is left."""
        super().close()
        for name in list(self._running):
            self.kill(name)
        self.redis.stop()
        self._doors.close()
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
                    env=self.env,
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
        try:
            with urlopen(f"{self.url}/healthz", timeout=3) as answer:  # noqa: S310 - our own
                return bool(answer.status == HTTPStatus.OK)
        except OSError:
            return False

    def letters(self, username: str) -> list[str]:
        """Every word of each mail that this person got, headers too."""
        own = [mail for mail in self.sink.got if mail["To"] == f"{username}@pos.example"]
        return [f"{mail}\n{mail.get_content()}" for mail in own]

    def log(self, name: str) -> str:
        """What a program has said so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    @contextmanager
    def inside(self, *, owner: bool = False) -> Iterator[None]:
        """An application of the same settings in this process, to act as somebody, or as owner."""
        settings = self.settings
        app = create_app(settings)
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
def running(servers: Servers, database: str) -> Iterator[Service]:
    """A service on that database, from its first to its last process."""
    service = Service(servers, database)
    try:
        service.open()
        yield service
    finally:
        service.close()
