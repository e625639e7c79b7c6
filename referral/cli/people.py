"""Commands about accounts: the first administrator, inviting, suspending, beginning anew."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext

from referral import db
from referral.cli.world import load_office
from referral.directory import queries as directory
from referral.directory.queries import any_unit, unit_by_code
from referral.errors import Missing, Refused
from referral.i18n import _
from referral.people import actions, queries
from referral.people.models import Person
from referral.policy import Actor, Role
from referral.reports import actions as staff
from referral.web.forms import clean
from referral.web.refusals import sentence

_USERNAME = re.compile(r"[a-z][a-z0-9_.-]{2,39}", re.ASCII)
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LONGEST_NAME = 100
USERNAME = click.argument("username")
ALONE = (Role.VOLUNTEER, Role.PROVIDER)
"""Whom one operator may invite."""


@click.group("people")
def people() -> None:
    """Accounts: they are made and ended here, by two people where it matters."""


@contextmanager
def _as_owner() -> Iterator[None]:
    """Work as the owner role; a rule that says no is one line for the operator."""
    try:
        with db.as_role(current_app.config["DATABASE_OWNER_URL"]):
            yield
    except Refused as refused:
        raise click.ClickException(sentence(refused.key, refused.facts)) from None
    except Missing:
        raise click.ClickException(_("Tidak ditemukan.")) from None


@people.command("invite")
@USERNAME
@click.option("--name", required=True)
@click.option("--role", required=True, type=click.Choice([role.value for role in Role]))
@click.option("--unit", required=True, help="code of the unit")
@click.option("--mail", default="", help="where reminders go, sealed")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="last day of the mandate")
@with_appcontext
def invite(
    username: str, name: str, role: str, unit: str, mail: str, until: datetime | None
) -> None:
    """Make an account and print its link and its spoken code; both last 48 hours.

    Where the role sees more than what comes to one's own desk, a second person signs for it.
    """
    day = until.date() if until else None
    with _as_owner():
        new = actions.NewPerson(
            username=_username(username),
            name=_name(name),
            role=Role(role),
            unit_id=_unit(unit),
            mandate_until=day,
            mail=_mail(mail),
        )
        actions.may_invite(new)
        second = None if new.role in ALONE else _second_person(new.unit_id)
        _hand_out(actions.invite(new, by=second))


@people.command("first")
@with_appcontext
def first() -> None:
    """Ask for the first administrator and, in an empty database, the office; refused later."""
    with _as_owner():
        if queries.administrators():
            raise click.ClickException(_("Sudah ada pengelola. Pakai: people invite."))
        new = actions.NewPerson(
            username=click.prompt(_("Nama akun"), value_proc=_username),
            name=click.prompt(_("Nama"), value_proc=_name),
            role=Role.ADMINISTRATOR,
            unit_id=_office(),
        )
        _hand_out(actions.invite(new))


@people.command("suspend")
@USERNAME
@click.option("--to", default="", help="the colleague who takes over all that is held")
@with_appcontext
def suspend(username: str, to: str) -> None:
    """End an account now: its sessions, browsers and invitations.

    Refused while it holds work, with how much; ``--to`` hands all of it over in the same step,
    for which the unit's head signs (where it has none, an administrator).
    """
    with _as_owner():
        person = _person(username)
        if to:
            _hand_over(person, _person(to).id)
        else:
            staff.may_leave(person)
            actions.suspend(person)
        click.echo(_("%(name)s ditangguhkan.", name=username))


@people.command("reset")
@USERNAME
@with_appcontext
def reset(username: str) -> None:
    """Close an account's ways in and invite its owner anew; a second person signs for it."""
    with _as_owner():
        person = _person(username)
        second = _second_person(person.unit_id, but=person.id)
        _hand_out(actions.reset(person, by=second))


def _hand_over(person: Person, by_whom: UUID) -> None:
    leaver, unit_id = person.id, person.unit_id
    head = _second_person(unit_id, but=leaver)
    db.session.rollback()
    db.acting(head.id, head.unit_id)
    unit = directory.unit(unit_id)
    if unit is None:
        raise Missing
    staff.leave(queries.own(leaver), unit, by_whom=by_whom, by=head)


def _second_person(unit_id: UUID, but: UUID | None = None) -> Actor:
    """An administrator or the unit's head, proved here; never the owner of the account."""
    click.echo(_("Orang kedua: pengelola lain atau kepala unit pemilik akun."))
    name = click.prompt(_("Nama akun"))
    password = click.prompt(_("Kata sandi"), hide_input=True)
    code = click.prompt(_("Kode dari aplikasi autentikator"))
    proved = actions.prove_password(name, password, "")
    if proved is None or proved == but or not actions.prove_code(proved, code, ""):
        raise click.ClickException(_("Orang kedua tidak terbukti."))
    second = queries.actor(proved)
    leads = second.role is Role.UNIT_HEAD and second.unit_id == unit_id
    if not leads and second.role is not Role.ADMINISTRATOR:
        raise click.ClickException(_("Orang kedua tidak terbukti."))
    return second


def _hand_out(invited: actions.Invited) -> None:
    base = current_app.config["BASE_URL"]
    click.echo(_("Kirim tautan ini: %(link)s", link=f"{base}/activate/{invited.token}"))
    click.echo(_("Sebut kode ini dengan suara: %(code)s", code=invited.code))
    click.echo(_("Keduanya berlaku 48 jam, satu kali."))


def _person(username: str) -> Person:
    found = queries.named(clean(username))
    if found is None:
        raise Missing
    return found


def _username(text: str) -> str:
    if not _USERNAME.fullmatch(text):
        raise click.BadParameter(_("Nama akun: huruf kecil, angka, titik, garis; 3 sampai 40."))
    return text


def _name(text: str) -> str:
    name = clean(text)
    if not any(letter.isalpha() for letter in name) or len(name) > _LONGEST_NAME:
        raise click.BadParameter(_("Nama harus berisi huruf, paling banyak 100."))
    return name


def _office() -> UUID:
    """Of the first administrator: a unit that is there, or the first one, made by its name."""
    if any_unit():
        found: UUID = click.prompt(_("Kode unit"), value_proc=_unit)
        return found
    return _unit(load_office(click.prompt(_("Nama kantor pengelola"), value_proc=_name)))


def _unit(code: str) -> UUID:
    found = unit_by_code(clean(code))
    if found is None:
        raise click.BadParameter(_("Unit %(code)s tidak dikenal.", code=clean(code)))
    return found.id


def _mail(text: str) -> str | None:
    if text and not _MAIL.fullmatch(text):
        raise click.BadParameter(_("Alamat surel tidak dikenali."))
    return text or None
