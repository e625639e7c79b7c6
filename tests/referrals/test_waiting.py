"""The waiting list: a place in view, and the sender who keeps it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import Status
from referral.reminders.limits import Kind, Urgency
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")


def test_the_desk_owes_the_place_and_the_sender_keeps_it_every_seven_days() -> None:
    referral = given.referral(Status.WAITLISTED)
    owed = open_promises(referral.id)
    assert set(owed) == {Kind.PLACE, Kind.KEEP_PLACE}
    place, kept = owed[Kind.PLACE], owed[Kind.KEEP_PLACE]
    assert (place.owner_unit_id, place.due_at) == (referral.to_unit_id, referral.expected_at)
    assert kept.owner_person_id == referral.sender_id
    assert kept.due_at - kept.started_at == timedelta(days=7)
    assert "referral_waitlisted" in told("mk_maros", referral.id)


def test_keeping_the_place_asks_again_in_seven_days(sign_in: Callable[[str], Browser]) -> None:
    referral = given.referral(Status.WAITLISTED)
    before = open_promises(referral.id)[Kind.KEEP_PLACE].id
    browser, address = sign_in("mk_maros"), f"/referrals/{referral.id}/keep"
    assert f'href="{address}"' in browser.get(f"/referrals/{referral.id}").text
    browser.get(address)
    assert browser.send(address, words="Masih di rumah bibi.").status_code == 303
    assert "Masih di rumah bibi." in browser.get(f"/referrals/{referral.id}").text
    given.acting("mk_maros")
    after = open_promises(referral.id)[Kind.KEEP_PLACE]
    assert after.id != before
    assert after.due_at - db.now() > timedelta(days=6)


@pytest.mark.parametrize("verb", ["accept", "decline", "forward", "recall"])
def test_whatever_ends_the_wait_ends_its_promises(verb: str) -> None:
    referral = given.referral(Status.WAITLISTED)
    given.take(verb, referral.id)
    assert not {Kind.PLACE, Kind.KEEP_PLACE, Kind.ANSWER} & set(open_promises(referral.id))


def test_a_darurat_never_waits() -> None:
    referral = given.referral(urgency=Urgency.DARURAT)
    with pytest.raises(Refused) as refused:
        given.take("waitlist", referral.id)
    assert refused.value.key == "waitlist.darurat"


def test_a_date_that_has_passed_is_said_beside_its_field(
    sign_in: Callable[[str], Browser],
) -> None:
    referral = given.referral()
    browser, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/waitlist"
    browser.get(address)
    answer = browser.send(address, expected_at="22/11/2020 08.00", words="Bersama bibi.")
    assert (answer.status_code, "Tulis tanggal yang akan datang." in answer.text) == (422, True)
    assert "Bersama bibi." in answer.text


@pytest.mark.parametrize(("days", "said"), [(367, 422), (365, 303)])
def test_a_place_is_promised_within_a_year(
    sign_in: Callable[[str], Browser], days: int, said: int
) -> None:
    referral = given.referral()
    browser, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/waitlist"
    browser.get(address)
    when = f"{db.now() + timedelta(days=days):%d/%m/%Y} 08.00"
    answer = browser.send(address, expected_at=when, words="Bersama bibi.")
    assert (answer.status_code, "Paling lambat" in answer.text) == (said, said == 422)


def test_who_does_not_wait_keeps_nothing() -> None:
    referral = given.referral(Status.ACCEPTED)
    sender = given.acting("mk_maros")
    with pytest.raises(Refused):
        actions.keep(given.found(referral.id, sender), "", by=sender)
