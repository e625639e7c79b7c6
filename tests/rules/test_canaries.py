"""No word of a child lies anywhere in clear: a word of its own in each sealed part, then a search.

Through tables, write-ahead log, Redis, logs, mails, error pages of others, of the whole server: raw
bytes of every file, and what each page that was refused has left behind. A tenth here, all of
it by ``make prove``.
"""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from referral import db
from referral.people.models import Person
from tests.pages import Browser
from tests.rules.people import Act, word
from tests.rules.stage import MAKE, Stage
from tests.servers import Servers, settings_for
from tests.worker.house import House
from tests.worker.sink import Sink, serving
from worker.dispatch import send_due

CLEAR = re.compile(rb"Zq[a-z]{3,40}zq")
CODED = b"5a71"
"""How each begins in hexadecimal."""
FEW, MANY = 100, 1000
ONCE = ("broken", "shut")
READERS = ("mk_maros", "polisi_maros", "dp3a_maros", "relawan_maros")
PAGES = ("/", "/cases", "/referrals", "/inbox", "/board", "/audit", "/cases?q=Zqmatazq", "/nowhere")


@pytest.fixture
def house(servers: Servers, worker_id: str) -> Iterator[House]:
    name = servers.clone(f"canaries_{worker_id}")
    made = House(settings_for(servers, name))
    yield made
    made.close()
    servers.drop(name)


def lived(house: House, least: int) -> list[Act]:
    """Cases in every state until so many words have been said; then everybody looks at each."""
    with house.web():
        stage = Stage(house)
        acts = list(stage.build().values())
        number = 0
        while len(said(acts)) < least:
            made, number = list[Act](), number + 1
            for name in (one for one in MAKE if one not in ONCE):
                made.append(Act(f"{name}{chr(96 + number)}", uuid4()))
                MAKE[name](stage, made[-1])
            acts += made
            house.sql(FREED)
    return acts


FREED = (
    "UPDATE case_file SET manager_id = p.id FROM person p WHERE p.username = 'mk2_maros'"
    " AND manager_id = (SELECT id FROM person WHERE username = 'mk_maros')"
)


def said(acts: list[Act]) -> set[bytes]:
    return {word(act.name, letter).encode() for act in acts for letter in act.letters}


def looked(house: House, acts: list[Act]) -> None:
    """Pages, refusals, forms with a word in a wrong place, an ended session; then the worker."""
    house.app.test_client_class = Browser
    for who in READERS:
        browser = entered(house, who)
        for act in acts[:: len(acts) // 6]:
            for path in (*PAGES, f"/cases/{act.case}", f"/referrals/{act.referral}"):
                with house.web():
                    assert browser.get(path).status_code < 500
            wrong = {"words": word(act.name, "T"), "form_key": str(uuid4()), "q": "Zqmatazq"}
            for path in (f"/cases/{act.case}/news", f"/referrals/{act.referral}/ask", "/cases"):
                with house.web():
                    assert browser.send(path, **wrong).status_code < 500
        with house.web():
            browser.send("/sign-out")
            browser.send(f"/cases/{acts[0].case}/news", words=word(acts[0].name, "T"))


def entered(house: House, who: str) -> Browser:
    browser = house.app.test_client()
    assert isinstance(browser, Browser)
    with house.web():
        browser.get("/sign-in")
        assert browser.send("/sign-in/demo", username=who).status_code == 303
    return browser


def worked(house: House) -> list[str]:
    """Reminders fall due, and mail goes out; what was sent."""
    with house.as_owner(), db.transaction():
        for who in READERS[:4]:
            db.session.get_one(Person, house.person(who)).write_to(f"{who}@contoh.example")
    house.sql("UPDATE app_clock SET ahead = ahead + interval '3 days'")
    house.tick()
    sink = Sink()
    with serving(sink) as address, house.worker():
        while send_due(f"smtp://{address}", "dari@contoh.example"):
            pass
    return [str(mail) for mail in sink.got]


def hits(folder: Path, acts: list[Act]) -> list[str]:
    """Files in which a word stands, as it is or in hexadecimal."""
    ours, found = said(acts), []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        raw = path.read_bytes()
        clear = set(CLEAR.findall(raw)) & ours
        coded = {w for w in ours if w.hex().encode() in raw} if CODED in raw else set()
        found += [f"{path.relative_to(folder)}: {len(clear | coded)}"] if clear | coded else []
    return found


def columns(house: House, acts: list[Act]) -> list[str]:
    """Columns in which a word stands, whatever their type."""
    ours = {one.decode() for one in said(acts)}
    tables = house.sql(
        "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables"
        " WHERE table_schema IN ('public', 'keys') AND table_type = 'BASE TABLE'"
    )
    return [table.name for table in tables if ours & _words(house, table.name)]


def _words(house: House, table: str) -> set[str]:
    rows = house.sql(f"SELECT to_jsonb(t)::text AS row FROM {table} t")  # noqa: S608 - ours
    return {found for one in rows for found in re.findall(r"Zq[a-z]+zq", one.row)}


def searched(servers: Servers, house: House, log: Any, least: int) -> None:
    acts = lived(house, least)
    words = len(said(acts))
    looked(house, acts)
    mails = worked(house)
    logged = "\n".join(record.getMessage() for record in log.records)
    files = hits(servers.folder, acts)
    print(f"{words} words in {len(acts)} cases, {len(mails)} mails, {len(files)} files with one")  # noqa: T201
    assert words >= least
    assert mails
    assert (files, columns(house, acts)) == ([], [])
    assert not re.findall(r"Zq[a-z]+zq", "\n".join([*mails, logged]))
    seen_at_all(servers, house, acts)


def seen_at_all(servers: Servers, house: House, acts: list[Act]) -> None:
    """A word that does stand somewhere is found."""
    told = word(acts[0].name, "I")
    house.sql("UPDATE unit SET name = :w WHERE code = 'kua-marusu'", w=told)
    assert columns(house, acts) == ["public.unit"]
    assert any("pg_wal" in one for one in hits(servers.folder, acts))


def test_a_tenth_of_the_words_is_nowhere(
    servers: Servers, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    searched(servers, house, caplog, FEW)


@pytest.mark.prove
def test_none_of_a_thousand_words_is_anywhere(
    servers: Servers, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    searched(servers, house, caplog, MANY)
