"""What `make run` asks of the database before and after it starts the programs."""

import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import psycopg
import redis
from alembic.script import ScriptDirectory
from cryptography.exceptions import InvalidTag

from config import Settings
from referral import vault
from worker.embedded import StartError
from worker.serve.settings import ROOT, Plan

ACCOUNTS = """
SELECT p.username, p.name, p.role, u.name FROM person p JOIN unit u ON u.id = p.unit_id
WHERE p.demo AND p.active ORDER BY u.name, p.role, p.username
"""
ANY_KEY = "SELECT id, case_id, wrapped, kek_id FROM keys.data_key LIMIT 1"
ANY_PERSON = """
(SELECT person_id, 'totp', totp FROM credential WHERE totp IS NOT NULL LIMIT 1)
UNION ALL (SELECT id, 'contact', contact FROM person WHERE contact IS NOT NULL LIMIT 1)
"""


def check_servers(settings: Settings) -> None:
    """Every address given is reached, or the start ends with one line that names it."""
    for name in ("DATABASE_OWNER_URL", "DATABASE_URL", "WORKER_DATABASE_URL"):
        try:
            _connect(getattr(settings, name)).close()
        except psycopg.Error as error:
            reason = str(error).strip().splitlines()[0]
            raise StartError(f"{name}: cannot connect: {reason}") from None
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=5) as client:
            client.ping()
    except redis.RedisError as error:
        raise StartError(f"REDIS_URL: cannot connect: {error}") from None


def check_keys(settings: Settings) -> None:
    """The key file opens what the database holds sealed, or the start ends with one line.

    A key file that was made because none was given would else seal beside what it cannot open.
    """
    vault.install(settings.KEY_FILE)
    with suppress(psycopg.errors.UndefinedTable):
        try:
            for key_id, case_id, wrapped, kek in _rows(settings, ANY_KEY):
                vault.unwrap(key_id, case_id, wrapped, kek)
            for person_id, label, blob in _rows(settings, ANY_PERSON):
                vault.unseal_person(person_id, label, blob)
        except InvalidTag:
            raise StartError(
                f"KEY_FILE: {settings.KEY_FILE.path} does not open what the database holds;"
                " give the key file that its data was sealed with"
            ) from None


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", "", 1), connect_timeout=5)


def _rows(settings: Settings, query: str) -> list[tuple[Any, ...]]:
    with _connect(settings.DATABASE_OWNER_URL) as connection:
        return connection.execute(query.encode()).fetchall()


def migrate(plan: Plan) -> None:
    """Bring the schema to the newest migration; nothing to do costs one query."""
    wanted = set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    found: set[str] = set()
    with suppress(psycopg.errors.UndefinedTable):
        found = {row[0] for row in _rows(plan.settings, "SELECT version_num FROM alembic_version")}
    if found != wanted:
        _flask(plan, "db", "upgrade")


def fill(plan: Plan, *, interactive: bool) -> None:
    """Put the first people into an empty database: invented ones, or one asked for by name."""
    demo = _rows(plan.settings, "SELECT count(*), bool_or(demo) FROM person")[0]
    if demo[0]:
        if demo[1] and not plan.settings.DEMO:
            raise StartError("DEMO: demo accounts are in this database; outside DEMO it is refused")
    elif plan.settings.DEMO:
        _flask(plan, "demo", "load")
    elif interactive:
        _flask(plan, "people", "first")
    else:
        sys.stdout.write("No account yet. Make the first: flask --app wsgi people first\n")


def accounts(settings: Settings) -> Sequence[tuple[str, ...]]:
    return _rows(settings, ACCOUNTS) if settings.DEMO else []


def _flask(plan: Plan, *words: str) -> None:
    argv = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    if subprocess.run(argv, cwd=ROOT, env=plan.env, check=False).returncode:
        raise StartError(f"flask {' '.join(words)} failed; its reason stands above")
