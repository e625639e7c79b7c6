"""Commands about the audit, as the worker's database role; what is sealed, as the owner's."""

import time
from dataclasses import replace
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from referral import audit as entries
from referral import cells, db
from referral.cli.reminders import as_worker


@click.group("audit")
def audit() -> None:
    """Who did or opened what."""


class _Checkpoint(click.ParamType[entries.Head]):
    """How far the chain had come, as an earlier verification printed it: ``ROWS:HEAD``."""

    name = "checkpoint"

    def convert(self, value: Any, param: object, ctx: object) -> entries.Head:
        del param, ctx
        if isinstance(value, entries.Head):
            return value
        try:
            return entries.Head.parse(value)
        except ValueError:
            raise click.BadParameter("it is ROWS:HEAD, as a verification prints it") from None


@audit.command("verify")
@click.option(
    "--since",
    type=_Checkpoint(),
    default=entries.Head(),
    help="Only what came after it, and that it stands.",
)
@click.option("--deep", is_flag=True, help="Also what is sealed, against what was last written.")
@with_appcontext
def verify(since: entries.Head, *, deep: bool) -> None:
    """Check every entry, the chain and its signed checkpoints; a bad row ends it with 1."""
    started = time.monotonic()
    with as_worker():
        found = entries.verify(since)
    if deep and not found.bad:
        with db.as_role(current_app.config["DATABASE_OWNER_URL"]):
            cell = cells.unlike_written()
        if cell:
            found = replace(found, bad=f"{cell} does not hold what was last written to it")
    seconds = time.monotonic() - started
    result = "BAD" if found.bad else "ok"
    click.echo(f"{found.rows} rows, {seconds:.1f} s, checkpoint {found.head}: {result}")
    if found.bad:
        raise click.ClickException(found.bad)
