"""The test run's own servers, its template databases and the clones of them."""

import fcntl
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask_migrate import upgrade

import config
from referral import db
from referral.app import create_app
from referral.cli.world import load_world
from referral.keyfile import KeyFile
from worker.embedded.postgres import Postgres
from worker.embedded.valkey import Valkey

WORLD, TOLD = "world", "told"
"""Templates: the demo's world without a case, and with its cases too."""


class Servers:
    """One PostgreSQL and one Redis under a short path; no fsync: a crash may lose them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postgres = Postgres(folder / "pg", fsync=False)
        self.redis = Valkey(folder / "redis", fsync=False)
        self.keys = folder / "keys.json"

    def start(self) -> None:
        """Start both, make keys, and a template database with the demo's world and no case."""
        for server in (self.postgres, self.redis):
            server.ensure()
            server.start()
            server.wait()
        KeyFile(self.keys).make()
        self._sql(f"CREATE DATABASE {WORLD} OWNER app_owner")
        settings = settings_for(self, WORLD)
        app = create_app(settings)
        with app.app_context():
            upgrade()
            with db.as_role(settings.DATABASE_OWNER_URL):
                load_world()
            db.sqla.engine.dispose()

    def clone(self, name: str, template: str = WORLD) -> str:
        """A fresh copy of a template; its name."""
        self.drop(name)
        self._sql(f"CREATE DATABASE {name} TEMPLATE {template} OWNER app_owner")
        return name

    def drop(self, name: str) -> None:
        """End it, also under whoever works in it."""
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def demo(self, name: str) -> str:
        """A fresh copy with the demo's cases; its name."""
        self.told()
        return self.clone(name, TOLD)

    def told(self) -> str:
        """Load the demo's cases once a run, whoever asks first; what the command said."""
        said = self.folder / "told"
        with (self.folder / "told.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not said.exists():
                app = create_app(settings_for(self, self.clone(TOLD)))
                loaded = app.test_cli_runner().invoke(args=["demo", "load"])
                with app.app_context():
                    db.sqla.engine.dispose()
                assert loaded.exit_code == 0, loaded.output
                said.write_text(loaded.output)
            return said.read_text()

    def stop(self) -> None:
        """Stop both and leave nothing."""
        for server in (self.redis, self.postgres):
            server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _sql(self, statement: str) -> None:
        engine = sa.create_engine(
            self.postgres.url("postgres", "postgres"), isolation_level="AUTOCOMMIT"
        )
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()


def environment(servers: Servers, database: str, **changes: str) -> dict[str, str]:
    """The environment of a process that works on one of the run's databases."""
    url = servers.postgres.url
    return {
        **{k: v for k, v in os.environ.items() if k in ("PATH", "HOME", "LANG")},
        "DATABASE_URL": url("app_web", database),
        "WORKER_DATABASE_URL": url("app_worker", database),
        "DATABASE_OWNER_URL": url("app_owner", database),
        "REDIS_URL": servers.redis.url(),
        "KEY_FILE": str(servers.keys),
        "BASE_URL": "http://localhost",
        "DEMO": "1",
        **changes,
    }


def settings_for(servers: Servers, database: str, **changes: str) -> config.Settings:
    """Settings as a process would read them from that environment."""
    return config.Settings.from_env(environment(servers, database, **changes))


def as_worker(settings: config.Settings) -> config.Settings:
    """The same settings for a worker process."""
    url = settings.WORKER_DATABASE_URL
    return replace(settings, DATABASE_URL=url, SQLALCHEMY_DATABASE_URI=url)


def prepared_once(app: Flask) -> Flask:
    """Tests end in a ROLLBACK, after which the driver would prepare all its queries anew."""
    with app.app_context():
        db.sqla.engine.dispose()  # what create_app asked came by a connection without this
        sa.event.listen(db.sqla.engine, "connect", _keep_prepared)
    return app


def _keep_prepared(driver: Any, _record: object) -> None:
    driver.prepared_max = 2000
    driver._prepared.clear = lambda: False  # noqa: SLF001 - it has no setting for it
