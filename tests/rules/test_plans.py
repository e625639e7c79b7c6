"""No page reads a big table from end to end or hashes all of an actor's grants.

Sequential scans are switched off for the look: one that is planned all the same has no index to
go by, and would read the whole table in a province of a million cases.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from tests import make
from tests.pages import Browser

BIG = "access_grant|audit_entry|case_file|follow_up|inbox_item|ladder|message|referral\\w*"
WHOLE = re.compile(rf"Seq Scan on ({BIG})\b")
PAGES = (
    "/",
    "/board",
    "/board?due=soon",
    "/cases",
    "/cases?mine=1",
    "/cases?late=1",
    "/cases?risk=high",
    "/referrals",
    "/referrals?box=sent",
    "/inbox",
    "/directory",
)


@pytest.fixture
def plans(session: object) -> Iterator[dict[str, str]]:
    """The plan of every query that the pages send, as the web role prepares it."""
    assert session
    found: dict[str, str] = {}

    def explain(
        conn: sa.Connection, _cursor: object, statement: str, params: Any, *_rest: object
    ) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "WITH")) or statement in found:
            return
        with closing(conn.connection.cursor()) as look:
            look.execute("SAVEPOINT look")
            look.execute("SET LOCAL enable_seqscan = off")
            look.execute("EXPLAIN " + statement, params)
            found[statement] = "\n".join(row[0] for row in look.fetchall())
            look.execute("ROLLBACK TO SAVEPOINT look")

    engine = db.sqla.engine
    sa.event.listen(engine, "after_cursor_execute", explain)
    yield found
    sa.event.remove(engine, "after_cursor_execute", explain)


@pytest.mark.parametrize(
    "username",
    ["provinsi", "dp3a_maros", "kepala_maros", "mk_maros", "piket_maros", "relawan_maros"],
)
def test_no_plan_reads_a_big_table_whole(
    plans: dict[str, str], sign_in: Callable[[str], Browser], username: str
) -> None:
    case = make.report()
    browser = sign_in(username)
    for address in (*PAGES, f"/cases/{case.id}"):
        assert browser.get(address).status_code < 500, address
    assert len(plans) > 8
    hashed = [plan for plan in plans.values() if "hashed SubPlan" in plan]
    whole = {m[0]: query for query, plan in plans.items() if (m := WHOLE.search(plan))}
    assert not hashed
    assert not whole


def test_a_query_without_an_index_is_found(plans: dict[str, str]) -> None:
    make.acting("provinsi")
    db.session.execute(sa.text("SELECT number FROM case_file WHERE channel = 'phone'"))
    assert any(WHOLE.search(plan) for plan in plans.values())
