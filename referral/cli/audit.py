"""Commands about the audit, as the worker's database role."""

import time

import click
from flask.cli import with_appcontext

from referral import audit as entries
from referral.cli.reminders import as_worker


@click.group("audit")
def audit() -> None:
    """Who did or opened what."""


@audit.command("verify")
@with_appcontext
def verify() -> None:
    """Check every entry and the chain; the first bad row ends it with 1."""
    started = time.monotonic()
    with as_worker():
        rows, bad = entries.verify()
    click.echo(f"{rows} rows, {time.monotonic() - started:.1f} s: {'ok' if bad is None else 'BAD'}")
    if bad is not None:
        raise click.ClickException(f"row {bad} is not what was written")
