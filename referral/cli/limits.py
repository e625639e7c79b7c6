"""The command that loads dated limits: whole or not at all, each bad line told."""

from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from referral import db
from referral.cli.directory import FILE, Loaded, load, run
from referral.directory.models import Area
from referral.reminders import forms
from referral.reminders.actions.limits import load_limits


def import_limits(data: bytes) -> Loaded:
    """Load a file of limits as the role the session works as; refusals, or what changed."""
    known = set(db.session.scalars(sa.select(Area.code)))
    return load(forms.parse(data, known), load_limits)


@click.group("limits")
def limits() -> None:
    """How long each promise may take, since when, on which ground."""


@limits.command("import")
@FILE
@with_appcontext
def limits_import(file: Path) -> None:
    """Load limits: kind,risk,receiver,urgency,placement,district,amount,clock,target,...

    ... mark,source,since. What is empty holds for any; shipped rows hold where no row is loaded.
    """
    run(import_limits, file)
