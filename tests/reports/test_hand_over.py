"""Alihkan: another person of the unit keeps the promise; limits stay, both are told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.audit import AuditEntry
from referral.cases.models import CaseFile
from referral.directory import actions as directory
from referral.directory import queries as desks
from referral.directory.models import Service
from referral.errors import Refused
from referral.outbox import InboxItem
from referral.policy import Compartment, Role
from referral.referrals.models import Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from referral.reports import actions, queries
from referral.reports.queries import Reason
from tests import make
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.reports.given import SATURDAY, Travel, hidden, report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
IDENTITY = Compartment.IDENTITY


@pytest.fixture
def case(travel: Travel) -> CaseFile:
    travel(SATURDAY)
    made = report()
    travel(SATURDAY + timedelta(hours=2))
    return made


def id_of(username: str) -> UUID:
    return make.acting(username).id


def told(username: str) -> list[str]:
    who = make.acting(username)
    query = sa.select(InboxItem.kind).where(InboxItem.visible_to(who)).order_by(InboxItem.id)
    return [kind for kind in db.session.scalars(query) if kind.startswith("promise")]


def hand_over(case: CaseFile, to: str, by: str) -> FollowUp:
    taker, actor = id_of(to), make.acting(by)
    promise = queries.promise(case.id, actor)
    return actions.hand_over(promise, to=taker, reason=Reason.NO_ANSWER, by=actor)


def test_the_new_one_owes_it_by_the_same_limit(case: CaseFile) -> None:
    taker = id_of("mk_maros")
    promise = hand_over(case, "mk_maros", "dp3a_maros")
    assert promise.owner_person_id == taker
    assert promise.ladder is None or promise.ladder.person_id == taker
    assert promise.due_at == SATURDAY + timedelta(hours=1)
    assert told("mk_maros") == ["promise_taken"]
    assert told("kepala_maros") == ["promise_passed"]
    assert told("polisi_maros") == []


def test_why_is_audited(case: CaseFile) -> None:
    hand_over(case, "mk_maros", "dp3a_maros")
    acts = db.session.execute(
        sa.select(AuditEntry.act, AuditEntry.note)
        .where(AuditEntry.act.startswith("promise."))
        .order_by(AuditEntry.id)
    ).all()
    assert [tuple(row) for row in acts] == [
        ("promise.reason", "no_answer"),
        ("promise.handed_over", None),
    ]


@pytest.mark.parametrize("to", ["polisi_maros", "mk_bone", "dp3a_maros", "relawan_maros"])
def test_only_the_owing_units_people_may_take_it(case: CaseFile, to: str) -> None:
    with pytest.raises(Refused, match=r"promise\.not_theirs"):
        hand_over(case, to, "provinsi")


def test_one_whom_the_case_is_hidden_from_may_not(case: CaseFile) -> None:
    relative = make.acting("mk_maros").id
    row = {"person_id": relative, "case_id": case.id, "by_person_id": relative}
    why = {"reason": policy.Conflict.RELATIVE, "since": db.now()}
    db.session.execute(sa.insert(policy.Exclusion).inline(), row | why)  # he says so himself
    promise = queries.promise(case.id, make.acting("dp3a_maros"))
    assert relative not in {member.id for member in queries.takers(promise)}


def test_a_kept_promise_stays_where_it_is(case: CaseFile) -> None:
    by = make.acting("dp3a_maros")
    promise = queries.promise(case.id, by)
    promise.done_at = db.now()
    with pytest.raises(Refused, match=r"promise\.kept"):
        actions.hand_over(promise, to=by.id, reason=Reason.AWAY, by=by)


def test_a_supervisor_opens_nothing_by_it(case: CaseFile) -> None:
    hand_over(case, "mk_maros", "dp3a_maros")
    assert policy.compartments(case.id, make.acting("mk_maros")) == Compartment.NONE


def test_the_page_asks_whom_and_why(case: CaseFile, sign_in: SignIn) -> None:
    browser = sign_in("dp3a_maros")
    address = f"/board/{case.id}/hand-over"
    page = browser.get(address).get_data(as_text=True)
    assert "Rahma Contoh" in page
    assert "Kenari" not in page
    fields: dict[str, Any] = {name: hidden(page, name) for name in ("promise", "form_key")}
    refused = browser.send(address, **fields)
    assert refused.status_code == 422
    for told in ("Pilih kepada siapa.", "Pilih sebabnya."):
        assert refused.get_data(as_text=True).count(told) == 2
    fields |= {"to": str(id_of("mk_maros")), "reason": "away"}
    assert browser.send(address, **fields).status_code == 303
    assert "Rahma Contoh" in browser.get("/board").get_data(as_text=True)
    assert browser.send(address, **fields).status_code == 303, "a double click lands on the line"


def test_each_is_offered_with_what_decides_the_choice_and_who_owes_it_is_not(
    case: CaseFile, sign_in: SignIn
) -> None:
    head = given.acting("kepala_maros")
    unit = desks.unit(head.unit_id)
    assert unit
    piket, now = id_of("piket_maros"), db.now()
    turn = {"since": now - timedelta(hours=1), "until": now + timedelta(hours=6)}
    directory.put_on_duty(unit, person_id=piket, **turn, by=given.acting("kepala_maros"))
    given.open_case()
    page = sign_in("dp3a_maros").get(f"/board/{case.id}/hand-over").text
    assert "Rahma Contoh · Manajer kasus · 1 kasus" in page
    assert "Ilham Contoh · Petugas layanan · piket sekarang" in page
    hand_over(case, "mk_maros", "dp3a_maros")
    assert (
        f'value="{id_of("mk_maros")}"'
        not in sign_in("dp3a_maros").get(f"/board/{case.id}/hand-over").text
    )


@pytest.mark.parametrize("promise", ["", "x", "0", "-1", "9" * 30])
def test_a_crafted_promise_is_a_plain_answer(case: CaseFile, sign_in: SignIn, promise: str) -> None:
    browser = sign_in("dp3a_maros")
    browser.get("/board")
    for step in ("nudge", "hand-over"):
        response = browser.send(f"/board/{case.id}/{step}", promise=promise)
        assert response.status_code == 400


def test_a_head_lets_the_taker_in_until_the_promise_has_run() -> None:
    case, manager = given.open_case()
    taker, head = id_of("piket_maros"), make.acting("kepala_maros")
    mine = FollowUp.owner_person_id == manager.id, FollowUp.kind == Kind.FIRST_CONTACT
    number = db.session.scalars(sa.select(FollowUp.id).where(*mine)).one()
    promise = queries.promise(case.id, head, number)
    actions.hand_over(promise, to=taker, reason=Reason.OVERLOADED, by=head)
    seen = policy.compartments(case.id, make.acting("piket_maros"))
    assert seen & Compartment.IDENTITY
    assert not seen & Compartment.HEALTH
    ends = sa.select(policy.AccessGrant.until).where(
        policy.AccessGrant.person_id == taker, policy.AccessGrant.ended_because == "promise_ran"
    )
    assert db.session.scalars(ends).all() == [promise.due_at + actions.CORRECTION]


def test_a_head_hands_over_only_what_his_unit_owes() -> None:
    sent = given.referral(Status.SENT)
    taker, head = id_of("polisi_maros"), make.acting("kepala_maros")
    promise = queries.promise(sent.id, head)
    with pytest.raises(Refused, match=r"promise\.not_theirs"):
        actions.hand_over(promise, to=taker, reason=Reason.NO_ANSWER, by=head)


def test_nobody_is_offered_what_his_role_may_not_do() -> None:
    """A supervisor of the unit that owes could neither claim a report nor accept it."""
    sent = given.referral(to="upt-ppa-sulsel", service=Service.COUNSELLING, share=IDENTITY)
    taker = newcomer("piket_provinsi", Role.PROVIDER, unit="upt-ppa-sulsel").id
    watcher = id_of("provinsi")
    promise = queries.promise(sent.id, make.acting("provinsi"))
    assert promise.kind in (Kind.ACKNOWLEDGE, Kind.ANSWER)
    offered = {member.id for member in queries.takers(promise)}
    assert taker in offered
    assert watcher not in offered
    with pytest.raises(Refused, match=r"promise\.not_theirs"):
        actions.hand_over(promise, to=watcher, reason=Reason.AWAY, by=make.acting("provinsi"))
