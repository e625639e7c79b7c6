"""The village report reaches the UPTD's desk, with every clock running from its own start."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.referrals.models import Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.make import wita
from tests.referrals import given


@pytest.mark.usefixtures("session")
def test_all_clocks_of_a_new_report_run(travel: Callable[..., None]) -> None:
    travel(wita(2026, 3, 14, 21, 5))
    report = given.village_report(told_at=wita(2026, 3, 14, 20, 15))
    assert report.status is Status.SENT
    due = {f.kind: f.due_at for f in db.session.scalars(sa.select(FollowUp))}
    assert due[Kind.POLICE_REPORT] == wita(2026, 3, 17, 20, 15)
    assert due[Kind.FIRST_CONTACT] == wita(2026, 3, 15, 20, 15)
    assert due[Kind.ACKNOWLEDGE] - wita(2026, 3, 14, 22, 5) < timedelta(seconds=5)
    assert report.answer_by == due[Kind.ANSWER]
