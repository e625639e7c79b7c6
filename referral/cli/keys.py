"""Commands about keys, as the owner's database role."""

import time

import click
from flask import current_app
from flask.cli import with_appcontext

from referral import audit, db, vault
from referral.keyfile import KeyFileError


@click.group("keys")
def keys() -> None:
    """The ring of KEKs that wrap the key of every case."""


@keys.command("rotate")
@with_appcontext
def rotate() -> None:
    """Wrap all data keys under a new KEK, beside a running service; again where it was killed."""
    file, started, wrapped = current_app.config["KEY_FILE"], time.monotonic(), 0
    try:
        with file.alone(), db.as_role(current_app.config["DATABASE_OWNER_URL"]):
            vault.install(file)
            former, number = int(file.read()["primary"]), vault.rotate()
            while taken := vault.rewrap():
                wrapped += taken
            with db.transaction():
                audit.write("keys.rotated", by=None, note=str(number))
    except KeyFileError as bad:
        raise click.ClickException(f"KEY_FILE {bad}") from None
    seconds = time.monotonic() - started
    click.echo(f"{wrapped} data keys wrapped under KEK {number}, {seconds:.1f} s")
    if number == former:
        click.echo("An unfinished rotation was gone on with; the next run begins a new one.")
