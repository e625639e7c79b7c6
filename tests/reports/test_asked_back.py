"""While a desk waits for the sender's reply, the child waits for the sender."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.errors import Refused
from referral.outbox import InboxItem
from referral.policy import Role
from referral.referrals.models import Referral, Status
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind
from referral.reports import actions, queries
from referral.reports.queries import Reason
from tests import make
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def asked() -> Referral:
    """The police desk asked the UPTD's case manager; nothing else is owed sooner."""
    referral = given.referral(Status.NEEDS_INFO)
    make.acting("mk_maros")
    with db.transaction():
        reminders.close(*Kind, case_id=referral.case_id)
    return referral


def nudges(username: str) -> int:
    who = make.acting(username)
    mine = sa.select(sa.func.count()).where(InboxItem.kind == "nudge", InboxItem.visible_to(who))
    return db.session.scalar(mine) or 0


def test_whoever_manages_the_case_now_is_the_one_who_replies() -> None:
    referral = given.referral(Status.NEEDS_INFO)
    worker("uptd-ppa-maros", "mk_lain", Role.CASE_MANAGER)
    taker, head = given.person("mk_lain"), given.acting("kepala_maros")
    case = policy.find(CaseFile, referral.case_id, head)
    cases.assign(case, taker.id, by=head)
    for username, hers in (("mk_maros", False), ("mk_lain", True)):
        waiting = queries.waiting_for_us(make.acting(username)).tasks
        assert any(task.asked for task in waiting) is hers


def test_the_board_names_the_sender(asked: Referral) -> None:
    lines = queries.soon(make.acting("dp3a_maros")).lines
    assert [(line.asked, line.person, line.kind) for line in lines] == [
        (True, "Rahma Contoh", "answer")
    ]
    assert lines[0].started_at == asked.status_since


def test_the_sender_is_reminded_and_the_desk_is_not(asked: Referral) -> None:
    by = make.acting("dp3a_maros")
    actions.nudge(queries.promise(asked.id, by), by=by)
    assert (nudges("mk_maros"), nudges("polisi_maros")) == (1, 0)


def test_a_reply_is_not_handed_over(asked: Referral) -> None:
    by = make.acting("provinsi")
    promise = queries.promise(asked.id, by)
    taker = queries.takers(promise)[0].id
    with pytest.raises(Refused, match=r"promise\.not_theirs"):
        actions.hand_over(promise, to=taker, reason=Reason.OTHER, by=by)


def test_the_day_of_each_side_says_so(asked: Referral, sign_in: Callable[[str], Browser]) -> None:
    assert "Balas pertanyaan" in sign_in("mk_maros").get("/").get_data(as_text=True)
    desk = sign_in("polisi_maros").get("/").get_data(as_text=True)
    assert asked.number not in desk
