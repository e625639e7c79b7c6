"""The policy and the database's own, each switched off in turn: the other still holds.

On the demo's cases with grants, exclusions and ends thrown at random, against rules written here
by hand. The policy alone is asked as the owner's role, whom row-level security lets through; the
database alone by queries without a condition, as the web's.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.policy import WHOEVER, Actor
from tests.rules.grounds import Grounds
from tests.rules.sight import EXACT, FROM, RULES, key
from tests.servers import Servers, settings_for
from tests.worker.house import House

SEED, MOST, FEW = 4, 10_000, 6


@pytest.fixture(scope="module")
def thrown(servers: Servers, worker_id: str) -> Iterator[Grounds]:
    """The demo with grants thrown at random."""
    name = servers.demo(f"alone_{worker_id}")
    house = House(settings_for(servers, name))
    yield Grounds(house, Random(SEED))  # noqa: S311 - always the same
    house.close()
    servers.drop(name)


def allowed(thrown: Grounds, whom: Any, table: str) -> tuple[set[object], int]:
    """The rows that this person may see at most, and how many there are."""
    rows = thrown.house.sql(f"SELECT * FROM {FROM.get(table, table)}")  # noqa: S608 - our own names
    _model, rule = RULES[table]
    case = "id" if table == "case_file" else "case_id"
    fits = (row for row in rows if rule(thrown.of(whom, getattr(row, case)), row))
    return {getattr(row, key(table)) for row in fits}, len(rows)


def by_the_database(_who: Actor, table: str) -> set[object]:
    return set(db.session.scalars(sa.text(f"SELECT {key(table)} FROM {table}")))  # noqa: S608


def by_the_policy(who: Actor, table: str) -> set[object]:
    model, _rule = RULES[table]
    assert model
    column = getattr(model, key(table))
    return set(db.session.scalars(sa.select(column).where(model.visible_to(who))))


def compare(
    thrown: Grounds, people: list[Any], seen: Callable[[Actor, str], set[object]], tables: list[str]
) -> tuple[int, int, list[str]]:
    """How many pairs of a person and a row were looked at, how many are seen, what is wrong."""
    pairs, shown, wrong = 0, 0, list[str]()
    exact = EXACT["the policy" if seen is by_the_policy else "the database"]
    for whom in people:
        who = replace(WHOEVER, id=whom.id, unit_id=whom.unit_id)
        db.session.commit()
        db.acting(who.id, who.unit_id)
        for table in tables:
            found, (may, rows) = seen(who, table), allowed(thrown, whom, table)
            pairs, shown = pairs + rows, shown + len(found)
            if found - may:
                wrong.append(f"{whom.username} sees {len(found - may)} rows of {table} too many")
            if table in exact and may - found:
                wrong.append(f"{whom.username} does not see {len(may - found)} rows of {table}")
    return pairs, shown, wrong


def judged(thrown: Grounds, people: list[Any], *, alone: str) -> int:
    """The pairs that were looked at; none is wrong, and what may be seen is not all or nothing."""
    if alone == "the database":
        with thrown.house.web():
            pairs, shown, wrong = compare(thrown, people, by_the_database, list(RULES))
    else:
        ours = [table for table, (model, _rule) in RULES.items() if model]
        with thrown.house.as_owner():
            pairs, shown, wrong = compare(thrown, people, by_the_policy, ours)
    assert not wrong, "\n".join(wrong)
    assert pairs / 50 < shown < pairs / 2
    return pairs


ALONE = ("the database", "the policy")


@pytest.mark.parametrize("alone", ALONE)
def test_either_alone_holds_for_some(thrown: Grounds, alone: str) -> None:
    assert judged(thrown, thrown.people[:: len(thrown.people) // FEW], alone=alone) > MOST // 2


@pytest.mark.prove
@pytest.mark.parametrize("alone", ALONE)
def test_either_alone_holds_for_everybody(thrown: Grounds, alone: str) -> None:
    pairs = judged(thrown, thrown.people, alone=alone)
    print(f"{alone} alone: {pairs} pairs of a person and a row, 0 wrong")  # noqa: T201
    assert pairs >= MOST
