"""A village report that nobody takes up is laid before another unit by who watches over it."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.audit import AuditEntry
from referral.people import actions as people
from referral.people.models import Person
from referral.policy import Role
from referral.referrals import actions
from referral.referrals.models import Referral
from referral.reminders.models import FollowUp
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given
from tests.reports.given import report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
BONE = "73.08.15.2008"


@pytest.fixture
def silent() -> Referral:
    """Bone has nobody left who could take it up; the province has a manager."""
    worker("upt-ppa-sulsel", "mk_provinsi", Role.CASE_MANAGER)
    case = report(by="relawan_bone", area_code=BONE)
    db.session.commit()
    db.acting(None, None)
    for person in db.session.scalars(sa.select(Person).where(Person.username == "mk_bone")).all():
        people.suspend(person)
    given.acting("relawan_bone")
    return db.session.scalars(sa.select(Referral).where(Referral.case_id == case.id)).one()


def owed(case_id: UUID) -> list[tuple[UUID, str, object]]:
    """What the case owes to whom and until when, as the one who acts sees it."""
    rows = db.session.scalars(
        sa.select(FollowUp).where(FollowUp.case_id == case_id, FollowUp.done_at.is_(None))
    )
    return sorted((row.owner_unit_id, row.kind.value, row.due_at) for row in rows)


def test_the_volunteer_reads_that_nobody_is_there(silent: Referral, sign_in: SignIn) -> None:
    page = sign_in("relawan_bone").get(f"/cases/{silent.case_id}").text
    assert "Laporan sudah sampai di meja piket" not in page
    assert "belum punya petugas" in page


def test_it_goes_to_the_province_with_number_and_clocks(silent: Referral, sign_in: SignIn) -> None:
    case_id, number, asked = silent.case_id, silent.number, silent.answer_by
    province = given.unit("upt-ppa-sulsel")
    given.acting("provinsi")
    before = owed(case_id)
    watching, address = sign_in("provinsi"), f"/board/{case_id}/move"
    assert f'href="{address}"' in watching.get(f"/board/{case_id}/hand-over").text
    assert "UPT PPA Provinsi" in watching.get(address).text
    assert watching.send(address, to=province).status_code == 303
    given.acting("provinsi")
    assert owed(case_id) == sorted((province, kind, due) for _unit, kind, due in before)
    desk = given.acting("mk_provinsi")
    moved = given.found(silent.id, desk)
    assert (moved.number, moved.answer_by) == (number, asked)
    actions.claim(moved, by=desk)
    opener = sign_in("relawan_bone").get(f"/cases/{case_id}").text
    assert "UPT PPA Provinsi" in opener
    assert "Sedang dibaca petugas" in opener
    acts = sa.select(sa.func.count()).where(AuditEntry.act == "referral.moved")
    given.acting("provinsi")
    assert db.session.scalar(acts) == 1
    assert watching.send(address, to=province).status_code == 409


@pytest.mark.parametrize("who", ["dp3a_maros", "kepala_maros", "mk_maros"])
def test_nobody_else_moves_it(silent: Referral, sign_in: SignIn, who: str) -> None:
    address = f"/board/{silent.case_id}/move"
    browser = sign_in(who)
    browser.get("/account")
    answer = browser.send(address, to=given.unit("upt-ppa-sulsel"))
    assert answer.status_code in (403, 404)
    given.acting(who)
    moved = sa.select(sa.func.app_move_report(silent.id, given.unit("upt-ppa-sulsel")))
    assert db.session.scalar(moved) is False
