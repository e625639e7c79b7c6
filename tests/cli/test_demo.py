"""The demo: invented stories told once, true in every row; a door only where DEMO is on."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from referral import db
from referral.app import create_app
from referral.cases.models import CaseFile
from referral.cli.cast import EVERYBODY, Part
from referral.directory.models import Unit
from referral.policy import SHARABLE, AgencyKind, Role
from referral.referrals.models import Kind, Referral, Status
from tests.demo import enter
from tests.servers import Servers, settings_for

WITHOUT = (Role.ADMINISTRATOR, Role.AUDITOR)
HELD = re.compile(r'href="/(cases|referrals|board)/[0-9a-f-]{36}')


@pytest.fixture(scope="module")
def app(servers: Servers, worker_id: str) -> Iterator[Flask]:
    """The application on a database of its own, the demo loaded: what is written stays."""
    made = create_app(settings_for(servers, servers.demo(f"demo_{worker_id}")))
    yield made
    with made.app_context():
        db.sqla.engine.dispose()


@pytest.fixture
def owner(app: Flask) -> Iterator[sa.Connection]:
    """The owner role, behind row-level security."""
    engine = sa.create_engine(app.config["DATABASE_OWNER_URL"], poolclass=sa.NullPool)
    with engine.connect() as connection:
        yield connection


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["demo", *words])


def figures(owner: sa.Connection) -> list[int]:
    """How many rows there are of all that a story leaves behind."""
    tables = ("case_file", "referral", "follow_up", "access_grant", "inbox_item", "duty", "absence")
    counts = [sa.select(sa.func.count()).select_from(sa.table(name)) for name in tables]
    return [owner.scalar(query) or 0 for query in counts]


def test_sixty_cases_in_every_state(servers: Servers, owner: sa.Connection) -> None:
    assert servers.told() == "60 cases\n"
    cases = owner.execute(sa.select(CaseFile.status, CaseFile.district_code)).all()
    assert len(cases) == 60
    assert {status for status, _place in cases} >= {"reported", "open", "closing", "closed"}
    assert {place for _status, place in cases} == {"73.08", "73.09", "73.71"}
    states = set(owner.scalars(sa.select(Referral.status)))
    assert states >= set(Status) - {Status.DRAFT}


def test_some_are_late_and_one_darurat_is_unclaimed(owner: sa.Connection) -> None:
    late = owner.scalar(sa.text("SELECT count(*) FROM case_file WHERE next_due_at < app_now()"))
    assert late is not None
    assert late >= 5
    unclaimed = "SELECT count(*) FROM referral WHERE urgency = 'darurat' AND claimed_at IS NULL"
    assert owner.scalar(sa.text(unclaimed)) == 3


def test_every_kind_of_receiver_has_work(owner: sa.Connection) -> None:
    rows = owner.execute(
        sa.select(Unit.kind, Referral.kind, Referral.status).join(
            Unit, Unit.id == Referral.to_unit_id
        )
    ).all()
    asked = {receiver for receiver, kind, _status in rows if kind is not Kind.VILLAGE_REPORT}
    assert asked == set(SHARABLE)
    for kind in (AgencyKind.SCHOOL, AgencyKind.DUKCAPIL):
        states = {status for receiver, _kind, status in rows if receiver is kind}
        assert Status.SENT in states
        assert states & {Status.IN_SERVICE, Status.COMPLETED}
    transfers = {status for _receiver, kind, status in rows if kind is Kind.TRANSFER}
    assert transfers >= {Status.SENT, Status.ACCEPTED}


@pytest.mark.parametrize("who", [p for p in EVERYBODY if p.role not in WITHOUT], ids=str)
def test_every_account_that_holds_work_finds_some(app: Flask, who: Part) -> None:
    client = enter(app, who.username)
    page = client.get("/").get_data(as_text=True)
    boxes = [client.get(f"/referrals?box={box}").get_data(as_text=True) for box in ("in", "done")]
    assert HELD.search("".join([page, *boxes])), "a day without a child"


def test_a_second_time_adds_nothing(app: Flask, owner: sa.Connection) -> None:
    before = figures(owner)
    assert run(app, "load").output == "0 cases\n"
    assert figures(owner) == before


def test_the_clock_is_right_again_and_all_rows_are_true(app: Flask, owner: sa.Connection) -> None:
    assert owner.scalar(sa.text("SELECT ahead = '0' FROM app_clock")) is True
    verified = app.test_cli_runner().invoke(args=["audit", "verify", "--deep"])
    assert verified.exit_code == 0, verified.output
    future = "SELECT count(*) FROM audit_entry WHERE at > now()"
    assert owner.scalar(sa.text(future)) == 0
    assert owner.scalar(sa.text("SELECT count(*) FROM message")) == 0, "nobody is mailed"


def test_a_cookie_opens_pages_as_that_account(app: Flask) -> None:
    name, _, value = run(app, "cookie", "dp3a_maros").output.strip().partition("=")
    assert name == app.config["SESSION_COOKIE_NAME"]
    browser = app.test_client()
    browser.set_cookie(name, value)
    page = browser.get("/board")
    assert page.status_code == 200
    assert "Bahar Contoh" in page.get_data(as_text=True)


@pytest.mark.parametrize("username", ["nobody", "", "%", "x" * 500])
def test_no_cookie_for_anybody_else(app: Flask, username: str) -> None:
    refused = run(app, "cookie", username)
    assert refused.exit_code == 1
    assert "is no demo account" in refused.output


def test_the_accounts_are_told_in_columns(app: Flask) -> None:
    lines = run(app, "accounts").output.splitlines()
    assert len(lines) == 25
    assert any("mk_maros" in line and "Manajer kasus" in line for line in lines)


def test_outside_the_demo_there_is_none(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "DEMO", False)
    for words in (["load"], ["cookie", "mk_maros"], ["accounts"]):
        refused = run(app, *words)
        assert refused.exit_code == 1
        assert "DEMO is off" in refused.output


def test_an_ordinary_life_never_comes_near_the_bound_of_reads(owner: sa.Connection) -> None:
    read = sa.text("SELECT count(*) FROM audit_entry WHERE act = 'case.read'")
    assert owner.scalar(read)
    assert not owner.scalar(sa.text("SELECT count(*) FROM read_alert"))
