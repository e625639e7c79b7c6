"""What a page costs: at most 12 statements, for every side that opens it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from referral import db
from referral.referrals.models import Status
from tests.pages import Browser
from tests.referrals import given

MOST = 12
Savepoint = ("SAVEPOINT", "RELEASE", "ROLLBACK")


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """What is sent to the database, but for the savepoints that stand for commits in tests."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(Savepoint):
            seen.append(statement)

    with app.app_context():
        engine = db.sqla.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def test_no_page_of_a_referral_costs_more(
    sign_in: Callable[[str], Browser], statements: list[str]
) -> None:
    case, _manager = given.open_case()
    sent = given.referral(Status.SENT, case).id
    accepted = given.referral(Status.ACCEPTED, case).id
    recalled = given.referral(Status.RECALLED, case).id
    pages: dict[str, list[Any]] = {
        "polisi_maros": [sent, sent, accepted, recalled, f"{sent}/accept", f"{accepted}/start"],
        "mk_maros": [sent, accepted, recalled, f"{sent}/decline", f"{accepted}/recall"],
        "kepala_maros": [accepted],
        "dp3a_maros": [accepted],
    }
    for who, paths in pages.items():
        browser = sign_in(who)
        lists = [f"/referrals?box={box}" for box in ("in", "sent", "done")]
        for address in [*(f"/referrals/{path}" for path in paths), *lists]:
            statements.clear()
            assert browser.get(address).status_code == 200
            assert len(statements) <= MOST, (who, address, statements)
