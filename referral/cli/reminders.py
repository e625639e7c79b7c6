"""Commands about reminders, as the worker's database role: tell what is due, send, check."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from referral import db
from referral.reminders import queries
from referral.reminders.actions import recount
from referral.reminders.tick import nag_due


@contextmanager
def as_worker() -> Iterator[None]:
    """The session works as the worker's role."""
    url = current_app.config["WORKER_DATABASE_URL"]
    if not url:
        raise click.ClickException("WORKER_DATABASE_URL is not set")
    with db.as_role(url):
        yield


@click.group("reminders")
def reminders() -> None:
    """What is due, told and sent."""


@reminders.command("tick")
@click.option(
    "--now", metavar="ISO", help="Decide as if it were this moment; UTC if it names none."
)
@with_appcontext
def tick(now: str | None) -> None:
    """Tell all that is due, once."""
    moment = _moment(now)
    started, decided = time.monotonic(), 0
    with as_worker():
        while recount():
            pass
        while taken := nag_due(now=moment):
            decided += taken
    seconds = round(time.monotonic() - started, 3)
    click.echo(json.dumps({"decided": decided, "seconds": seconds}))


@reminders.command("send")
@with_appcontext
def send() -> None:
    """Send what is owed, once; the dispatcher is a program of its own, outside the domain."""
    root = Path(current_app.root_path).parent
    done = subprocess.run([sys.executable, "-m", "worker.dispatch"], cwd=root, check=False)
    sys.exit(done.returncode)


@reminders.command("check")
@with_appcontext
def check() -> None:
    """Check what must always hold; the first breach ends it with 1."""
    with as_worker():
        violation = queries.first_violation()
    if violation is not None:
        raise click.ClickException(str(violation))
    click.echo("ok")


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("not a moment in ISO 8601", param_hint="--now") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
