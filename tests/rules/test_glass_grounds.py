"""What the database itself lets somebody break: raw SQL, whoever forgets a condition."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from referral import db
from referral.policy import Compartment
from tests.referrals import given
from tests.referrals.test_exclusions import shut_out

pytestmark = pytest.mark.usefixtures("session")
C = Compartment
BREAK = sa.text(
    "INSERT INTO break_glass (id, case_id, person_id, compartments, reason, at, until, sealed)"
    " VALUES (:id, :case, :person, :mask, 'danger', :at, :until, 'x')"
)
GRANT = sa.text(
    "INSERT INTO access_grant (case_id, person_id, compartments, basis, basis_id, since, until)"
    " VALUES (:case, :person, :mask, 8, :id, :at, :until)"
)
HOUR = timedelta(minutes=60)


def broken(by: str, case_id: UUID, **changes: Any) -> dict[str, Any]:
    who = given.acting(by)
    now = db.now()
    facts = {"id": uuid4(), "case": case_id, "person": who.id, "mask": int(C.IDENTITY), "at": now}
    row = {**facts, "until": now + HOUR, **changes}
    db.session.execute(BREAK, row)
    return row


def refused(statement: sa.TextClause, row: dict[str, Any]) -> None:
    with pytest.raises((sa.exc.ProgrammingError, sa.exc.IntegrityError), match=r"row-level|hour"):
        db.session.execute(statement, row)


@pytest.mark.parametrize("by", ["dp3a_maros", "provinsi"])
def test_the_districts_supervisors_may(by: str) -> None:
    case, _manager = given.open_case()
    db.session.execute(GRANT, broken(by, case.id))
    assert db.session.scalars(sa.text("SELECT case_id FROM case_identity")).all() == [case.id]


@pytest.mark.parametrize(
    "by", ["admin", "auditor", "polisi_maros", "relawan_maros", "kepala_maros", "mk_bone"]
)
def test_nobody_else_may(by: str) -> None:
    case, _manager = given.open_case()
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        broken(by, case.id)


CHANGES: dict[str, dict[str, Any]] = {
    "parts beyond his role's": {"mask": int(C.IDENTITY | C.REPORTER)},
    "no part": {"mask": 0},
    "the shell": {"mask": 1},
    "longer than an hour": {"until": timedelta(minutes=61)},
    "dated back": {"at": -timedelta(days=31), "until": -timedelta(days=31) + HOUR},
}


@pytest.mark.parametrize("what", CHANGES)
def test_no_row_beyond_the_rule(what: str) -> None:
    case, _manager = given.open_case()
    given.acting("dp3a_maros")
    now = db.now()
    changes = {k: now + v if isinstance(v, timedelta) else v for k, v in CHANGES[what].items()}
    with pytest.raises((sa.exc.ProgrammingError, sa.exc.IntegrityError)):
        broken("dp3a_maros", case.id, **changes)


def test_not_for_another() -> None:
    case, _manager = given.open_case()
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        broken("dp3a_maros", case.id, person=given.person("provinsi").id)


def test_not_from_whom_it_is_hidden() -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        broken("dp3a_maros", case.id)


@pytest.mark.parametrize(
    "changes",
    [
        {"mask": int(C.IDENTITY | C.STORY)},
        {"until": HOUR * 2},
        {"id": None},
        {"person": "provinsi"},
    ],
    ids=str,
)
def test_a_grant_is_what_its_row_says(changes: dict[str, Any]) -> None:
    case, _manager = given.open_case()
    row = broken("dp3a_maros", case.id)
    if "until" in changes:
        changes = {"until": row["at"] + changes["until"]}
    if "person" in changes:
        changes = {"person": given.person("provinsi").id}
    refused(GRANT, {**row, **changes})


def test_the_fourth_is_refused(travel: Any) -> None:
    case, _manager = given.open_case()
    start = db.now()
    for n in range(3):
        travel(start + HOUR * 2 * n)
        db.session.commit()
        broken("dp3a_maros", case.id)
    travel(start + HOUR * 6)
    db.session.commit()
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        broken("dp3a_maros", case.id)


def test_one_at_a_time() -> None:
    case, _manager = given.open_case()
    broken("dp3a_maros", case.id)
    with pytest.raises(sa.exc.ProgrammingError, match="row-level security"):
        broken("dp3a_maros", case.id)


JUDGE = sa.text(
    "UPDATE break_glass SET reviewed_at = :at, reviewed_by_id = :by, fair = true, review = 'x'"
    " WHERE id = :id RETURNING id"
)


@pytest.mark.parametrize(
    ("by", "may"), [("provinsi", True), ("kepala_maros", False), ("auditor", False)]
)
def test_only_the_other_level_judges(by: str, may: bool) -> None:  # noqa: FBT001
    case, _manager = given.open_case()
    row = broken("dp3a_maros", case.id)
    who = given.acting(by)
    judged = db.session.scalars(JUDGE, {"id": row["id"], "at": db.now(), "by": who.id}).all()
    assert bool(judged) is may


def test_nobody_judges_himself() -> None:
    case, _manager = given.open_case()
    row = broken("dp3a_maros", case.id)
    values = {"id": row["id"], "at": db.now(), "by": row["person"]}
    with pytest.raises((sa.exc.ProgrammingError, sa.exc.IntegrityError)):
        db.session.execute(JUDGE, values)
