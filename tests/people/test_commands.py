"""Commands about accounts: what they hand out, and what they refuse in one line."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from referral import db
from referral.app import create_app
from referral.cases.models import CaseFile
from referral.cli.people import people
from referral.directory.queries import unit_by_code
from referral.people import actions, queries
from referral.people.models import token_hash
from referral.policy import Role
from tests.demo import enter
from tests.pages import Browser
from tests.people.given import NONCE, PASSWORD, browser
from tests.referrals import given
from tests.servers import Servers, settings_for

INVITE = ["invite", "--name", "Nia Contoh", "--role", "provider", "--unit", "uptd-ppa-maros"]


@pytest.fixture(scope="module")
def app(servers: Servers, worker_id: str) -> Iterator[Flask]:
    """The application on a database of its own: what a command writes stays written."""
    made = create_app(settings_for(servers, servers.clone(f"cli_{worker_id}")))
    made.test_client_class = Browser
    yield made
    with made.app_context():
        db.sqla.engine.dispose()


def run(app: Flask, *words: str, typed: str = "") -> Result:
    return app.test_cli_runner().invoke(people, list(words), input=typed)


def handed_out(result: Result) -> tuple[str, str]:
    assert result.exit_code == 0, result.output
    link = re.search(r"/activate/(\S+)", result.output)
    code = re.search(r"\b(\d{6})\b", result.output.partition("/activate/")[2].partition("\n")[2])
    assert link
    assert code
    return link[1], code[1]


def in_use(app: Flask, result: Result) -> None:
    """Finish the invitation as its owner would."""
    token, _code = handed_out(result)
    with app.app_context():
        code = pyotp.TOTP(actions.secret_of(NONCE)).at(db.now())
        actions.activate(token_hash(token), actions.Proofs(PASSWORD, NONCE, code))


def head(app: Flask, username: str, of: str = "uptd-ppa-maros") -> str:
    """A head of that unit, whose account is in use; the next code of his."""
    with app.app_context(), db.as_role(app.config["DATABASE_OWNER_URL"]):
        unit = unit_by_code(of)
        assert unit
        new = actions.NewPerson(username, "Nia Contoh", Role.UNIT_HEAD, unit.id)
        invited = actions.invite(new)
        code = pyotp.TOTP(actions.secret_of(NONCE)).at(db.now())
        actions.activate(token_hash(invited.token), actions.Proofs(PASSWORD, NONCE, code))
        return pyotp.TOTP(actions.secret_of(NONCE)).at(db.now() + timedelta(seconds=30))


def test_an_invitation_is_printed_with_its_code(app: Flask) -> None:
    token, code = handed_out(run(app, *INVITE, "nia", "--mail", "nia@contoh.example"))
    with app.app_context():
        at = browser(app)
        at.get(f"/activate/{token}")
        assert at.send(f"/activate/{token}", code=code).status_code == 303


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([*INVITE, "mk_maros"], "Nama akun itu sudah dipakai."),
        ([*INVITE, "Nia"], "huruf kecil"),
        ([*INVITE, "wrong", "--mail", "x"], "Alamat surel"),
        ([*INVITE, "wrong", "--unit", "tidak-ada"], "tidak dikenal"),
        ([*INVITE, "wrong", "--name", "\x00"], "Nama harus berisi huruf"),
        ([*INVITE, "wrong", "--until", "besok"], "besok"),
        ([*INVITE, "wrong", "--role", "raja"], "raja"),
        (["suspend", "nobody"], "Tidak ditemukan."),
        (["reset", "nobody"], "Tidak ditemukan."),
    ],
)
def test_bad_input_is_one_line(app: Flask, words: list[str], told: str) -> None:
    result = run(app, *words)
    assert result.exit_code in {1, 2}
    assert told in result.output
    assert "Traceback" not in result.output


def test_the_first_administrator_is_asked_for_once(app: Flask) -> None:
    answers = "dina\nNia Contoh\nuptd-keliru\nuptd-ppa-maros\n"
    in_use(app, run(app, "first", typed=answers))
    again = run(app, "first", typed=answers)
    assert again.exit_code == 1
    assert "Sudah ada pengelola." in again.output


def test_in_an_empty_database_the_office_is_asked_for_too(servers: Servers, worker_id: str) -> None:
    settings = settings_for(servers, servers.clone(f"empty_{worker_id}"))
    owner_url = settings.DATABASE_OWNER_URL
    with sa.create_engine(owner_url, poolclass=sa.NullPool).begin() as owner:
        owner.execute(sa.text("TRUNCATE area, agency, referral_route, holiday, person CASCADE"))
    empty = create_app(settings)
    told = run(empty, "first", typed="dina\nNia Contoh\nPengelola Sipakainge' Bone\n")
    in_use(empty, told)
    with empty.app_context():
        first = queries.named("dina")
        assert first
        assert first.unit_id == unit_by_code("pengelola").id  # type: ignore[union-attr]
        assert db.session.scalar(sa.text("SELECT count(*) FROM area")) > 3000
        db.session.remove()
        db.sqla.engine.dispose()


def test_a_suspended_account_is_inactive(app: Flask) -> None:
    in_use(app, run(app, *INVITE, "rani"))
    assert run(app, "suspend", "rani").exit_code == 0
    with app.app_context():
        person = queries.named("rani")
        assert person
        assert not person.active


def test_a_reset_needs_a_second_person(app: Flask) -> None:
    code = head(app, "tuti")
    head(app, "joko")
    own = run(app, "reset", "tuti", typed=f"tuti\n{PASSWORD}\n{code}\n")
    assert own.exit_code == 1
    assert "Orang kedua tidak terbukti." in own.output
    wrong = run(app, "reset", "tuti", typed=f"joko\n{PASSWORD}\n000000\n")
    assert wrong.exit_code == 1
    assert PASSWORD not in own.output + wrong.output


def test_a_reset_by_two_hands_out_a_new_way_in(app: Flask) -> None:
    in_use(app, run(app, *INVITE, "sari"))
    code = head(app, "wati")
    in_use(app, run(app, "reset", "sari", typed=f"wati\n{PASSWORD}\n{code}\n"))


MORE = [role.value for role in Role if role not in (Role.VOLUNTEER, Role.PROVIDER)]


@pytest.mark.parametrize("role", MORE)
def test_a_role_that_sees_more_is_given_by_two(app: Flask, role: str) -> None:
    alone = run(app, *INVITE, f"baru_{role}", "--role", role, typed="\n\n\n")
    assert alone.exit_code == 1
    assert "/activate/" not in alone.output
    code = head(app, f"kepala_{role}")
    typed = f"kepala_{role}\n{PASSWORD}\n{code}\n"
    handed_out(run(app, *INVITE, f"baru_{role}", "--role", role, typed=typed))
    again = run(app, *INVITE, f"lain_{role}", "--role", role, typed=typed)
    assert again.exit_code == 1, "a code signs once"


def test_a_provider_signs_for_nobody(app: Flask) -> None:
    in_use(app, run(app, *INVITE, "lala"))
    with app.app_context():
        code = pyotp.TOTP(actions.secret_of(NONCE)).at(db.now() + timedelta(seconds=30))
    typed = f"lala\n{PASSWORD}\n{code}\n"
    refused = run(app, *INVITE, "baru", "--role", "unit_head", typed=typed)
    assert refused.exit_code == 1
    assert "Orang kedua tidak terbukti." in refused.output


def shown_as(app: Flask, username: str) -> str:
    """What the administrator's list says of an account."""
    with app.app_context():
        page = enter(app, "admin").get("/people").get_data(as_text=True)
    return page.split(f">{username} ·")[1].split("</li>")[0]


