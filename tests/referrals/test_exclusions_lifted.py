"""An exclusion is lifted by two people, in the pages and in the database, and leaves its trace."""

import pytest
import sqlalchemy as sa

from referral import db
from referral.policy import Role
from tests.directory.given import worker
from tests.referrals import given
from tests.referrals.test_exclusions import SignIn, lift, put, shut_out

pytestmark = pytest.mark.usefixtures("session")


def test_nobody_lifts_it_alone(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    head = sign_in("kepala_maros")
    assert lift(head, case, "decision", decision="lift")[0] == 409, "nobody has asked"
    assert lift(head, case, "lift", words="Kenari")[0] == 409, "nobody else could decide"
    worker("uptd-ppa-maros", "kepala_lain", Role.UNIT_HEAD)
    assert lift(head, case, "lift", words="Kenari")[0] == 303
    assert lift(head, case, "decision", decision="lift")[0] == 409
    assert sign_in("dp3a_maros").get(f"/cases/{case.id}").status_code == 404


@pytest.mark.parametrize("username", ["dp3a_maros", "mk_maros", "kepala_maros"])
def test_the_database_lifts_nothing_that_another_has_not_asked_for(username: str) -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    given.acting(username)
    gone = db.session.execute(sa.text("DELETE FROM exclusion RETURNING person_id"))
    assert gone.all() == []


def test_all_of_it_is_in_the_audit(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    put(sign_in("mk_maros"), case, "dp3a_maros")
    lift(sign_in("mk_maros"), case, "lift", words="Kenari")
    lift(sign_in("kepala_maros"), case, "decision", decision="lift")
    given.acting("kepala_maros")
    entries = sa.text("SELECT act FROM audit_entry WHERE case_id = :id ORDER BY id")
    acts = [act for act in db.session.scalars(entries, {"id": case.id}) if act != "case.read"]
    assert acts[-3:] == ["case.excluded", "case.lift_asked", "case.lift_decided"]
