"""What the database lets the web role give and change: each ground has its reach; raw SQL."""

from collections.abc import Callable
from typing import NamedTuple
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.policy import Actor, Basis
from referral.referrals.models import Status
from tests.referrals import given

GRANT = sa.text(
    "INSERT INTO access_grant (case_id, person_id, unit_id, compartments, basis, basis_id, since,"
    " until) VALUES (:case, :person, :unit, :mask, :basis, :about, now(), '9999-01-01')"
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


B = Basis
SELF = [(name, name) for name in ("polisi_maros", "piket_maros", "relawan_maros", "dp3a_maros")]


@pytest.mark.parametrize("basis", list(Basis))
@pytest.mark.parametrize(("by", "to"), SELF)
@pytest.mark.usefixtures("session")
def test_nobody_gives_himself_more_of_a_case_in_work(by: str, to: str, basis: Basis) -> None:
    sent = given.referral(Status.ACCEPTED)
    with pytest.raises(sa.exc.ProgrammingError):
        tried(Wanted(by, basis, to), sent.case_id, sent.id)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("mk_maros", B.ASSIGNMENT, "polisi_maros"),
        Wanted("mk_maros", B.SUPERVISION, "piket_maros"),
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
    with pytest.raises(sa.exc.ProgrammingError):
        tried(wanted, sent.case_id, sent.id)


@pytest.mark.parametrize("column", ["role = 'unit_head'", "unit_id = unit_id", "username = 'x'"])
def test_nobody_changes_what_a_person_is(
    session: object, acting: Callable[[str], Actor], column: str
) -> None:
    assert session
    who = acting("mk_maros")
    with pytest.raises(sa.exc.ProgrammingError):
        db.session.execute(sa.text(f"UPDATE person SET {column} WHERE id = :id"), {"id": who.id})  # noqa: S608


@pytest.mark.parametrize("username", ["relawan_maros", "dp3a_maros", "polisi_maros"])
@pytest.mark.usefixtures("session")
def test_who_only_sees_a_case_changes_none_of_its_facts(username: str) -> None:
    case, _manager = given.open_case()
    given.acting(username)
    changed = sa.text("UPDATE case_file SET risk = 1 WHERE id = :id RETURNING id")
    assert not db.session.scalars(changed, {"id": case.id}).all()


@pytest.mark.usefixtures("session")
def test_who_told_it_keeps_no_promise_of_the_desks() -> None:
    report = given.claimed_report()
    given.acting("relawan_maros")
    done = sa.text("UPDATE follow_up SET done_at = now() WHERE case_id = :id RETURNING id")
    assert not db.session.scalars(done, {"id": report.case_id}).all()