def test_nobody_is_suspended_with_work_in_hand(app: Flask) -> None:
    code = head(app, "ratna")
    with app.app_context():
        given.open_case()
        db.session.remove()
    refused = run(app, "suspend", "mk_maros")
    assert refused.exit_code == 1
    assert "mk_maros memegang: 1 kasus" in refused.output
    assert "Aktif" in shown_as(app, "mk_maros")
    unsigned = run(app, "suspend", "mk_maros", "--to", "kepala_maros", typed="\n\n\n")
    assert unsigned.exit_code == 1
    assert "Aktif" in shown_as(app, "mk_maros")
    signed = f"ratna\n{PASSWORD}\n{code}\n"
    done = run(app, "suspend", "mk_maros", "--to", "kepala_maros", typed=signed)
    assert done.exit_code == 0, done.output
    checked = app.test_cli_runner().invoke(args=["reminders", "check"])
    assert checked.exit_code == 0, checked.output
    assert "Ditangguhkan" in shown_as(app, "mk_maros")
    with app.app_context():
        heir = given.acting("kepala_maros")
        manages = sa.select(CaseFile.manager_id).where(CaseFile.visible_to(heir))
        assert set(db.session.scalars(manages)) == {heir.id}
        db.session.remove()


def test_the_only_head_of_a_unit_stays(app: Flask) -> None:
    head(app, "asri", of="uptd-ppa-bone")
    refused = run(app, "suspend", "asri")
    assert refused.exit_code == 1
    assert "perlu kepala" in refused.output


def test_who_was_invited_is_told_from_who_was_suspended(app: Flask) -> None:
    handed_out(run(app, *INVITE, "indo"))
    assert "Diundang" in shown_as(app, "indo")
    assert run(app, "suspend", "indo").exit_code == 0
    assert "Ditangguhkan" in shown_as(app, "indo")
