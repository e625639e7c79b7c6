"""Commands that load a file of the directory: whole or not at all, each bad line told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext

from referral import db
from referral.directory import actions
from referral.directory.actions.tally import Tally
from referral.directory.forms import agencies, areas, calendars, leave, routes, sheet
from referral.directory.models import Area, Unit
from referral.i18n import _

FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
Loaded = tuple[Tally, tuple[sheet.Refusal, ...]]


def import_areas(data: bytes) -> Loaded:
    """Load a file of areas as the role the session works as; refusals, or what changed."""
    return load(areas.parse(data, _known()), actions.load_areas)


def import_agencies(data: bytes) -> Loaded:
    """The same for agencies, units and desks."""
    return load(agencies.parse(data, _known()), actions.load_agencies)


def import_holidays(data: bytes) -> Loaded:
    """The same for the days on which offices are closed."""
    return load(calendars.parse(data), actions.load_holidays)


def import_leave(data: bytes) -> Loaded:
    """The same for the days on which one unit's office is closed."""
    units = set(db.session.scalars(sa.select(Unit.code)))
    return load(leave.parse(data, units), actions.load_leave)


def import_routes(data: bytes) -> Loaded:
    """The same for who may hand over to whom."""
    return load(routes.parse(data), actions.load_routes)


def _known() -> set[str]:
    return set(db.session.scalars(sa.select(Area.code)))


def load(parsed: sheet.Parsed[Any], load: Callable[..., Tally]) -> Loaded:
    return (Tally() if parsed.refusals else load(parsed.rows)), parsed.refusals


def run(load: Callable[[bytes], Loaded], file: Path) -> None:
    """Print what changed; with a refusal nothing is changed and the command fails."""
    with db.as_role(current_app.config["DATABASE_OWNER_URL"]):
        tally, refusals = load(file.read_bytes())
    for refusal in refusals:
        click.echo(_("baris %(line)s: %(reason)s", line=refusal.line, reason=refusal.reason))
    if refusals:
        raise click.ClickException(_("Tidak ada yang diubah."))
    click.echo(_("%(added)s baru, %(changed)s berubah", added=tally.added, changed=tally.changed))
    if tally.removed:
        click.echo(_("%(removed)s dihapus", removed=tally.removed))


@click.group("area")
def area() -> None:
    """Areas by Kemendagri code."""


@area.command("import")
@FILE
@with_appcontext
def area_import(file: Path) -> None:
    """Load areas: code,name,level,aliases."""
    run(import_areas, file)


@click.group("agency")
def agency() -> None:
    """Agencies, their units and desks."""


@agency.command("import")
@FILE
@with_appcontext
def agency_import(file: Path) -> None:
    """Load one unit a line, with its desk."""
    run(import_agencies, file)


@click.group("calendar")
def calendar() -> None:
    """Days on which offices are closed."""


@calendar.command("import")
@FILE
@with_appcontext
def calendar_import(file: Path) -> None:
    """Load holidays: date,kind,name,status; the years in the file become as it says."""
    run(import_holidays, file)


@calendar.command("leave")
@FILE
@with_appcontext
def leave_import(file: Path) -> None:
    """Load units' own days of leave: unit,date,name."""
    run(import_leave, file)


@click.group("route")
def route() -> None:
    """Who may hand over to whom."""


@route.command("import")
@FILE
@with_appcontext
def route_import(file: Path) -> None:
    """Load routes: from,to,service,how,when,needs,since."""
    run(import_routes, file)
