"""Who writes a row stands under it; who is shut out is known to those with the case alone."""

import pytest
import sqlalchemy as sa
from psycopg.errors import InsufficientPrivilege

from referral import db
from referral.policy import BY_BASIS, Basis
from tests.referrals import given
from tests.rules.test_grounds import SHUT_OUT, Wanted, refused, tried

pytestmark = pytest.mark.usefixtures("session")
EVENT = sa.text(
    "INSERT INTO case_event (case_id, at, act, by_person_id) VALUES (:c, app_now(), 'closed', :p)"
)


def test_nobody_writes_under_another_ones_name() -> None:
    report = given.claimed_report()
    other, who = given.person("mk_maros").id, given.acting("piket_maros")
    db.session.execute(EVENT, {"c": report.case_id, "p": who.id})
    with pytest.raises(sa.exc.ProgrammingError) as caught:
        db.session.execute(EVENT, {"c": report.case_id, "p": other})
    assert isinstance(caught.value.orig, InsufficientPrivilege)


def test_who_claims_gives_himself_no_more_than_a_claimer_sees() -> None:
    report = given.claimed_report()
    claim = int(BY_BASIS[Basis.INTAKE_CLAIM])
    tried(Wanted("piket_maros", Basis.ASSIGNMENT, "piket_maros", claim), report.case_id, report.id)
    refused(Wanted("piket_maros", Basis.ASSIGNMENT, "piket_maros"), report.case_id, report.id)


@pytest.mark.parametrize(("username", "seen"), [("kepala_maros", 1), ("relawan_bone", 0)])
def test_strangers_do_not_learn_who_is_shut_out(username: str, seen: int) -> None:
    case, _manager = given.open_case()
    manager = given.acting("mk_maros")
    whom = given.person("piket_maros").id
    manager = given.acting("mk_maros")
    db.session.execute(SHUT_OUT, {"p": whom, "id": case.id, "by": manager.id})
    given.acting(username)
    rows = db.session.scalars(sa.text("SELECT person_id FROM exclusion")).all()
    assert len(rows) == seen
