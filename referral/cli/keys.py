"""Commands about keys, as the owner's database role."""

import csv
import sys
import time
from typing import IO

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from referral import audit, db, ledger, rotation, vault
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
            former, number = int(file.read()["primary"]), rotation.rotate(file)
            while taken := rotation.rewrap():
                wrapped += taken
            with db.transaction():
                audit.write("keys.rotated", by=None, note=str(number))
    except KeyFileError as bad:
        raise click.ClickException(f"KEY_FILE {bad}") from None
    seconds = time.monotonic() - started
    click.echo(f"{wrapped} data keys wrapped under KEK {number}, {seconds:.1f} s")
    if number == former:
        click.echo("An unfinished rotation was gone on with; the next run begins a new one.")


LEDGER = ("id", "case_id", "scope", "ground", "asked_by_id", "decided_by_id", "at")


@keys.command("ledger")
@with_appcontext
def show_ledger() -> None:
    """Print the ledger of erased keys: ids and times, to be kept outside this machine."""
    table = ledger.ErasedKey.__table__
    with db.as_role(current_app.config["DATABASE_OWNER_URL"]):
        rows = db.session.execute(sa.select(table).order_by(table.c.at, table.c.id)).all()
    sheet = csv.writer(sys.stdout, lineterminator="\n")
    sheet.writerow(LEDGER)
    sheet.writerows([getattr(row, name) for name in LEDGER] for row in rows)


@keys.command("bury")
@click.argument("file", type=click.File())
@with_appcontext
def bury(file: IO[str]) -> None:
    """After a restore: take what a ledger kept outside knows, and destroy those keys again."""
    sheet = csv.DictReader(file)
    if tuple(sheet.fieldnames or ()) != LEDGER:
        raise click.ClickException(f"the first line must be {','.join(LEDGER)}")
    with db.as_role(current_app.config["DATABASE_OWNER_URL"]):
        known = ledger.remember(list(sheet))
        found = ledger.bury()
    click.echo(f"{known} erased keys learnt, {found} destroyed again")
