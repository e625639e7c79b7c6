"""Accepting: a named worker, a first service within its limit, and the police report's number."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import LawLine
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Compartment
from referral.referrals import actions
from referral.referrals.models import Referral, Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests import make
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.asked import HOSPITAL

pytestmark = pytest.mark.usefixtures("session")


def accept(referral: Referral, by: str, after: timedelta, worker: str | None = None) -> Referral:
    desk = given.acting(by)
    who = given.person(worker).id if worker else desk.id
    promised = actions.Promised(db.now() + after, who)
    return actions.accept(given.found(referral.id, desk), promised, by=desk)


def test_the_first_service_is_promised_to_the_sender() -> None:
    accepted = accept(given.referral(), "polisi_maros", timedelta(hours=3))
    assert accepted.claimed_by_id == accepted.worker_id
    promise = sa.select(FollowUp).where(FollowUp.kind == Kind.FIRST_SERVICE)
    owed = db.session.scalars(promise).one()
    assert owed.due_at == accepted.first_service_by
    assert (owed.owner_person_id, owed.sender_id) == (accepted.worker_id, accepted.sender_id)


def test_a_hospital_serves_a_child_at_high_risk_within_two_hours() -> None:
    referral = given.referral(**HOSPITAL)
    with pytest.raises(Refused) as refused:
        accept(referral, "rs_maros", timedelta(hours=2, minutes=1))
    assert refused.value.key == "first_service.late"
    assert accept(referral, "rs_maros", timedelta(hours=2)).status is Status.ACCEPTED


def test_who_begins_later_than_thirty_days_from_now_has_a_waiting_list() -> None:
    referral = given.referral()
    with pytest.raises(Refused) as refused:
        accept(referral, "polisi_maros", timedelta(days=30, minutes=1))
    assert refused.value.key == "first_service.far"
    assert accept(referral, "polisi_maros", timedelta(days=30)).status is Status.ACCEPTED


def test_the_worker_is_of_the_desks_own_unit() -> None:
    with pytest.raises(Refused) as refused:
        accept(given.referral(), "polisi_maros", timedelta(hours=1), worker="rs_maros")
    assert refused.value.key == "worker.elsewhere"


def test_accepting_acknowledges_and_tells_the_sender() -> None:
    referral = given.referral(Status.ACCEPTED)
    open_ones = sa.select(FollowUp.kind).where(
        FollowUp.referral_id == referral.id, FollowUp.done_at.is_(None)
    )
    assert db.session.scalars(open_ones).all() == [Kind.FIRST_SERVICE]


def test_a_police_desk_brings_the_number_that_closes_the_72_hours(
    sign_in: Callable[[str], Browser],
) -> None:
    referral = given.referral(service=Service.POLICE_REPORT)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/accept"
    desk.get(address)
    officer = given.person("polisi_maros").id
    filled: dict[str, Any] = {
        "worker": officer,
        "lp_number": "LP/B/7",
        "first_service_at": make.typed(db.now() + timedelta(days=1)),
    }
    refused = desk.send(address, **filled)
    assert (refused.status_code, "Tulis tanggal dan jam LP." in refused.text) == (422, True)
    at = refused.text.split('name="lp_at"')
    assert len(at) > 1
    assert desk.send(address, **filled, lp_at="01/01/2026 08.00").status_code == 303
    given.acting("mk_maros")
    assert db.session.get_one(LawLine, referral.case_id).lp_number == "LP/B/7"
    closed = sa.select(FollowUp.done_at).where(FollowUp.kind == Kind.POLICE_REPORT)
    assert db.session.scalars(closed).one() is not None


def test_without_the_law_line_in_the_share_list_no_number_is_asked(
    sign_in: Callable[[str], Browser],
) -> None:
    referral = given.referral(share=Compartment.IDENTITY)
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}/accept").text
    assert "lp_number" not in page
    desk = given.acting("polisi_maros")
    promised = actions.Promised(db.now(), desk.id, lp=actions.LP("LP/B/8", db.now()))
    found = given.found(referral.id, desk)
    with pytest.raises(Refused) as refused:
        actions.accept(found, promised, by=desk)
    assert refused.value.key == "law.not_shared"


@pytest.mark.parametrize("who", ["polisi_maros", "mk_maros"])
def test_a_first_service_is_not_promised_for_the_past(
    sign_in: Callable[[str], Browser], who: str
) -> None:
    referral = given.referral()
    browser, address = sign_in(who), f"/referrals/{referral.id}/accept"
    browser.get(address)
    now = make.typed(db.now())
    filled: dict[str, Any] = {
        "worker": given.person("polisi_maros").id,
        "who": "Ipda Contoh", "how": "phone", "answered_at": now,
    }  # fmt: skip
    refused = browser.send(address, **filled, first_service_at="01/01/2026 08.00")
    beside = refused.text.split('id="first_service_at-error"')
    assert (refused.status_code, len(beside)) == (422, 2)
    assert "layanan ini baru akan diberikan" in beside[1][:200]
    assert browser.send(address, **filled, first_service_at=now).status_code == 303


def test_nor_is_a_first_contact(sign_in: Callable[[str], Browser]) -> None:
    report = given.claimed_report()
    browser, address = sign_in("piket_maros"), f"/referrals/{report.id}/accept"
    browser.get(address)
    manager = given.person("mk_maros").id
    refused = browser.send(address, worker=manager, first_service_at="01/01/2026 08.00")
    assert (refused.status_code, "first_service_at-error" in refused.text) == (422, True)
