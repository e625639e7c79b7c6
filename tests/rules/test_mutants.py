"""Each rule with one condition less is noticed: of the policy, of the rows, of who may write.

``make prove``: the tests of this folder are held against every such mutant, and none may live.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from random import Random
from types import FunctionType
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.errors import Missing
from referral.policy import excluded, grants, roles
from tests.rules import mutants, test_roles
from tests.rules.grounds import Grounds
from tests.rules.sight import RULES
from tests.rules.test_either_alone import by_the_database, by_the_policy, compare
from tests.servers import Servers, settings_for
from tests.worker.house import House

pytestmark = pytest.mark.prove
FUNCTIONS: tuple[Any, ...] = (
    grants.granted, grants.provincial, grants._live, grants._districts,  # noqa: SLF001 - its rules
    grants.compartments, grants.find, grants._masks.__wrapped__, grants._one.__wrapped__,  # noqa: SLF001
    excluded.hidden_from, excluded.hidden_cases, roles.can, db.not_hidden,
)  # fmt: skip
OF_MODELS: tuple[Any, ...] = tuple(
    dict.fromkeys(model.visible_to.__func__ for model, _rule in RULES.values() if model)
)
LITTLE = (
    "case_file", "case_identity", "law_line", "follow_up", "referral", "referral_event",
    "referral_text", "referral_preview", "case_note",
)  # fmt: skip


@pytest.fixture(scope="module")
def thrown(servers: Servers, worker_id: str) -> Iterator[Grounds]:
    name = servers.demo(f"mutants_{worker_id}")
    house = House(settings_for(servers, name))
    yield Grounds(house, Random(4))  # noqa: S311 - always the same
    house.close()
    servers.drop(name)


def told(alive: list[str], tried: int, what: str) -> None:
    print(f"{what}: {tried} mutants, {tried - len(alive)} noticed")  # noqa: T201
    assert tried
    assert not alive, "\n".join([f"{len(alive)} live on", *alive])


def noticed(look: Callable[[], bool]) -> bool:
    """Whether the look finds something, or falls over."""
    try:
        return look()
    except Exception:  # noqa: BLE001 - any error is noticed
        return True
    finally:
        db.session.rollback()


def by_python(thrown: Grounds, tables: list[str]) -> bool:
    """Whether the policy alone shows or hides what it should not, or says so of a role."""
    grants._masks.cache_clear()  # noqa: SLF001 - built from the rule under test
    grants._one.cache_clear()  # noqa: SLF001
    watch = [one for one in thrown.people if one.role and one.role.endswith("supervisor")]
    people = [*thrown.people[::3], *watch]
    if test_roles.wrong(thrown.house.app) or compare(thrown, people, by_the_policy, tables)[2]:
        return True
    return any(unlike(thrown, whom) for whom in people)


def unlike(thrown: Grounds, whom: Any) -> bool:
    """Whether what he holds, finds and is shut out of differs from what was thrown."""
    who = replace(policy.WHOEVER, id=whom.id, unit_id=whom.unit_id)
    db.acting(who.id, who.unit_id)
    db.session.commit()
    hidden = {case for person, case in thrown.hidden if person == whom.id}
    if policy.hidden_cases(who.id) != hidden:
        return True
    for case in thrown.cases[::7]:
        ground, held = thrown.of(whom, case.id), policy.compartments(case.id, who)
        if held != sum({bit for bit in policy.Compartment if ground.holds(int(bit))}):
            return True
        less = policy.compartments(case.id, who, but=[policy.Basis.REFERRAL])
        if any(bool(less & bit) != ground.holds(int(bit), but=(5,)) for bit in policy.Compartment):
            return True
        if finds(case.id, who) != (ground.holds(1) or ground.watches):
            return True
        if policy.hidden_from(case.id) != {p for p, c in thrown.hidden if c == case.id}:
            return True
    return False


def finds(case_id: object, who: policy.Actor) -> bool:
    model = RULES["case_file"][0]
    assert model
    try:
        return bool(policy.find(model, case_id, who).id == case_id)
    except Missing:
        return False


@pytest.mark.parametrize("function", [*FUNCTIONS, *OF_MODELS], ids=lambda f: f.__qualname__)
def test_a_rule_of_the_policy(thrown: Grounds, function: FunctionType) -> None:
    tables = [t for t, (m, _r) in RULES.items() if m and function is m.visible_to.__func__]
    alive, tried = [], 0
    with thrown.house.as_owner():
        assert not by_python(thrown, tables or list(LITTLE))
        for mutant in mutants.of_function(function):
            tried += 1
            with mutants.instead(function, mutant):
                if not noticed(lambda: by_python(thrown, tables or list(LITTLE))):
                    alive.append(mutant.name)
    told(alive, tried, function.__qualname__) if tried else None


def policies(house: House, kinds: tuple[str, ...]) -> list[Any]:
    return house.sql(
        "SELECT polrelid::regclass::text AS name, polname, pg_get_expr(polqual, polrelid) AS seen,"
        " pg_get_expr(polwithcheck, polrelid) AS added FROM pg_policy"
        " WHERE polname = ANY (:kinds) ORDER BY 1, 2",
        kinds=list(kinds),
    )


class Surgeon:
    """Changes rules in one database as its superuser, and puts them back."""

    def __init__(self, servers: Servers, database: str) -> None:
        url = servers.postgres.url("postgres", str(sa.make_url(database).database))
        self.engine = sa.create_engine(
            url, isolation_level="AUTOCOMMIT", poolclass=sa.pool.NullPool
        )

    def do(self, statement: str) -> None:
        """As it stands: no parameters."""
        with self.engine.connect() as connection:
            connection.exec_driver_sql(statement.replace("%", "%%"))

    def rule(self, one: Any, part: str, text: str) -> None:
        """This policy says so."""
        clause = "USING" if part == "seen" else "WITH CHECK"
        self.do(f"ALTER POLICY {one.polname} ON {one.name} {clause} ({text})")


def twice(table: str, rule: str) -> bool:
    """The key of a broken glass asks for the district what the glass's own policy asks already."""
    area = rule.startswith(("(a.until >", "(a.unit_id ="))
    return table == "keys.data_key" and area


def test_what_the_database_shows(servers: Servers, thrown: Grounds) -> None:
    alive, tried = [], 0
    surgeon = Surgeon(servers, thrown.house.settings.DATABASE_URL)
    for one in policies(thrown.house, ("web_see",)):
        if one.name not in RULES:
            continue
        for mutant in mutants.of_sql(one.seen):
            tried += 1
            surgeon.rule(one, "seen", mutant.code)
            with thrown.house.web():
                found = noticed(
                    lambda name=one.name: bool(  # type: ignore[misc]
                        compare(thrown, thrown.people, by_the_database, [name])[2]
                    )
                )
            alive += [] if found or twice(one.name, mutant.name) else [f"{one.name}: {mutant.name}"]
        surgeon.rule(one, "seen", one.seen)
    told(alive, tried, "what the database shows")
