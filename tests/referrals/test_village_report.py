"""The village report reaches the UPTD's desk, with every clock running from its own start."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from referral import db
from referral.policy import Actor
from referral.referrals.models import Status
from referral.reminders.models import FollowUp
from tests.make import wita
from tests.referrals import given


def test_all_clocks_of_a_new_report_run(
    session: Any, travel: Callable[..., None], acting: Callable[[str], Actor]
) -> None:
    travel(wita(2026, 3, 14, 21, 5))
    report = given.village_report(risk=3, sexual=True, reported_at=wita(2026, 3, 14, 20, 15))
    assert report.status is Status.SENT
    due = {f.kind: f.due_at for f in db.session.scalars(sa.select(FollowUp))}
    assert due["police_report"] == wita(2026, 3, 17, 20, 15)
    assert due["first_contact"] == wita(2026, 3, 15, 20, 15)
    assert due["acknowledge"] - wita(2026, 3, 14, 22, 5) < timedelta(seconds=5)
    assert report.answer_by == due["answer"]
