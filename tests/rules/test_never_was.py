"""From whom a case is hidden gets at every address what he would get had there never been one.

The addresses come from the URL map and the ids from the database, so a new route, and a new table
that hangs on a case, are asked too. Compared are status, headers, body and the statements.
"""

import re
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from referral import db, policy
from referral.cases.models import CaseFile, RecordKind
from referral.policy import Role
from referral.referrals.models import Status
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_exclusions import shut_out

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
ONCE = re.compile(r'(nonce|value)="[^"]*"|nonce-[\w-]+')
ANY_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}")
LEAVES = {"people.sign_out", "people.sign_out_everywhere", "people.sign_in_demo"}
IDS = sa.text("""
    SELECT c.table_schema || '.' || c.table_name FROM information_schema.columns c
    JOIN information_schema.columns i USING (table_schema, table_name)
    WHERE c.column_name = 'case_id' AND i.column_name = :key AND i.data_type = 'uuid'
      AND c.table_name NOT IN ('access_grant', 'exclusion')""")
WORDS = ("x", RecordKind.FULL_ASSESSMENT.value)


class Answer(NamedTuple):
    """What comes back, and what it asked of the database, without what differs each time."""

    status: int
    headers: str
    body: str
    statements: tuple[str, ...]


class Asking:
    """A browser that notes its statements."""

    def __init__(self, browser: Browser, statements: list[str]) -> None:
        self.browser, self.statements = browser, statements

    def __call__(self, method: str, address: str) -> Answer:
        self.statements.clear()
        do = self.browser.get if method == "GET" else self.browser.send
        answer = do(address)
        plain = ONCE.sub("", answer.get_data(as_text=True))
        return Answer(
            answer.status_code,
            ANY_ID.sub("", ONCE.sub("", str(answer.headers))),
            ANY_ID.sub("", plain),
            tuple(self.statements),
        )


def rules(app: Flask) -> list[tuple[str, Rule]]:
    return [
        (method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) & {"GET", "POST"})
        if rule.endpoint not in LEAVES
    ]


def kinds(rule: Rule) -> list[tuple[str, bool]]:
    """The arguments of a rule, and whether each takes an id."""
    found = rule._converters.items()  # noqa: SLF001 - nowhere else
    return [(name, type(kind).__name__ == "UUIDConverter") for name, kind in found]


def addresses(app: Flask, rule: Rule, ids: list[UUID]) -> Iterator[str]:
    """The rule filled with each of the ids, and with each word where it takes words.

    Where it takes two ids, one of them is the first: the case.
    """
    arguments = kinds(rule)
    pools: list[list[Any]] = [ids if an_id else list(WORDS) for _name, an_id in arguments]
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for values in product(*pools):
            if sum(one in ids[1:] for one in values) > 1:
                continue
            named = {name: one for (name, _), one in zip(arguments, values, strict=True)}
            yield adapter.build(rule.endpoint, named)


def hidden_ids(case_id: UUID) -> list[UUID]:
    """The case, and whatever hangs on it and has an id, of each table one."""
    found = [case_id]
    for key in ("id", "key"):
        for table in db.session.scalars(IDS, {"key": key}).all():
            query = f"SELECT {key} FROM {table} WHERE case_id = :id ORDER BY {key} LIMIT 1"  # noqa: S608
            found += db.session.scalars(sa.text(query), {"id": case_id})
    return list(dict.fromkeys(found))


def hide_from(username: str) -> list[UUID]:
    """A case with a report and a referral in hand, hidden from him; the ids that hang on it."""
    sent = given.referral(Status.ACCEPTED)
    case_id = sent.case_id
    case = policy.find(CaseFile, case_id, given.acting("mk_maros"))
    ids = [sent.id, *hidden_ids(case_id)]
    given.acting(username)
    inbox = sa.text("SELECT key FROM inbox_item WHERE case_id = :id ORDER BY id DESC LIMIT 1")
    ids += db.session.scalars(inbox, {"id": case_id})
    given.acting("mk_maros")
    shut_out(case, username)
    return ids


MORE = [pytest.param(one, marks=pytest.mark.prove) for one in ("kepala_lain", "provinsi")]


@pytest.fixture(params=["relawan_maros", "polisi_maros", *MORE])
def username(request: pytest.FixtureRequest) -> str:
    """Somebody who would see the case, each on another ground; all four by ``make prove``."""
    worker("polres-maros-ppa", "polisi_lain", Role.UNIT_HEAD)
    worker("uptd-ppa-maros", "kepala_lain", Role.UNIT_HEAD)
    return str(request.param)


def test_at_every_address_of_the_case(
    app: Flask, sign_in: SignIn, statements: list[str], username: str
) -> None:
    ids, asks = hide_from(username), Asking(sign_in(username), statements)
    asks("GET", "/")
    wrong, asked = [], 0
    for method, rule in rules(app):
        if not any(an_id for _name, an_id in kinds(rule)):
            continue
        never = {ANY_ID.sub("", one): asks(method, one) for one in addresses(app, rule, [uuid4()])}
        for address in addresses(app, rule, ids):
            asked += 1
            if asks(method, address) != never[ANY_ID.sub("", address)]:
                wrong.append((method, address))
    assert asked > 100 * len(ids)
    assert not wrong


def elsewhere(app: Flask, username: str) -> list[str]:
    """Lists, searches, boards and answers on paper; pages about people and units."""
    me, colleague = given.person(username), given.person("mk_maros")
    near = [me.id, me.unit_id, colleague.id, colleague.unit_id]
    found = []
    for method, rule in rules(app):
        if method == "GET" and "token" not in rule.arguments and rule.endpoint != "static":
            asked = "?q={number}", "?q=Kenari", "?opened=1", "?box=sent"
            more = ("", *asked) if not rule.arguments else ("",)
            found += [one + end for one in addresses(app, rule, near) for end in more]
    return found


def test_in_every_list_and_on_every_other_page(
    app: Flask, sign_in: SignIn, statements: list[str], username: str
) -> None:
    asks = Asking(sign_in(username), statements)
    pages = elsewhere(app, username)
    number = f"MRS-{db.now():%Y}-000001"
    for _warm in range(2):
        before = {page: asks("GET", page.format(number=number)) for page in pages}
    hide_from(username)
    asks("GET", "/")
    after = {page: asks("GET", page.format(number=number)) for page in pages}
    different = [page for page in pages if before[page] != after[page]]
    assert sum(answer.status == 200 for answer in after.values()) > 10
    assert not different
