"""Every step from every state: what the table opens happens, all else is refused and undone."""

import pytest

from referral import db
from referral.errors import Missing, Refused
from referral.referrals.models import DESK_STEPS, Referral, Status, Step
from tests.referrals import given

STATES = list(Status)
STEPS = list(Step)
OPEN = [(status, step) for step in STEPS for status in STATES if status in Referral.STEPS[step][0]]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(("status", "step"), OPEN)
def test_a_step_leads_where_the_table_says(status: Status, step: Step) -> None:
    referral = given.referral(status)
    assert step in referral.open_steps()
    assert given.take(step.value, referral.id).status is Referral.STEPS[step][1]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("status", STATES)
def test_every_other_step_is_refused_and_changes_nothing(status: Status) -> None:
    referral = given.referral(status)
    for step in STEPS:
        if (status, step) in OPEN:
            continue
        assert step not in referral.open_steps()
        with pytest.raises((Refused, Missing)):  # of a draft its desk knows nothing
            given.take(step.value, referral.id)
        db.session.expunge_all()
        after = given.found(referral.id, given.acting("mk_maros"))
        assert (after.status, after.version) == (status, referral.version)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("step", [step for step in STEPS if step not in (Step.FORWARD, Step.SEND)])
def test_only_the_side_whose_step_it_is_may_take_it(step: Step) -> None:
    status = next(s for s in STATES if (s, step) in OPEN and s is not Status.DRAFT)
    referral = given.referral(status)
    desk = step in DESK_STEPS
    with pytest.raises(Refused) as refused:
        given.take(step.value, referral.id, by="mk_maros" if desk else "polisi_maros")
    others = "head.only" if step is Step.VOID else "sender.only"
    assert refused.value.key == ("desk.not_yours" if desk else others)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("step", [Step.FORWARD, Step.RECALL])
def test_who_once_claimed_the_report_does_not_stand_for_the_sender(step: Step) -> None:
    referral = given.referral(Status.SENT)
    with pytest.raises(Refused) as refused:
        given.take(step.value, referral.id, by="piket_maros")
    assert refused.value.key == "sender.only"


@pytest.mark.usefixtures("session")
def test_a_case_that_is_offered_is_handed_on_by_nobody() -> None:
    with pytest.raises(Refused) as refused:
        given.take("forward", given.offered().id, by="mk_maros")
    assert refused.value.key == "desk.not_yours"
