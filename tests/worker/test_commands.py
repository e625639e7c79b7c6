"""Commands of operators, as a person types them."""

import json
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import Result

from referral.referrals.models import Referral
from referral.reminders.limits import Kind
from tests.make import wita
from tests.servers import Servers, environment
from tests.worker.house import House

NOON = wita(2026, 3, 16, 12)


class Shell:
    """``flask --app wsgi ...`` as the house's web application has it."""

    def __init__(self, house: House, env: dict[str, str]) -> None:
        self.runner = house.app.test_cli_runner(env=env)

    def __call__(self, *words: str) -> Result:
        return self.runner.invoke(args=list(words))


@pytest.fixture
def shell(house: House, servers: Servers) -> Shell:
    database = sa.make_url(house.settings.DATABASE_URL).database or ""
    return Shell(house, environment(servers, database))


@pytest.fixture
def case(house: House) -> Referral:
    house.at(NOON)
    case = house.quiet_case()
    house.promise(case, Kind.TRIAGE, "mk_maros")
    house.sql("UPDATE person SET mail_on = true WHERE username = 'mk_maros'")
    return case


def last_line(done: Result) -> Any:
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.mark.usefixtures("case")
def test_tick_send_check_and_verify(
    house: House, shell: Shell, capfd: pytest.CaptureFixture[str]
) -> None:
    assert last_line(shell("reminders", "tick"))["decided"] == 0
    later = (NOON + timedelta(hours=5)).isoformat()
    assert last_line(shell("reminders", "tick", "--now", later))["decided"] == 1
    house.at(NOON + timedelta(hours=5, minutes=1))
    assert shell("reminders", "send").exit_code == 0
    assert json.loads(capfd.readouterr().out) == {"skipped": 1}
    assert shell("reminders", "check").stdout == "ok\n"
    verified = shell("audit", "verify").stdout.strip()
    assert verified.endswith("ok")
    checkpoint = verified.split("checkpoint ")[1].removesuffix(": ok")
    assert shell("audit", "verify", "--since", checkpoint).exit_code == 0


@pytest.mark.usefixtures("case")
def test_a_broken_law_or_row_ends_them_with_1(house: House, shell: Shell) -> None:
    house.sql("DELETE FROM ladder")
    checked = shell("reminders", "check")
    assert (checked.exit_code, "has a ladder" in checked.stderr) == (1, True)
    house.sql("UPDATE audit_entry SET act = 'nothing.happened'")
    verified = shell("audit", "verify")
    assert (verified.exit_code, "BAD" in verified.stdout) == (1, True)
    assert shell("reminders", "tick", "--now", "tomorrow").exit_code == 2
    assert shell("audit", "verify", "--since", "yesterday").exit_code == 2
