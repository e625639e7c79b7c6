"""A referral's own limits: what is asked for decides, and the desk's calendar at acceptance."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from referral import db
from referral.directory.models import Leave, Service
from referral.errors import Refused
from referral.policy import Compartment
from referral.referrals import actions
from referral.reminders.limits import Kind, Urgency
from tests.make import wita
from tests.referrals import given
from tests.referrals.test_decline import open_promises

pytestmark = pytest.mark.usefixtures("session")
MONDAY = wita(2026, 7, 6, 9)
IDENTITY = Compartment.IDENTITY
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("service", "due"),
    [(Service.SHELTER, wita(2026, 7, 7, 9)), (Service.SOCIAL_AID, wita(2026, 7, 8, 16))],
)
def test_a_roof_is_asked_for_sooner_than_aid(
    travel: Callable[..., None], service: Service, due: object
) -> None:
    travel(MONDAY)
    asked = given.referral(
        to="dinsos-maros-rehsos",
        service=service,
        urgency=Urgency.DAYS_3,
        share=IDENTITY,
        case=given.open_case(signs=given.MILD)[0],
    )
    assert open_promises(asked.id)[Kind.ANSWER].due_at == due


def test_seven_working_days_count_from_acceptance_by_the_desks_calendar(
    travel: Callable[..., None],
) -> None:
    travel(MONDAY)
    asked = given.referral(
        to="dukcapil-maros", service=Service.DOCUMENTS, urgency=Urgency.DAYS_3, share=IDENTITY
    )
    thursday = wita(2026, 7, 9, 9)
    travel(thursday)
    sender = given.acting("mk_maros")
    this = given.found(asked.id, sender)
    by_phone = actions.Proxy("Petugas Dukcapil", thursday)
    last = wita(2026, 7, 20, 16)
    late = actions.Promised(last + MINUTE)
    with pytest.raises(Refused) as refused:
        actions.accept(this, late, by=sender, proxy=by_phone)
    assert refused.value.facts["limit"] == last
    accepted = actions.accept(this, actions.Promised(last), by=sender, proxy=by_phone)
    assert accepted.first_service_by == last


def test_a_decreed_holiday_and_the_desks_own_leave_are_no_working_days(
    travel: Callable[..., None],
) -> None:
    travel(wita(2026, 3, 16, 9))
    asked = given.referral(
        to="dukcapil-maros", service=Service.DOCUMENTS, urgency=Urgency.DAYS_3, share=IDENTITY
    )
    leave = Leave(unit_id=given.unit("dukcapil-maros"), day=date(2026, 3, 26), name="Rapat")
    db.session.add(leave)
    db.session.commit()
    tuesday = wita(2026, 3, 17, 9)
    travel(tuesday)
    sender = given.acting("mk_maros")
    by_phone = actions.Proxy("Petugas Dukcapil", tuesday)
    this = given.found(asked.id, sender)
    last = wita(2026, 4, 6, 16)
    with pytest.raises(Refused) as refused:
        actions.accept(this, actions.Promised(last + MINUTE), by=sender, proxy=by_phone)
    assert refused.value.facts["limit"] == last
