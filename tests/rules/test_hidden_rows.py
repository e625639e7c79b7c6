"""From whom a case is hidden learns of it from no table either: raw SQL, as the web role."""

from collections.abc import Iterator
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.policy import Role
from referral.referrals.models import Status
from tests.directory.given import worker
from tests.referrals import given
from tests.referrals.test_exclusions import shut_out

pytestmark = pytest.mark.usefixtures("session")
WITH_A_CASE = sa.text("""
    SELECT DISTINCT c.table_schema || '.' || c.table_name FROM information_schema.columns c
    JOIN pg_class t ON t.relname = c.table_name AND t.relrowsecurity
    WHERE c.column_name = 'case_id' AND c.table_schema IN ('public', 'keys')
      AND has_table_privilege('app_web', t.oid, 'SELECT')""")
NEAR = ("relawan_maros", "piket_maros", "polisi_maros", "dp3a_maros", "provinsi")


@pytest.fixture
def tables(owner: sa.Engine) -> Iterator[list[str]]:
    """Every table that holds the id of a case and that the web role may read."""
    with owner.connect() as connection:
        yield list(connection.scalars(WITH_A_CASE))


def told(table: str, case_id: UUID) -> int:
    query = f"SELECT count(*) FROM {table} WHERE case_id = :id"  # noqa: S608
    return db.session.scalar(sa.text(query), {"id": case_id}) or 0


@pytest.mark.parametrize("username", NEAR)
def test_no_table_tells_him(tables: list[str], username: str) -> None:
    worker("polres-maros-ppa", "polisi_lain", Role.UNIT_HEAD)
    case_id = given.referral(Status.ACCEPTED).case_id
    given.acting(username)
    before = {table for table in tables if told(table, case_id)}
    assert {"public.access_grant"} < before

    case = policy.find(CaseFile, case_id, given.acting("mk_maros"))
    shut_out(case, username)
    assert told("exclusion", case_id) == 1, "its manager reads whom it is hidden from"
    given.acting(username)
    assert {table: n for table in tables if (n := told(table, case_id))} == {}


def test_what_is_hidden_is_not_to_be_read_out_of_what_hides_it() -> None:
    case, _manager = given.open_case()
    shut_out(case, "dp3a_maros")
    given.acting("dp3a_maros")
    marks = db.session.scalar(sa.text("SELECT app_hidden()"))
    assert [type(mark) for mark in marks] == [int], "a hash of the case's id, not the id"


def test_a_head_who_shuts_out_himself_holds_nothing_more() -> None:
    worker("uptd-ppa-maros", "kepala_lain", Role.UNIT_HEAD)
    case, _manager = given.open_case()
    shut_out(case, "kepala_maros", by="kepala_maros")
    given.acting("mk_maros")
    held = "SELECT count(*) FROM access_grant WHERE person_id = :p AND until > app_now()"
    assert not db.session.scalar(sa.text(held), {"p": given.person("kepala_maros").id})
