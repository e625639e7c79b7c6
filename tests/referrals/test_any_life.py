"""Any legal life of a referral: the need has one owner, sight fits the state, nothing is silent."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import given as whatever
from hypothesis import strategies as st
from sqlalchemy.orm import joinedload

from referral import db
from referral.policy import AccessGrant, Basis
from referral.referrals import actions
from referral.referrals.models import Referral, Status, Step
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp
from tests.referrals import given

S, K = Status, Kind
OWED: dict[Status, tuple[set[Kind], set[Kind]]] = {
    S.SENT: ({K.ANSWER}, {K.ACKNOWLEDGE}),
    S.NEEDS_INFO: ({K.ANSWER}, set()),
    S.WAITLISTED: ({K.PLACE, K.KEEP_PLACE}, set()),
    S.ACCEPTED: ({K.FIRST_SERVICE}, {K.HOLD_REVIEW, K.FEEDBACK}),
    S.IN_SERVICE: ({K.PROGRESS}, {K.HOLD_REVIEW, K.FEEDBACK}),
    S.COMPLETED: ({K.CONFIRM}, set()),
    S.DECLINED: ({K.RE_PLAN}, set()),
    S.FAILED: ({K.RE_PLAN}, set()),
    S.CONFIRMED: (set(), set()),
    S.FORWARDED: (set(), set()),
    S.RECALLED: (set(), set()),
    S.VOID: (set(), set()),
}
"""What is owed in each state: always, and perhaps."""
SEEN = {
    **dict.fromkeys((S.SENT, S.NEEDS_INFO, S.WAITLISTED), Basis.PREVIEW),
    **dict.fromkeys((S.ACCEPTED, S.IN_SERVICE, S.COMPLETED, S.CONFIRMED), Basis.REFERRAL),
}
"""On which ground the desk sees in each state; in all others number and dates only."""
DESK_OWES = {
    K.ACKNOWLEDGE, K.ANSWER, K.PLACE, K.FIRST_SERVICE, K.FEEDBACK, K.PROGRESS, K.HOLD_REVIEW,
}  # fmt: skip
FACTS = ("claim", "hold", "progress", "keep")


def fact(verb: str, referral: Referral) -> None:
    """Something said beside the steps; what is not open is refused and changes nothing."""
    desk = verb != "keep"
    who = given.acting("polisi_maros" if desk else "mk_maros")
    this = given.found(referral.id, who)
    words = {
        "claim": (),
        "hold": (actions.Hold(db.now() + timedelta(days=2), "Menunggu."),),
        "progress": (actions.News("Baik."),),
        "keep": ("Aman.",),
    }[verb]
    getattr(actions, verb)(this, *words, by=who)


def open_facts(referral: Referral) -> list[str]:
    found = []
    if referral.status in (S.SENT, S.NEEDS_INFO) and referral.claimed_at is None:
        found.append("claim")
    if referral.status in (S.ACCEPTED, S.IN_SERVICE):
        found.append("hold")
    if referral.status is S.IN_SERVICE:
        found.append("progress")
    if referral.status is S.WAITLISTED:
        found.append("keep")
    return found


def check(id: UUID) -> Referral:
    """The invariants of one referral, as its sender finds it."""
    referral = given.found(id, given.acting("mk_maros"))
    always, perhaps = OWED[referral.status]
    owed = db.session.scalars(
        sa.select(FollowUp)
        .where(FollowUp.referral_id == id, FollowUp.done_at.is_(None))
        .options(joinedload(FollowUp.ladder))
    ).all()
    kinds = [row.kind for row in owed]
    assert always <= set(kinds) <= always | perhaps
    assert len(kinds) == len(set(kinds)), "one open owner for every need"
    for row in owed:
        side = referral.to_unit_id if row.kind in DESK_OWES else referral.from_unit_id
        assert row.owner_unit_id == side
        quiet = row.kind is K.ANSWER and referral.urgency is Urgency.DARURAT
        assert row.ladder or (quiet and referral.claimed_at is None), "nothing late is silent"
    live = set(
        db.session.scalars(
            sa.select(AccessGrant.basis).where(
                AccessGrant.basis_id == id,
                AccessGrant.unit_id == referral.to_unit_id,
                AccessGrant.until > db.now(),
            )
        )
    )
    seen = SEEN.get(referral.status)
    assert live - {int(Basis.RESIDUE)} == ({int(seen)} if seen else set())
    assert seen or int(Basis.RESIDUE) in live
    return referral


@pytest.mark.usefixtures("session")
@whatever(st.data())
@settings(
    max_examples=40,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_legal_life_keeps_the_invariants(data: st.DataObject) -> None:
    urgency = data.draw(st.sampled_from([Urgency.DARURAT, Urgency.HOURS_6]))
    case, _manager = given.taken_over(given.claimed_report(), "kepala_maros")  # beyond 25
    referral = check(given.referral(case=case, urgency=urgency).id)
    for _step in range(data.draw(st.integers(1, 9))):
        steps = [step.value for step in referral.open_steps() if step is not Step.SEND]
        if referral.asked > 1:
            steps = [step for step in steps if step != Step.ASK]
        choices = [*steps, *open_facts(referral)]
        if not choices:
            return
        verb = data.draw(st.sampled_from(choices))
        if verb in FACTS:
            fact(verb, referral)
        else:
            given.take(verb, referral.id)
        referral = check(referral.id)
