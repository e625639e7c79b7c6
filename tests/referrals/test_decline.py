"""A refusal ends the desk's part and never the need: the sender owes a new plan."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.outbox import InboxItem
from referral.referrals import actions
from referral.referrals.models import Status
from referral.reminders.limits import Kind, Urgency
from referral.reminders.models import FollowUp
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")


def open_promises(referral_id: UUID) -> dict[Kind, FollowUp]:
    rows = db.session.scalars(
        sa.select(FollowUp).where(FollowUp.referral_id == referral_id, FollowUp.done_at.is_(None))
    )
    return {row.kind: row for row in rows}


def told(username: str, referral_id: UUID) -> list[str]:
    given.acting(username)
    mine = sa.select(InboxItem.kind).where(InboxItem.referral_id == referral_id)
    return list(db.session.scalars(mine))


@pytest.mark.parametrize(
    ("urgency", "hours"), [(Urgency.DARURAT, 1), (Urgency.HOURS_6, 6), (Urgency.HOURS_24, 24)]
)
def test_the_sender_plans_anew_within_the_time_of_the_urgency(urgency: Urgency, hours: int) -> None:
    referral = given.referral(Status.DECLINED, urgency=urgency)
    owed = open_promises(referral.id)
    assert set(owed) == {Kind.RE_PLAN}
    plan = owed[Kind.RE_PLAN]
    assert plan.owner_person_id == referral.sender_id
    assert plan.due_at - plan.started_at == timedelta(hours=hours)


def test_the_sender_and_his_supervisor_hear_of_it_and_of_a_darurat_the_district_too() -> None:
    quiet = given.referral(Status.DECLINED, urgency=Urgency.HOURS_6)
    loud = given.referral(Status.DECLINED, urgency=Urgency.DARURAT)
    for username in ("mk_maros", "kepala_maros"):
        assert "referral_declined" in told(username, quiet.id)
    assert "referral_declined" not in told("dp3a_maros", quiet.id)
    assert "referral_declined" in told("dp3a_maros", loud.id)


def test_a_new_referral_for_the_same_service_keeps_the_promise() -> None:
    declined = given.referral(Status.DECLINED)
    sender = given.acting("mk_maros")
    case = policy.find(CaseFile, declined.case_id, sender)
    other = given.request(
        "dinsos-maros-rehsos", service=Service.SHELTER, share=policy.Compartment.IDENTITY
    )
    actions.send(case, other, by=sender)
    assert set(open_promises(declined.id)) == {Kind.RE_PLAN}
    actions.send(case, given.request(), by=sender)
    assert open_promises(declined.id) == {}


def test_a_plan_in_words_keeps_the_promise(sign_in: Callable[[str], Browser]) -> None:
    declined = given.referral(Status.DECLINED)
    browser, address = sign_in("mk_maros"), f"/referrals/{declined.id}"
    page = browser.get(address).get_data(as_text=True)
    assert f"/cases/{declined.case_id}/refer?service=protection" in page
    browser.get(f"{address}/plan")
    assert browser.send(f"{address}/plan", words="Didampingi keluarga.").status_code == 303
    assert "Didampingi keluarga." in browser.get(address).get_data(as_text=True)
    given.acting("mk_maros")
    assert open_promises(declined.id) == {}


def test_whoever_manages_the_case_today_stands_for_the_sender() -> None:
    referral = given.referral(Status.SENT)
    manager = given.acting("mk_maros")
    head = given.person("kepala_maros")
    case = policy.find(CaseFile, referral.case_id, manager)
    cases.assign(case, head.id, by=manager)
    given.take("decline", referral.id)
    assert open_promises(referral.id)[Kind.RE_PLAN].owner_person_id == head.id
    assert "referral_declined" in told("kepala_maros", referral.id)
    assert "referral_declined" not in told("mk_maros", referral.id)
