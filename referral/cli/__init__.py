"""Commands for operators: each a thin door to an action."""

import sys

from flask import Flask
from flask.cli import FlaskGroup

from referral.cli.audit import audit
from referral.cli.demo import demo
from referral.cli.dictionary import data
from referral.cli.directory import agency, area, calendar, route
from referral.cli.keys import keys
from referral.cli.limits import limits
from referral.cli.people import people
from referral.cli.reminders import reminders

GROUPS = (people, area, agency, calendar, route, limits, reminders, audit, keys, data, demo)


def register(app: Flask) -> None:
    """Hang the commands on the app."""
    for group in GROUPS:
        app.cli.add_command(group)


def main() -> None:
    """The console script: ``sipakainge`` is ``flask --app wsgi`` from anywhere."""
    FlaskGroup(name="sipakainge", set_debug_flag=False).main(["--app", "wsgi", *sys.argv[1:]])
