"""Who sees what: each route for each person at each state of a case, against a table by hand.

``matrix.txt`` says who sees which part and comes through which door, ``ways.txt`` which doors a
route needs, ``doors.txt`` which roles; none of them is made from the policy. Each answer is looked
through for the words of every part of every case: 0 that the table does not give. A tenth of it
here, chosen by chance and always the same; all of it by ``make prove``.
"""

import re
from collections import Counter
from collections.abc import Iterator
from random import Random
from time import monotonic, process_time

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from referral import db, policy
from tests import make
from tests.rules.people import ACTORS, WORDS, word
from tests.rules.table import DOORS, MATRIX, NOTHING, WAYS, Row
from tests.rules.theatre import GONE, SEED, STRANGER, Look, Theatre, plain
from tests.servers import Servers, settings_for
from tests.worker.house import House

TENTH, LEAST = 10, 50_000
SHARED = ("accepted", "school", "colleague", "completed")
"""Where a desk reads on the referral's page what was shared."""
WORD = re.compile(r"Zq([a-z]+?)([a-z])([kg])zq")
NUMBER = re.compile(r"\b[KR]-2026-\w+")
IN = frozenset({200, 303, 400, 409, 422})
BITS = dict(zip("SRITHAOPWLVU", policy.Compartment, strict=True))
TABLES = {
    "c": "case_file WHERE id = :c", "I": "case_identity WHERE case_id = :c",
    "T": "case_story WHERE case_id = :c", "H": "case_health WHERE case_id = :c",
    "A": "case_alleged WHERE case_id = :c", "O": "case_online WHERE case_id = :c",
    "P": "case_place WHERE case_id = :c", "W": "case_reporter WHERE case_id = :c",
    "L": "law_line WHERE case_id = :c", "V": "case_event WHERE case_id = :c",
    "r": "referral WHERE id = :r", "y": "referral_preview WHERE referral_id = :r",
    "q": "referral_text WHERE referral_id = :r AND kind = 'reason'",
}  # fmt: skip
"""Where each letter's rows lie."""


@pytest.fixture(scope="module")
def theatre(servers: Servers, worker_id: str) -> Iterator[Theatre]:
    name = servers.clone(f"matrix_{worker_id}")
    house = House(settings_for(servers, name))
    yield Theatre(house)
    house.close()
    servers.drop(name)


def row(act: str | None, who: str) -> Row:
    return MATRIX[act].get(who, NOTHING) if act else NOTHING


