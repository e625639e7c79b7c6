"""The policy and the database's own, each switched off in turn: the other still holds.

On the demo's cases with grants, exclusions and ends thrown at random, against rules written here
by hand. The policy alone is asked as the owner's role, whom row-level security lets through; the
database alone by queries without a condition, as the web's.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases import models as cases
from referral.people.queries import actor
from referral.policy import Actor
from referral.referrals import models as referrals
from referral.reminders.models import FollowUp
from tests.rules.grounds import SEALED, Ground, Grounds
from tests.servers import Servers, settings_for
from tests.worker.house import House

SEED, MOST, FEW = 4, 10_000, 6
Row = Any
Rule = Callable[[Ground, Row], bool]
OF_LAW = (
    "police_report", "police_protection", "domestic_protection", "protection_lpsk",
    "law_follow_up", "lpsk_decision",
)  # fmt: skip
OPENS = (
    "send", "acknowledge", "answer", "triage", "first_contact", "emergency_health",
    "police_report",
)  # fmt: skip
VISITS = ("first_contact", "re_contact", "visit")


def bit(value: int) -> Rule:
    return lambda g, _row: g.holds(value)


def story(g: Ground, _row: Row) -> bool:
    return g.holds(8) and g.holds(1024)


def note(g: Ground, row: Row) -> bool:
    return g.holds(8) and (g.holds(1024) or row.by_person_id == g.person)


def referral(g: Ground, row: Row) -> bool:
    seen = g.holds(2) or g.on(row.id) or g.watches
    return seen and (row.sent_at is not None or row.from_unit_id == g.unit)


def event(g: Ground, row: Row) -> bool:
    """How it was written only its unit; that a head signed for it only who sees the referrals."""
    if row.step in ("drafted", "asked_head", "handed_back") and row.by_unit_id != g.unit:
        return False
    return g.holds(2) or g.watches or (g.on(row.referral_id) and row.step != "signed")


def words(g: Ground, row: Row) -> bool:
    if row.only_unit_id not in (None, g.unit):
        return False
    plain = row.kind not in ("reason", "draft")
    if g.on(row.referral_id, 5):
        return True
    return (g.holds(2) and (plain or g.holds(4 | 8))) or (g.on(row.referral_id, 2, 4) and plain)


def promise(g: Ground, row: Row) -> bool:
    if g.watches or (g.holds(512) and row.kind in OF_LAW):
        return True
    if row.referral_id and g.on(row.referral_id) and row.kind != "sign_off":
        return True
    if g.holds(1, but=(1, 9, 11)) or (g.holds(1) and g.holds(1024)):
        return True
    return (g.holds(1) and row.kind in OPENS) or (g.on(None, 9) and row.kind in VISITS)


C, R = cases, referrals
RULES: dict[str, tuple[type[Any] | None, Rule]] = {
    "case_file": (C.CaseFile, lambda g, _row: g.holds(1) or g.watches),
    "case_identity": (C.Identity, bit(4)),
    "case_story": (C.Story, bit(8)),
    "case_health": (C.Health, bit(16)),
    "case_alleged": (C.Alleged, bit(32)),
    "case_online": (C.Online, bit(64)),
    "case_place": (C.Place, bit(128)),
    "case_reporter": (C.Reporter, bit(256)),
    "law_line": (C.LawLine, bit(512)),
    "case_event": (C.CaseEvent, bit(1024)),
    "case_plan": (C.Plan, bit(1024)),
    "case_incident": (None, bit(1)),
    "consent": (R.Consent, bit(2)),
    "case_goal": (C.Goal, story),
    "contact": (C.Contact, story),
    "case_note": (C.CaseNote, note),
    "case_record": (C.CaseRecord, lambda g, row: g.holds(1024) and g.holds(row.part)),
    "referral": (R.Referral, referral),
    "referral_event": (R.ReferralEvent, event),
    "referral_preview": (
        R.ReferralPreview, lambda g, row: g.holds(2) or g.on(row.referral_id, 2, 4, 5),
    ),
    "referral_text": (R.ReferralText, words),
    "follow_up": (FollowUp, promise),
    "keys.data_key": (None, lambda g, row: g.holds(508) or g.on(row.id, 2, 4, 5)),
}  # fmt: skip
"""Each table: its model, where the policy asks it, and who may see a row at most."""
EXACT = frozenset(
    {"case_file", "law_line", "case_event", "case_plan", "case_incident", "consent"}
) | {f"case_{name}" for name in SEALED}
"""Where whatever may be seen is seen, by either; elsewhere one may be the narrower."""


@pytest.fixture(scope="module")
def thrown(servers: Servers, worker_id: str) -> Iterator[Grounds]:
    """The demo with grants thrown at random."""
    name = servers.demo(f"alone_{worker_id}")
    house = House(settings_for(servers, name))
    yield Grounds(house, Random(SEED))  # noqa: S311 - always the same
    house.close()
    servers.drop(name)


def key(table: str) -> str:
    """The column that names a row."""
    if table == "referral_preview":
        return "referral_id"
    one_each = {f"case_{name}" for name in SEALED} | {"law_line", "case_incident"}
    return "case_id" if table in one_each else "id"


def allowed(thrown: Grounds, whom: Any, table: str) -> tuple[set[object], int]:
    """The rows that this person may see at most, and how many there are."""
    rows = thrown.house.sql(f"SELECT * FROM {table}")  # noqa: S608 - our own names
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
    for whom in people:
        db.session.commit()
        who = actor(whom.username)
        db.session.commit()
        db.acting(who.id, who.unit_id)
        for table in tables:
            found, (may, rows) = seen(who, table), allowed(thrown, whom, table)
            pairs, shown = pairs + rows, shown + len(found)
            if found - may:
                wrong.append(f"{whom.username} sees {len(found - may)} rows of {table} too many")
            if table in EXACT and may - found:
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
