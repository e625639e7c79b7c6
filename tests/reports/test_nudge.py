"""Ingatkan: whoever owes hears of it now, once in a quarter of an hour."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from referral import db
from referral.audit import AuditEntry
from referral.directory import queries as directory
from referral.errors import Missing, Refused
from referral.outbox import InboxItem
from referral.policy import Actor
from referral.reminders.models import FollowUp
from referral.reports import actions, queries
from tests import make
from tests.reports.given import BONE, SATURDAY, Travel, report

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def case_id(travel: Travel) -> UUID:
    travel(SATURDAY)
    case = report()
    travel(SATURDAY + timedelta(hours=2))
    return case.id


def nudge(case_id: UUID, by: Actor) -> FollowUp:
    return actions.nudge(queries.promise(case_id, by), by=by)


def told(username: str) -> int:
    """Nudges in this person's inbox."""
    who = make.acting(username)
    query = sa.select(sa.func.count()).where(InboxItem.kind == "nudge")
    return db.session.scalar(query.where(InboxItem.visible_to(who))) or 0


def test_the_desk_hears_of_it_and_the_line_says_so(case_id: UUID) -> None:
    promise = nudge(case_id, make.acting("dp3a_maros"))
    assert promise.nudged_at == SATURDAY + timedelta(hours=2)
    assert told("piket_maros") == 1
    assert told("polisi_maros") == 0
    [line] = queries.late(make.acting("dp3a_maros")).lines
    assert line.nudged_ago == timedelta(0)


def test_a_quarter_of_an_hour_must_pass(case_id: UUID, travel: Travel) -> None:
    nudge(case_id, make.acting("dp3a_maros"))
    travel(SATURDAY + timedelta(hours=2, minutes=14))
    with pytest.raises(Refused, match=r"reminder\.sent_recently") as refused:
        nudge(case_id, make.acting("provinsi"))
    assert refused.value.facts == {"minutes": 1}
    travel(SATURDAY + timedelta(hours=2, minutes=15))
    nudge(case_id, make.acting("provinsi"))
    assert told("piket_maros") == 2


def test_it_is_audited(case_id: UUID) -> None:
    by = make.acting("dp3a_maros")
    nudge(case_id, by)
    entry = db.session.scalars(
        sa.select(AuditEntry).where(AuditEntry.act == "promise.nudged")
    ).one()
    assert (entry.person_id, entry.case_id) == (by.id, case_id)


def test_where_nobody_could_hear_it_says_so(travel: Travel) -> None:
    travel(SATURDAY)
    case = report(by="relawan_bone", area_code=BONE)
    by = make.acting("provinsi")
    promise = queries.promise(case.id, by)
    empty = directory.unit_by_code("dinsos-bone-rehsos")
    assert empty
    promise.owner_unit_id = empty.id
    with pytest.raises(Refused, match=r"reminder\.nobody"):
        actions.nudge(promise, by=by)


@pytest.mark.parametrize("who", ["mk_bone", "polisi_maros", "admin"])
def test_what_one_may_not_see_is_not_there(case_id: UUID, who: str) -> None:
    with pytest.raises(Missing):
        queries.promise(case_id, make.acting(who))


def test_a_guessed_id_is_not_there(case_id: UUID) -> None:
    by = make.acting("dp3a_maros")
    number = queries.promise(case_id, by).id
    for about, promise in ((uuid4(), number), (case_id, number + 1000), (case_id, 2**63 - 1)):
        with pytest.raises(Missing):
            queries.promise(about, by, promise)
