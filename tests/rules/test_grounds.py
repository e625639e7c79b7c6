"""What the database lets the web role give and change: each ground has its reach; raw SQL."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

import pytest
import sqlalchemy as sa
from psycopg.errors import InsufficientPrivilege

from referral import db
from referral.policy import BY_BASIS, Actor, Basis, Compartment
from referral.referrals.models import Status
from tests.referrals import given

GRANT = sa.text(
    "INSERT INTO access_grant (case_id, person_id, unit_id, compartments, basis, basis_id, since,"
    " until) VALUES (:case, :person, :unit, :mask, :basis, :about, now(), '9999-01-01')"
)
SHUT_OUT = sa.text(
    "INSERT INTO exclusion (person_id, case_id, reason, since, by_person_id)"
    " VALUES (:p, :id, 'relative', app_now(), :by)"
)
WHOLE = 4095


class Wanted(NamedTuple):
    """A grant that somebody tries to give."""

    by: str
    basis: Basis
    to: str
    mask: int = WHOLE
    unit: bool = False


def tried(wanted: Wanted, case_id: UUID, about: UUID) -> None:
    to, _who = given.person(wanted.to), given.acting(wanted.by)
    row = {
        "case": case_id,
        "person": None if wanted.unit else to.id,
        "unit": to.unit_id if wanted.unit else None,
        "mask": wanted.mask,
        "basis": int(wanted.basis),
        "about": about,
    }
    db.session.execute(GRANT, row)


def refused(wanted: Wanted, case_id: UUID, about: UUID) -> None:
    with pytest.raises(sa.exc.ProgrammingError) as caught:
        tried(wanted, case_id, about)
    assert isinstance(caught.value.orig, InsufficientPrivilege)


B = Basis
LEAST = dict.fromkeys(Basis, 1) | dict.fromkeys((B.PREVIEW, B.REFERRAL, B.RESIDUE), 0)
"""So little that only who gives it, to whom and on what can be wrong."""
SELF = [(name, name) for name in ("polisi_maros", "piket_maros", "relawan_maros", "dp3a_maros")]


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize(("by", "to"), SELF)
@pytest.mark.parametrize("about", ["id", "case_id"])
@pytest.mark.usefixtures("session")
def test_nobody_gives_himself_more_of_a_case_in_work(
    by: str, to: str, basis: Basis, about: str
) -> None:
    sent = given.referral(Status.ACCEPTED)
    refused(Wanted(by, basis, to, LEAST[basis]), sent.case_id, getattr(sent, about))


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("mk_maros", B.ASSIGNMENT, "polisi_maros", mask=1),
        Wanted("mk_maros", B.SUPERVISION, "piket_maros", mask=1),
        Wanted("mk_maros", B.SUPERVISION, "kepala_maros"),
        Wanted("mk_maros", B.DUTY_DESK, "polisi_maros", mask=1, unit=True),
        Wanted("mk_maros", B.DUTY_DESK, "mk_maros", unit=True),
        Wanted("mk_maros", B.BREAK_GLASS, "mk_maros", mask=1),
        Wanted("mk_maros", B.TRANSFER, "mk_bone"),
        Wanted("mk_maros", B.REFERRAL, "dinsos_maros", mask=4, unit=True),
        Wanted("polisi_maros", B.REFERRAL, "polisi_maros", unit=True),
        Wanted("polisi_maros", B.REFERRAL, "polisi_maros", mask=4),
        Wanted("polisi_maros", B.RESIDUE, "polisi_maros", mask=1, unit=True),
        Wanted("polisi_maros", B.PREVIEW, "dinsos_maros", mask=0, unit=True),
        Wanted("piket_maros", B.INTAKE_CLAIM, "piket_maros", mask=1),
        Wanted("relawan_maros", B.OPENED, "relawan_maros", mask=1),
    ],
    ids=str,
)
@pytest.mark.usefixtures("session")
def test_a_ground_reaches_no_further_than_its_own(wanted: Wanted) -> None:
    sent = given.referral(Status.ACCEPTED)
    refused(wanted, sent.case_id, sent.id)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("mk_maros", B.ASSIGNMENT, "mk_maros"),
        Wanted("mk_maros", B.SUPERVISION, "kepala_maros", mask=1),
        Wanted("mk_maros", B.DUTY_DESK, "mk_maros", mask=1, unit=True),
        Wanted("mk_maros", B.PREVIEW, "polisi_maros", mask=0, unit=True),
        Wanted("polisi_maros", B.REFERRAL, "polisi_maros", mask=4, unit=True),
        Wanted("polisi_maros", B.RESIDUE, "polisi_maros", mask=0, unit=True),
    ],
    ids=str,
)
@pytest.mark.usefixtures("session")
def test_a_ground_reaches_as_far_as_its_own(wanted: Wanted) -> None:
    sent = given.referral(Status.ACCEPTED)
    tried(wanted, sent.case_id, sent.id)


@pytest.mark.parametrize("more", ["health", "online", "reporter"])
@pytest.mark.usefixtures("session")
def test_whoever_gave_a_case_away_keeps_at_most_what_he_had(more: str) -> None:
    transfer = given.transferred()
    had, part = BY_BASIS[B.SUPERVISION], Compartment[more.upper()]
    tried(Wanted("mk_bone", B.TRANSFER, "kepala_maros", had), transfer.case_id, transfer.id)
    wanted = Wanted("mk_bone", B.TRANSFER, "kepala_maros", had | part)
    refused(wanted, transfer.case_id, transfer.id)


@pytest.mark.parametrize("column", ["role = 'unit_head'", "unit_id = unit_id", "username = 'x'"])
def test_nobody_changes_what_a_person_is(
    session: object, acting: Callable[[str], Actor], column: str
) -> None:
    assert session
    who = acting("mk_maros")
    with pytest.raises(sa.exc.ProgrammingError):
        db.session.execute(sa.text(f"UPDATE person SET {column} WHERE id = :id"), {"id": who.id})  # noqa: S608


CHANGES = {
    "case_file": "UPDATE case_file SET risk = 1 WHERE id = :id RETURNING id",
    "case_story": "UPDATE case_story SET version = 2 WHERE case_id = :id RETURNING case_id",
    "case_identity": "UPDATE case_identity SET version = 2 WHERE case_id = :id RETURNING case_id",
}


def changed(username: str, table: str, case_id: UUID) -> int:
    given.acting(username)
    return len(db.session.execute(sa.text(CHANGES[table]), {"id": case_id}).all())


@pytest.mark.parametrize("table", CHANGES)
@pytest.mark.parametrize("username", ["relawan_maros", "dp3a_maros"])
@pytest.mark.usefixtures("session")
def test_who_only_sees_a_case_changes_none_of_its_facts(username: str, table: str) -> None:
    sent = given.referral(Status.ACCEPTED)
    assert changed("mk_maros", table, sent.case_id) == 1, "who works on it does"
    assert changed(username, table, sent.case_id) == 0


@pytest.mark.usefixtures("session")
def test_who_told_it_keeps_no_promise_of_the_desks() -> None:
    report = given.claimed_report()
    done = sa.text("UPDATE follow_up SET done_at = now() WHERE case_id = :id RETURNING id")
    given.acting("relawan_maros")
    assert not db.session.scalars(done, {"id": report.case_id}).all()
    given.acting("piket_maros")
    assert db.session.scalars(done, {"id": report.case_id}).all()


@pytest.mark.parametrize(
    "status",
    [
        Status.SENT,
        Status.DECLINED,
        Status.RECALLED,
        Status.FAILED,
        Status.FORWARDED,
        Status.COMPLETED,
    ],
)
@pytest.mark.usefixtures("session")
def test_a_desk_opens_nothing_but_what_it_has_accepted(status: Status) -> None:
    sent = given.referral(status)
    wanted = Wanted("polisi_maros", B.REFERRAL, "polisi_maros", mask=4, unit=True)
    refused(wanted, sent.case_id, sent.id)


@pytest.mark.parametrize("column", ["share = 4095", "case_id = case_id", "to_unit_id = to_unit_id"])
@pytest.mark.usefixtures("session")
def test_what_was_asked_never_changes(column: str) -> None:
    sent = given.referral(Status.SENT)
    given.acting("polisi_maros")
    with pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|row-level security"):
        db.session.execute(sa.text(f"UPDATE referral SET {column} WHERE id = :id"), {"id": sent.id})  # noqa: S608


@pytest.mark.parametrize("username", ["relawan_maros", "polisi_maros", "dp3a_maros"])
@pytest.mark.usefixtures("session")
def test_nobody_shuts_out_those_who_work_on_the_case(username: str) -> None:
    sent = given.referral(Status.SENT)
    manager = given.person("mk_maros").id
    who = given.acting(username)
    ended = sa.text(
        "UPDATE access_grant SET until = app_now() WHERE case_id = :id AND person_id = :p"
        " RETURNING id"
    )
    facts = {"id": sent.case_id, "p": manager}
    assert not db.session.execute(ended, facts).all()
    with pytest.raises(sa.exc.ProgrammingError, match=r"permission denied|row-level security"):
        db.session.execute(SHUT_OUT, {**facts, "by": who.id})
