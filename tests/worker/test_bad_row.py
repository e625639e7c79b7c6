"""One bad promise delays only itself, and what stays behind is found."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from referral.referrals.models import Referral
from referral.reminders import queries
from referral.reminders.limits import Kind
from tests.make import wita
from tests.worker.house import House

NOON = wita(2026, 3, 16, 12)
LATE = NOON + timedelta(hours=5)


@pytest.fixture
def bad(house: House) -> Iterator[Referral]:
    """Three cases; the database refuses every reminder of the second one."""
    house.at(NOON)
    cases = [house.quiet_case() for _ in range(3)]
    for case in cases:
        house.promise(case, Kind.TRIAGE)
    house.sql(
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF NEW.case_id = '{cases[1].case_id}' THEN RAISE EXCEPTION 'bad row'; END IF;"
        " RETURN NEW; END $$; CREATE TRIGGER spoil BEFORE INSERT ON inbox_item FOR EACH ROW"
        " EXECUTE FUNCTION spoil()"
    )
    yield cases[1]
    house.sql("DROP TRIGGER IF EXISTS spoil ON inbox_item; DROP FUNCTION spoil")


def cases_told(house: House) -> int:
    return len(house.sql("SELECT DISTINCT case_id FROM inbox_item WHERE kind = 'reminder'"))


def test_the_others_are_told_in_the_same_sweep(house: House, bad: Referral) -> None:
    house.at(LATE)
    assert house.tick() == 2
    assert cases_told(house) == 2
    with house.worker():
        violation = queries.first_violation()
    assert violation is None or str(violation.law).startswith("I1")
    house.at(LATE + timedelta(minutes=2))
    assert house.tick() == 0
    with house.worker():
        violation = queries.first_violation()
    assert violation
    assert violation.law.startswith("I1 what is due")
    row = house.sql("SELECT follow_up_id FROM ladder WHERE case_id = :c", c=bad.case_id)[0]
    assert violation.row == str(row.follow_up_id)


def test_it_is_told_once_it_is_whole_again(house: House, bad: Referral) -> None:
    house.at(LATE)
    house.tick()
    house.sql("DROP TRIGGER spoil ON inbox_item")
    house.at(LATE + timedelta(minutes=6))
    assert house.tick() == 1
    assert len(house.sql("SELECT FROM inbox_item WHERE case_id = :c AND kind = 'reminder'",
                         c=bad.case_id)) == 3  # fmt: skip
    assert cases_told(house) == 3
