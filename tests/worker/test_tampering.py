"""Whatever is done to the audit behind the programs' back, a verification finds it."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from referral import audit, db
from referral.audit.chain import after
from referral.audit.entries import SEPARATOR, link, mac_of
from tests.make import wita
from tests.worker.house import House

NOON = wita(2026, 3, 16, 12)
TIMES = 200
Row = list[Any]
ID, MAC, PLACE, LINK, BODY = range(5)


def write(house: House, rows: int) -> None:
    """So many entries in one transaction, sealed at once."""
    with house.worker():
        with db.transaction():
            for number in range(rows):
                audit.write("thing.made", by=None, compartments=4, note=str(number))
        audit.seal()


@pytest.fixture
def chained(house: House) -> House:
    """A hundred entries: a checkpoint over the first sixty, and one over all."""
    house.clean()
    house.at(NOON)
    write(house, 60)
    house.at(NOON + timedelta(minutes=6))
    write(house, 40)
    return house


def verdict(house: House, *since: audit.Head) -> str:
    with house.worker():
        return audit.verify(*since).bad


def head(house: House) -> audit.Head:
    with house.worker():
        return audit.verify().head


def test_a_checkpoint_is_signed_after_a_thousand_rows_or_five_minutes(chained: House) -> None:
    write(chained, 999)
    write(chained, 1)
    rows = chained.sql("SELECT rows FROM audit_checkpoint ORDER BY rows")
    assert [row.rows for row in rows] == [60, 100, 1100]


@pytest.mark.parametrize(
    "done",
    [
        "DELETE FROM audit_entry WHERE place > 90",
        "UPDATE audit_entry SET place = NULL, chain = NULL WHERE place > 90",
        "DELETE FROM audit_entry WHERE place = 7",
        "UPDATE audit_entry SET note = 'x' WHERE place = 7",
        "UPDATE audit_entry SET chain = '\\x00' WHERE place = 100",
        "UPDATE audit_checkpoint SET rows = 50 WHERE rows = 60",
        "UPDATE audit_checkpoint SET head = '\\x00' WHERE rows = 60",
        "UPDATE audit_checkpoint SET at = at - interval '1 day' WHERE rows = 60",
    ],
)
def test_what_is_changed_in_the_database_is_found(chained: House, done: str) -> None:
    assert verdict(chained) == ""
    chained.sql(done)
    assert verdict(chained) != ""


def test_a_head_kept_elsewhere_shows_what_took_its_checkpoint_along(chained: House) -> None:
    kept = head(chained)
    chained.sql("DELETE FROM audit_entry WHERE place > 60")
    chained.sql("DELETE FROM audit_checkpoint WHERE rows > 60")
    assert verdict(chained) == ""
    assert verdict(chained, kept) == "row 100 of the chain is not the one kept elsewhere"


def test_since_a_head_only_what_came_later_is_read(chained: House) -> None:
    kept = audit.Head.parse(str(head(chained)))
    write(chained, 5)
    with chained.worker():
        found = audit.verify(kept)
    assert (found.rows, found.head.rows, found.bad) == (5, 105, "")


def test_no_program_may_change_a_checkpoint(chained: House) -> None:
    for done in ("UPDATE audit_checkpoint SET rows = 1", "DELETE FROM audit_checkpoint"):
        with chained.worker(), pytest.raises(sa.exc.ProgrammingError):
            db.session.execute(sa.text(done))


def change(rows: list[Row], chance: Random) -> None:
    """One field of one entry becomes another: the moment, who, what, of which case, which parts."""
    row = chance.choice(rows)
    fields = row[BODY].split(SEPARATOR)
    fields[chance.randrange(len(fields))] = str(chance.getrandbits(128))
    row[BODY] = SEPARATOR.join(fields)


def remove(rows: list[Row], chance: Random) -> None:
    rows.remove(chance.choice(rows))


def move(rows: list[Row], chance: Random) -> None:
    one, other = chance.sample(rows, 2)
    seat = slice(PLACE, LINK + 1)
    one[seat], other[seat] = other[seat], one[seat]
    rows.sort(key=lambda row: row[PLACE])


def cut(rows: list[Row], chance: Random) -> None:
    del rows[chance.randrange(len(rows)) :]


def rewrite(rows: list[Row], chance: Random) -> None:
    """By somebody who has the key of the chain, but not the one of the checkpoints."""
    first = chance.randrange(len(rows))
    rows[first][BODY] += "."
    chain = rows[first - 1][LINK] if first else b""
    for row in rows[first:]:
        row[MAC] = mac_of(row[BODY])
        row[LINK] = chain = link(chain, row[PLACE], row[MAC])


@pytest.mark.parametrize("tamper", [change, remove, move, cut, rewrite])
def test_each_of_a_thousand_changes_is_found(
    chained: House, tamper: Callable[[list[Row], Random], None]
) -> None:
    with chained.worker():
        with after() as found:
            true = [list(row) for row in found]
        heads = {60: true[59][LINK], 100: true[99][LINK]}
        assert audit.walk(true, heads).bad == ""
        seen = 0
        for seed in range(TIMES):
            rows = [list(row) for row in true]
            tamper(rows, Random(seed))  # noqa: S311 - repeatable
            seen += audit.walk(rows, heads).bad != ""
    assert seen == TIMES
