"""Every step from every state: what the table opens happens, all else is refused and undone."""

import pytest

from referral import db
from referral.errors import Refused
from referral.referrals.models import Referral, Status, Step
from tests.referrals import given

STATES = [status for status in Status if status is not Status.DRAFT]
STEPS = [step for step in Step if step is not Step.SEND]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_moves_only_from_where_the_table_says(status: Status, step: Step) -> None:
    referral = given.referral(status)
    sources, target = Referral.STEPS[step]
    assert (step in referral.open_steps()) is (status in sources)
    if status in sources:
        assert given.take(step.value, referral.id).status is target
        return
    with pytest.raises(Refused):
        given.take(step.value, referral.id)
    db.session.expunge_all()
    assert given.found(referral.id, given.acting("mk_maros")).status is status
