"""Sooner: by a risk that rises, or by the sender; the old due stays as history, rungs follow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from referral import db
from referral.cases import actions as cases
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Compartment
from referral.referrals import actions
from referral.referrals.models import Referral
from referral.reminders.limits import Kind, Risk, Urgency
from referral.reminders.models import RECOMPUTED, FollowUp
from tests.cases.given import found as case_of
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.asked import DINSOS, HOSPITAL, OTHER

pytestmark = pytest.mark.usefixtures("session")
HOURS_24 = timedelta(hours=24)


def sent(**facts: Any) -> Referral:
    """Sent by the manager of a child of medium risk."""
    case, _manager = given.open_case(signs=given.MILD)
    return given.referral(case=case, **facts)


def risen(case_id: UUID, risk: Risk = Risk.HIGH) -> None:
    """Somebody of the UPTD settles another risk."""
    head = given.acting("kepala_maros")
    cases.confirm_risk(case_of(case_id, head), risk, "Terlapor serumah", by=head)
    db.session.flush()
    given.acting("mk_maros")


def rows(referral: Referral, kind: Kind) -> list[FollowUp]:
    """All of this kind, the oldest first."""
    db.session.expire_all()
    query = sa.select(FollowUp).where(FollowUp.referral_id == referral.id, FollowUp.kind == kind)
    found = query.order_by(FollowUp.id).options(joinedload(FollowUp.ladder))
    return list(db.session.scalars(found))


@pytest.mark.parametrize(("to", "who"), [(DINSOS, "dinsos_maros"), (OTHER, "mk_makassar")])
def test_an_answer_follows_a_risk_that_rises_from_its_own_start(
    to: dict[str, Any], who: str
) -> None:
    referral = sent(**to)
    (before,) = rows(referral, Kind.ANSWER)
    started, old_due = before.started_at, before.due_at
    risen(referral.case_id)
    old, new = rows(referral, Kind.ANSWER)
    assert (old.due_at, old.late_because) == (old_due, RECOMPUTED)
    assert old.done_at
    assert (new.started_at, new.due_at) == (started, started + HOURS_24)
    assert given.found(referral.id, given.acting("mk_maros")).answer_by == new.due_at
    assert "referral_hurried" in inbox(who)


def inbox(username: str) -> list[str]:
    given.acting(username)
    return list(db.session.scalars(sa.text("SELECT kind FROM inbox_item ORDER BY id")))


def test_a_limit_that_had_passed_before_the_risk_rose_counts_from_then(
    travel: Callable[..., None],
) -> None:
    referral = sent(**OTHER)
    (before,) = rows(referral, Kind.ANSWER)
    started, old_due = before.started_at, before.due_at
    travel(old_due - timedelta(hours=30))
    rose = db.now()
    assert rose > started + HOURS_24
    risen(referral.case_id)
    new = rows(referral, Kind.ANSWER)[-1]
    assert (new.started_at, new.due_at) == (started, rose + HOURS_24)


def test_what_was_late_already_is_no_later_by_it(travel: Callable[..., None]) -> None:
    referral = sent(**OTHER)
    old_due = rows(referral, Kind.ANSWER)[0].due_at
    travel(old_due + timedelta(hours=5))
    risen(referral.case_id)
    assert rows(referral, Kind.ANSWER)[-1].due_at == old_due


def test_what_the_risk_does_not_touch_keeps_its_row_and_its_rungs() -> None:
    referral = sent()
    risen(referral.case_id)
    assert [row.done_at for row in rows(referral, Kind.ANSWER)] == [None]
    assert "referral_hurried" not in inbox("polisi_maros")


def test_a_risk_that_falls_gives_the_desk_its_time_back() -> None:
    referral = sent(**OTHER)
    first = rows(referral, Kind.ANSWER)[0].due_at
    risen(referral.case_id)
    risen(referral.case_id, Risk.MEDIUM)
    assert [row.due_at for row in rows(referral, Kind.ANSWER)][::2] == [first, first]


def test_a_question_keeps_its_pause_when_the_risk_rises(travel: Callable[..., None]) -> None:
    referral = sent(**OTHER)
    began = db.now()
    who = given.acting("mk_makassar")
    actions.ask(given.found(referral.id, who), "Apakah anak bersedia?", by=who)
    db.session.flush()
    travel(began + timedelta(hours=1))
    risen(referral.case_id)
    travel(began + timedelta(hours=2))
    sender = given.acting("mk_maros")
    actions.reply(given.found(referral.id, sender), "Ya.", by=sender)
    db.session.flush()
    new = rows(referral, Kind.ANSWER)[-1]
    assert abs(new.due_at - began - HOURS_24 - timedelta(hours=2)) < timedelta(minutes=1)


COUNSEL: dict[str, Any] = {
    "to": "puspaga-maros", "service": Service.COUNSELLING, "share": Compartment.IDENTITY,
    "urgency": Urgency.DAYS_3,
}  # fmt: skip


def test_a_first_service_that_is_not_promised_yet_follows_the_risk() -> None:
    referral = sent(**COUNSEL)
    assert referral.first_service_amount == 7 * 24
    risen(referral.case_id)
    assert given.found(referral.id, given.acting("mk_maros")).first_service_amount == 3 * 24


def test_one_that_is_promised_becomes_due_sooner() -> None:
    referral = sent(**HOSPITAL | {"urgency": Urgency.HOURS_6})
    who = given.acting("rs_maros")
    promised = actions.Promised(db.now() + timedelta(days=6), who.id)
    actions.accept(given.found(referral.id, who), promised, by=who)
    db.session.flush()
    risen(referral.case_id)
    old, new = rows(referral, Kind.FIRST_SERVICE)
    assert old.due_at == promised.first_service_at
    assert new.due_at == old.started_at + timedelta(hours=2)
    assert "referral_hurried" in inbox("rs_maros")


def test_the_sender_makes_it_more_urgent_and_the_desk_hears_why(
    sign_in: Callable[[str], Browser],
) -> None:
    referral = sent(**OTHER | {"urgency": Urgency.HOURS_24})
    sender = sign_in("mk_maros")
    assert "Percepat" in sender.get(f"/referrals/{referral.id}").text
    page = sender.get(f"/referrals/{referral.id}/hurry").text
    assert 'value="6h"' in page
    assert 'value="24h"' not in page
    answer = sender.send(
        f"/referrals/{referral.id}/hurry", urgency="6h", words="Terlapor pulang malam ini."
    )
    assert answer.status_code == 303
    given.acting("mk_maros")
    old, new = rows(referral, Kind.ANSWER)
    assert (old.late_because, new.due_at) == (RECOMPUTED, new.started_at + timedelta(hours=6))
    desk = sign_in("mk_makassar")
    text = desk.get(f"/referrals/{referral.id}").text
    assert "Dipercepat pengirim" in text
    assert "Terlapor pulang malam ini." in text


def test_a_darurat_rings_from_the_moment_it_became_one(travel: Callable[..., None]) -> None:
    referral = sent()
    travel(db.now() + timedelta(minutes=40))
    sender = given.acting("mk_maros")
    hurried = given.found(referral.id, sender)
    actions.hurry(hurried, Urgency.DARURAT, "Ancaman baru.", by=sender)
    db.session.flush()
    acknowledge, answer = (rows(referral, kind)[-1] for kind in (Kind.ACKNOWLEDGE, Kind.ANSWER))
    assert acknowledge.ladder
    rung = acknowledge.ladder.rungs
    assert rung[0] == db.now()
    assert rung[1] - rung[0] == timedelta(minutes=15)
    assert answer.ladder is None
    assert answer.due_at == answer.started_at + timedelta(hours=1)


def test_one_that_is_late_already_rings_from_then_too(travel: Callable[..., None]) -> None:
    referral = sent()
    travel(db.now() + timedelta(days=1))
    sender = given.acting("mk_maros")
    actions.hurry(given.found(referral.id, sender), Urgency.DARURAT, "Ancaman.", by=sender)
    db.session.flush()
    acknowledge = rows(referral, Kind.ACKNOWLEDGE)[-1]
    assert acknowledge.ladder
    assert acknowledge.ladder.rungs[0] == db.now() > acknowledge.due_at


def test_nobody_makes_it_less_urgent_or_hurries_what_is_answered() -> None:
    referral = sent(urgency=Urgency.HOURS_6)
    sender = given.acting("mk_maros")
    with pytest.raises(Refused, match=r"hurry\.slower"):
        actions.hurry(given.found(referral.id, sender), Urgency.HOURS_24, "x", by=sender)
    desk = given.acting("polisi_maros")
    with pytest.raises(Refused, match=r"sender\.only"):
        actions.hurry(given.found(referral.id, desk), Urgency.DARURAT, "x", by=desk)
    given.take("accept", referral.id)
    sender = given.acting("mk_maros")
    with pytest.raises(Refused, match=r"step\.not_open"):
        actions.hurry(given.found(referral.id, sender), Urgency.DARURAT, "x", by=sender)


def test_nothing_becomes_later_by_being_hurried() -> None:
    referral = sent(**OTHER)
    before = rows(referral, Kind.ACKNOWLEDGE)[-1].due_at
    manager = given.acting("mk_maros")
    actions.hurry(given.found(referral.id, manager), Urgency.HOURS_24, "Mendesak", by=manager)
    db.session.flush()
    assert rows(referral, Kind.ACKNOWLEDGE)[-1].due_at <= before
