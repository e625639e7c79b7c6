"""`reminders check` finds each broken law, and names its first row."""

from datetime import timedelta

import pytest

from referral.referrals.models import Referral
from referral.reminders import queries
from referral.reminders.limits import Kind
from tests.make import wita
from tests.worker.house import House

NOON = wita(2026, 3, 16, 12)
BREAK = {
    "I1 what is due": "UPDATE ladder SET rungs[2] = app_now() - interval '2 minutes'",
    "I2 a message is settled": "UPDATE message SET state = 'sent'",
    "I2 who sends": "UPDATE message SET state = 'sending'",
    "I3 nothing is owed": "UPDATE follow_up SET done_at = app_now(); DELETE FROM ladder;"
    " UPDATE case_file SET next_due_at = '9999-12-31 00:00+00';"
    " UPDATE message SET not_before = app_now() - interval '1 hour'",
    "I4 no rung": "UPDATE ladder SET rungs[3] = '2026-03-17 01:00+08'",
    "I4 at night": "UPDATE message SET state = 'sent', settled_at = '2026-03-17 01:00+08';"
    " INSERT INTO audit_entry (at, act, note, compartments, mac)"
    " SELECT at, 'message.sent', key::text, 0, '' FROM message",
    "I7 the audit counts": "DELETE FROM audit_entry WHERE act = 'reminder.told'",
    "I7 the audit counts every digest": "INSERT INTO inbox_item (key, person_id, kind,"
    " at) SELECT gen_random_uuid(), id, 'digest', app_now() FROM person LIMIT 1",
    "I7 every sent": "UPDATE message SET state = 'sent', settled_at = app_now()",
    "I8 a message names": "UPDATE message SET kind = 'Anak S'",
    "I9 no message": "UPDATE message SET attempts = 13",
    "I10 each told rung": "UPDATE inbox_item SET rung = 9 WHERE kind = 'reminder'",
    "a case's next due time": "UPDATE case_file SET next_due_at = app_now()",
    "every open promise that rings": "DELETE FROM ladder",
    "no kept promise": "UPDATE follow_up SET done_at = app_now(); DELETE FROM message;"
    " UPDATE case_file SET next_due_at = '9999-12-31 00:00+00'",
    "a ladder tells": "UPDATE ladder SET person_id = NULL",
    "every open promise is owed": "UPDATE person SET active = false WHERE username = 'mk_maros'",
}


@pytest.fixture
def case(house: House) -> Referral:
    """A case with one promise, one rung told, one message owed."""
    house.at(NOON)
    case = house.quiet_case()
    house.promise(case, Kind.TRIAGE, "mk_maros")
    house.sql("UPDATE person SET mail_on = true WHERE username = 'mk_maros'")
    house.at(NOON + timedelta(hours=5))
    house.tick()
    return case


def violation(house: House) -> str:
    with house.worker():
        return str(queries.first_violation() or "")


@pytest.mark.usefixtures("case")
def test_an_honest_house_breaks_no_law(house: House) -> None:
    assert violation(house) == ""


@pytest.mark.usefixtures("case")
@pytest.mark.parametrize("law", BREAK)
def test_a_broken_law_is_found(house: House, law: str) -> None:
    house.sql(BREAK[law])
    assert violation(house).startswith(law)
