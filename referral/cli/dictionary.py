"""The data dictionary: every column of every table, and what it tells of whom."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask.cli import with_appcontext

from referral import db

FILE = Path(__file__).with_name("dictionary.csv")
CLASSES: Mapping[str, str] = {
    "sealed": "about a child, encrypted; opened by grant, each reading written down",
    "child": "about a child, in clear and naming nobody; row-level security, by grant",
    "link": "who or what belongs together; row-level security where a case is meant",
    "staff": "about a person with an account",
    "secret": "keys, digests of passwords and tokens; never shown",
    "record": "times, versions and states of the work; tells of nobody",
    "public": "directory, calendars, limits: what anybody may know",
}
"""What each class means, and what keeps it."""


def classified() -> dict[tuple[str, str], str]:
    """The class of each (table, column), as the reviewed file has it."""
    with FILE.open(newline="") as file:
        return {(row["table"], row["column"]): row["class"] for row in csv.DictReader(file)}


def columns() -> Iterator[tuple[str, str, str]]:
    """Each table, column and type of the models."""
    for table in sorted(db.Base.metadata.tables.values(), key=lambda table: table.name):
        for column in table.columns:
            yield table.name, column.name, str(column.type).lower()


@click.group("data")
def data() -> None:
    """What is kept, and about whom."""


@data.command("dictionary")
@with_appcontext
def dictionary() -> None:
    """Print every column with its class, made from the models, as Markdown."""
    for name, meaning in CLASSES.items():
        click.echo(f"- **{name}**: {meaning}")
    classes, last = classified(), ""
    purposes = {m.local_table.name: (m.class_.__doc__ or "") for m in db.Base.registry.mappers}  # type: ignore[attr-defined]
    for table, column, kind in columns():
        if table != last:
            click.echo(f"\n## {table}\n{purposes.get(table, '').splitlines()[0]}\n")
            click.echo("| Column | Type | Class |\n|---|---|---|")
            last = table
        click.echo(f"| {column} | {kind} | {classes.get((table, column), 'UNCLASSIFIED')} |")