class Judge:
    """Holds each answer against the tables; what is wrong, and how much was looked at."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.wrong: list[str] = []
        self.count = Counter[str]()
        self.owners = {a.number: (n, "c") for n, a in theatre.acts.items()}
        self.owners |= {a.referral_number: (n, "r") for n, a in theatre.acts.items() if a.referral}

    def look(self, look: Look) -> None:
        """One request: its status, and its body."""
        response = self.theatre.open(look)
        said = self.answered(look, response)
        if said is not None:
            self.wrong.append(f"{look}: {response.status_code}, {said}")
        self.wrong += [f"{look}: shows {more}" for more in self.shown(look.who, response)]
        self.count["requests"] += 1
        self.count["checks"] += 1 + len(WORDS)

    def answered(self, look: Look, response: TestResponse) -> str | None:
        """What the answer should have been; None where it is right."""
        code, way = response.status_code, f"{look.method} {look.rule}"
        if "anyone" in DOORS[way]:
            return None if code < 500 else "no error"
        if look.who in (STRANGER, GONE):
            led = code == 303 and "/sign-in" in response.headers["Location"]
            return None if led else "the door"
        if not self.theatre.welcome(look.who, look.method, look.rule):
            return None if code == 403 else "403"
        if way not in WAYS:
            return None if code < 500 and code != 403 else "his role may"
        return self.by_doors(look, response, *WAYS[way])

    def by_doors(self, look: Look, response: TestResponse, see: str, act: str = "") -> str | None:
        """The same where it is about a case."""
        code, here = response.status_code, row(look.act, look.who).doors
        if see not in here:
            same = plain(response) == self.theatre.missing(look.who, look.method)
            return None if code == 404 and same else "404 as for a case that never was"
        if act and act not in here:
            refused = {404, 409, 422} if (look.method, see) == ("POST", "r") else {409}
            return None if code in refused else f"refused with {refused}"
        return self.positive(look, response) if code in IN else "let in"

    def positive(self, look: Look, response: TestResponse) -> str | None:
        """What must be readable is: the work page, and the referral of a desk that holds it."""
        here, page = row(look.act, look.who), response.get_data(as_text=True)
        wanted: set[str] = set()
        if look.rule == "/cases/<uuid:id>" and "w" in here.doors:
            wanted = set("IT") & here.parts
        elif look.rule == "/referrals/<uuid:id>" and look.act in SHARED and here.doors >= {"d"}:
            wanted = set("ITAy") & here.parts if "s" not in here.doors else set()
        lost = [one for one in sorted(wanted) if word(str(look.act), one) not in page]
        return f"{lost} shown" if lost else None

    def shown(self, who: str, response: TestResponse) -> list[str]:
        """Words and numbers on the page that the table does not give him."""
        page = response.get_data(as_text=True) + str(response.headers)
        found = []
        for act, letter, big in set(WORD.findall(page)):
            part = letter.upper() if big == "k" else letter
            if part not in row(act, who).parts:
                found.append(f"{WORDS[part]} of {act}")
        for number in set(NUMBER.findall(page)):
            act, door = self.owners.get(number, ("?", ""))
            if act != "?" and door not in row(act, who).doors:
                found.append(f"the number of {act}")
        return found


def judged(theatre: Theatre, looks: list[Look]) -> Judge:
    judge = Judge(theatre)
    for look in looks:
        judge.look(look)
    assert not judge.wrong, "\n".join([f"{len(judge.wrong)} wrong", *judge.wrong[:40]])
    return judge


def test_the_tables_know_every_act_and_every_route(theatre: Theatre) -> None:
    assert set(MATRIX) == set(theatre.acts)
    assert {who for rows in MATRIX.values() for who in rows} <= set(ACTORS)
    assert set(WAYS) <= set(DOORS)
    about = {way for way in DOORS if re.search(r"/(cases|referrals|board)/<uuid:id>", way)}
    assert about - set(WAYS) == {"GET /board/<uuid:id>", "GET /cases/<uuid:id>/reported"}


def test_a_tenth_of_the_matrix(theatre: Theatre) -> None:
    every = list(theatre.looks())
    chosen = Random(SEED).sample(every, len(every) // TENTH)  # noqa: S311 - always the same
    assert judged(theatre, chosen).count["checks"] >= LEAST // TENTH


@pytest.mark.prove
def test_the_whole_matrix(theatre: Theatre) -> None:
    began, spent = monotonic(), process_time()
    count = judged(theatre, list(theatre.looks())).count
    took = f"{monotonic() - began:.0f} s, own CPU {process_time() - spent:.0f} s"
    print(f"{count['requests']} requests, {count['checks']} checks, 0 wrong; {took}")  # noqa: T201
    assert count["checks"] >= LEAST


@pytest.mark.parametrize("who", [who for who in ACTORS if who != GONE])
def test_the_policy_and_the_database_each_give_the_parts_of_the_table(
    theatre: Theatre, who: str
) -> None:
    wrong = []
    with theatre.house.web():
        actor = make.acting(who)
        for name, act in theatre.acts.items():
            parts, doors = row(name, who).parts, row(name, who).doors
            held = policy.compartments(act.case, actor)
            said = {letter for letter, bit in BITS.items() if held & bit}
            about = {"c": act.case, "r": act.referral}
            if said != {one for one in parts if one.isupper()}:
                wrong.append((name, "policy", "".join(sorted(said ^ parts))))
            for letter, table in TABLES.items():
                here = f"SELECT count(*) FROM {table}"  # noqa: S608 - our own names
                seen = bool(db.session.scalar(sa.text(here), about))
                there = bool(theatre.house.sql(here, **about)[0][0])
                if seen != (there and letter in parts | doors):
                    wrong.append((name, "database", letter))
    assert not wrong
