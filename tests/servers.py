"""The test run's own servers, its template database and the clones of it."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from flask_migrate import upgrade

import config
from referral import db
from referral.app import create_app
from referral.cli.world import load_world
from worker.embedded.postgres import Postgres
from worker.embedded.valkey import Valkey

TEMPLATE = "world"


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
        config.new_keys(self.keys)
        self._sql(f"CREATE DATABASE {TEMPLATE} OWNER app_owner")
        settings = settings_for(self, TEMPLATE)
        app = create_app(settings)
        with app.app_context():
            upgrade()
            with db.as_role(settings.DATABASE_OWNER_URL):
                load_world()
            db.sqla.engine.dispose()

    def clone(self, name: str) -> str:
        """A fresh copy of the template; its name."""
        self._sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self._sql(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER app_owner")
        return name

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
