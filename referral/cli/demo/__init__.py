"""Commands of the demo: invented cases, the accounts, and a cookie of a signed-in one."""

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask.sessions import SecureCookieSessionInterface

from referral.cli.demo.load import load as load_demo
from referral.errors import Missing
from referral.people import actions, queries


@click.group("demo")
def demo() -> None:
    """Invented agencies, accounts and cases; only where DEMO is on."""


def _refuse_outside_demo() -> None:
    if not current_app.config["DEMO"]:
        raise click.ClickException("DEMO is off: there are no demo accounts here")


@demo.command("load")
@click.option("--cases", default=60, show_default=True, type=click.IntRange(0, 2000))
@click.option("--seed", default=1, show_default=True)
@with_appcontext
def load(cases: int, seed: int) -> None:
    """Load the demo's world and stories; a second time adds nothing."""
    _refuse_outside_demo()
    added = load_demo(current_app.config["DATABASE_OWNER_URL"], cases=cases, seed=seed)
    click.echo(f"{added} cases")


@demo.command("cookie")
@click.argument("username")
@with_appcontext
def cookie(username: str) -> None:
    """Print the session cookie, name=value, of a signed-in demo account."""
    _refuse_outside_demo()
    try:
        token = actions.start_session(queries.demo_account(username))
    except Missing:
        raise click.ClickException(f"{username} is no demo account") from None
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    if signer is None:
        raise click.ClickException("no SECRET_KEY")
    value = signer.dumps({"_user_id": token, "_fresh": True})
    click.echo(f"{app.config['SESSION_COOKIE_NAME']}={value}")


@demo.command("accounts")
@with_appcontext
def accounts() -> None:
    """Print user name, name, role and unit of each demo account."""
    _refuse_outside_demo()
    for person in queries.demo_cast():
        role = str(queries.ROLES[person.role])
        click.echo(f"{person.username:18}{person.name:20}{role:26}{person.unit.name}")
