"""A question stops the answer's clock: twice, 24 hours in all, and never a clock of the law."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import Referral, Status
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp
from tests.make import wita
from tests.referrals import given
from tests.referrals.asked import DINSOS

START = wita(2026, 3, 15, 10)
SECOND = timedelta(seconds=1)


def due(referral_id: UUID, kind: Kind) -> datetime:
    return db.session.scalars(
        sa.select(FollowUp.due_at).where(
            FollowUp.referral_id == referral_id,
            FollowUp.kind == kind,
            FollowUp.done_at.is_(None),
        )
    ).one()


@pytest.fixture
def sent(session: object, travel: Callable[..., None]) -> Referral:
    assert session
    travel(START)
    return given.referral(Status.SENT)


def test_the_answer_is_owed_later_by_what_the_reply_took(
    sent: Referral, travel: Callable[..., None]
) -> None:
    first = due(sent.id, Kind.ANSWER)
    travel(START + timedelta(hours=1))
    asked = given.take("ask", sent.id)
    assert (asked.answer_by, asked.claimed_by_id is not None) == (None, True)
    travel(START + timedelta(hours=4))
    replied = given.take("reply", sent.id)
    assert abs(due(sent.id, Kind.ANSWER) - first - timedelta(hours=3)) < SECOND
    assert replied.answer_by == due(sent.id, Kind.ANSWER)


def test_questions_stop_the_clock_for_a_day_in_all_and_twice_at_most(
    sent: Referral, travel: Callable[..., None]
) -> None:
    first = due(sent.id, Kind.ANSWER)
    for day in (0, 2):
        travel(START + timedelta(days=day, hours=1))
        given.take("ask", sent.id)
        travel(START + timedelta(days=day, hours=19))
        given.take("reply", sent.id)
    assert abs(due(sent.id, Kind.ANSWER) - first - timedelta(hours=24)) < SECOND
    with pytest.raises(Refused, match="twice"):
        given.take("ask", sent.id)


def test_the_clock_of_the_law_does_not_stop(sent: Referral, travel: Callable[..., None]) -> None:
    law = sa.select(FollowUp.due_at).where(
        FollowUp.case_id == sent.case_id, FollowUp.kind == Kind.POLICE_REPORT
    )
    before = db.session.scalars(law).one()
    travel(START + timedelta(hours=1))
    given.take("ask", sent.id)
    given.acting("mk_maros")
    assert db.session.scalars(law).one() == before


def test_an_answer_in_working_days_ends_at_the_closing_of_one_after_a_question(
    session: object, travel: Callable[..., None]
) -> None:
    assert session
    travel(wita(2026, 12, 29, 10))
    case, _manager = given.open_case(signs=given.MILD)
    referral = given.referral(case=case, **DINSOS)
    assert due(referral.id, Kind.ANSWER) == wita(2026, 12, 31, 16)
    travel(wita(2026, 12, 31, 9))
    given.take("ask", referral.id, "dinsos_maros")
    assert due(referral.id, Kind.ANSWER) == wita(2027, 1, 4, 16)
    travel(wita(2026, 12, 31, 14))
    replied = given.take("reply", referral.id)
    assert due(referral.id, Kind.ANSWER) == replied.answer_by == wita(2026, 12, 31, 16)


def test_a_darurat_after_a_question_does_not_wait_for_the_office_to_open(
    session: object, travel: Callable[..., None]
) -> None:
    assert session
    travel(wita(2026, 12, 31, 10))
    case, _manager = given.open_case(signs=given.MILD)
    referral = given.referral(case=case, **DINSOS)
    travel(wita(2026, 12, 31, 11))
    given.take("ask", referral.id, "dinsos_maros")
    travel(wita(2026, 12, 31, 12))
    sender = given.acting("mk_maros")
    actions.hurry(given.found(referral.id, sender), Urgency.DARURAT, "Anak luka.", by=sender)
    db.session.flush()
    assert due(referral.id, Kind.ANSWER) <= wita(2027, 1, 1, 13)
