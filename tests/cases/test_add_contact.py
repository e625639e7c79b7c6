"""Contacts: a safe one with the child keeps the promise; a call to who told does not."""

from datetime import timedelta

import pytest

from referral import db
from referral.cases import actions
from referral.cases.models import ContactWith
from referral.errors import Refused
from referral.reminders.limits import Kind
from tests.cases import given

pytestmark = pytest.mark.usefixtures("session")


@pytest.mark.parametrize("who", [ContactWith.CHILD, ContactWith.CAREGIVER_FOR_CHILD])
def test_a_safe_contact_with_the_child_closes_the_first_contact_at_its_time(
    who: ContactWith,
) -> None:
    case, manager = given.open_case()
    made = given.contact(who)

    actions.add_contact(case, made, by=manager)

    kept = given.promise(case.id, Kind.FIRST_CONTACT, done=True)
    assert kept
    assert kept.done_at == made.at


@pytest.mark.parametrize(
    ("who", "safe"),
    [(ContactWith.CHILD, False), (ContactWith.REPORTER, True), (ContactWith.CAREGIVER, True)],
)
def test_another_contact_leaves_it_open(who: ContactWith, *, safe: bool) -> None:
    case, manager = given.open_case()

    actions.add_contact(case, given.contact(who, safe=safe), by=manager)

    assert given.promise(case.id, Kind.FIRST_CONTACT)


def test_a_contact_has_taken_place() -> None:
    case, manager = given.open_case()
    later = given.contact(at=db.now() + timedelta(minutes=1))

    with pytest.raises(Refused, match=r"time\.future"):
        actions.add_contact(case, later, by=manager)
