"""What the database itself refuses of an erasure, whoever forgets a condition; and the pages."""

from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import Ground
from tests.cases import given
from tests.worker import erased
from tests.worker.erased import A_DAY, BEGUN, DUE
from tests.worker.house import House

SOON = BEGUN + timedelta(days=1)
DENIED = (sa.exc.ProgrammingError, sa.exc.IntegrityError)
NEW = (
    "INSERT INTO erasure (id, case_id, scope, ground, asked_at, asked_by_id, decided_at,"
    " decided_by_id) VALUES (gen_random_uuid(), :c, 'case', 'wish', {at}, :p, {decided})"
)


def tried(house: House, who: str, statement: str, **facts: object) -> int:
    """A statement as somebody's web process sends it; how many rows it changed."""
    with house.web():
        person = given.acting(who)
        with db.transaction():
            done = db.session.execute(sa.text(statement), {"p": person.id, **facts})
            return int(done.rowcount)  # type: ignore[attr-defined]


@pytest.fixture
def asked(house: House) -> UUID:
    """Of a closed case, by its head."""
    case_id = erased.closed(house)
    house.at(SOON)
    erased.ask(house, case_id, Ground.WISH)
    return case_id


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM keys.data_key",
        "UPDATE keys.data_key SET wrapped = ''",
        "DELETE FROM keys.erased_key",
        "UPDATE keys.erased_key SET at = now()",
        (
            "INSERT INTO keys.erased_key SELECT id, case_id, 'case', 'wish', asked_by_id,"
            " asked_by_id, now() FROM erasure"
        ),
        "SELECT app_erase(id) FROM erasure",
        "UPDATE erasure SET done_at = app_now()",
        "DELETE FROM erasure",
    ],
)
@pytest.mark.parametrize("who", ["kepala_maros", "provinsi"])
def test_no_web_process_destroys_a_key(house: House, asked: UUID, who: str, statement: str) -> None:
    with pytest.raises(DENIED, match="permission denied"):
        tried(house, who, statement)
    assert erased.keys(house, asked)


@pytest.mark.parametrize("verb", ["UPDATE keys.erased_key SET at = now()",
                                  "DELETE FROM keys.erased_key"])  # fmt: skip
def test_the_ledger_only_grows_for_the_owner_too(house: House, verb: str) -> None:
    with pytest.raises(DENIED, match="permission denied"):
        house.sql(verb)


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("kepala_maros", "decided_at = app_now(), decided_by_id = :p"),
        ("provinsi", "decided_at = app_now() - interval '2 days', decided_by_id = :p"),
        ("provinsi", "decided_at = app_now(), decided_by_id = asked_by_id"),
        ("provinsi", "stopped_at = app_now(), stopped_by_id = asked_by_id"),
    ],
)
def test_no_step_is_forged(house: House, asked: UUID, who: str, change: str) -> None:
    with pytest.raises(DENIED):
        tried(house, who, f"UPDATE erasure SET {change}")  # noqa: S608 - our own
    assert erased.last(house, asked).decided_at is None


@pytest.mark.parametrize("who", ["mk_maros", "dp3a_maros", "piket_maros", "mk_makassar"])
def test_nobody_else_changes_it(house: House, asked: UUID, who: str) -> None:
    change = "UPDATE erasure SET decided_at = app_now(), decided_by_id = :p"
    assert tried(house, who, change) == 0
    assert erased.last(house, asked).decided_at is None


@pytest.mark.parametrize(
    ("who", "at", "decided"),
    [
        ("piket_maros", "app_now()", "NULL, NULL"),
        ("provinsi", "app_now()", "NULL, NULL"),
        ("kepala_maros", "app_now() - interval '2 days'", "NULL, NULL"),
        ("kepala_maros", "app_now()", "app_now(), :other"),
    ],
)
def test_nobody_asks_past_the_rules(house: House, who: str, at: str, decided: str) -> None:
    case_id = erased.closed(house)
    other = house.person("provinsi")
    statement = NEW.format(at=at, decided=decided)
    with pytest.raises(DENIED):
        tried(house, who, statement, c=case_id, other=other)


def test_while_proceedings_run_the_database_keeps_it_too(house: House) -> None:
    case_id = erased.closed(house, "trial")
    with pytest.raises(DENIED, match="row-level security"):
        tried(house, "kepala_maros", NEW.format(at="app_now()", decided="NULL, NULL"), c=case_id)


def test_what_changed_in_the_day_stops_it(house: House, asked: UUID) -> None:
    erased.decide(house, asked)
    house.sql("UPDATE case_event SET detail = 'trial' WHERE act = 'law_status'")
    assert erased.carried_out(house, SOON + A_DAY) == 1
    row = erased.last(house, asked)
    assert (row.done_at, row.stopped_by_id) == (None, None)
    assert row.stopped_at is not None
    assert erased.keys(house, asked)


def test_the_worker_carries_out_nothing_before_its_day(house: House, asked: UUID) -> None:
    for step in ("asked", "decided"):
        if step == "decided":
            erased.decide(house, asked)
        with house.worker(), pytest.raises(DENIED, match="not to be erased"):
            db.session.execute(sa.text("SELECT app_erase(id) FROM erasure"))


def test_two_browsers_ask_decide_and_one_of_them_is_late(house: House) -> None:
    case_id = erased.closed(house)
    house.at(DUE)
    with house.web():
        head, province = house.browser("kepala_maros"), house.browser("provinsi")
        at = f"/cases/{case_id}/erasure"
        assert "Minta penghapusan" in head.get(at).text
        assert "Minta penghapusan" not in province.get(at).text
        head.get(f"{at}/new")
        assert head.send(f"{at}/new", ground="promised").status_code == 422, "not sure"
        assert head.send(f"{at}/new", ground="promised", sure="y").status_code == 303
        assert head.send(f"{at}/new", ground="promised", sure="y").status_code == 422
        this = f"{at}/{erased.last(house, case_id).id}"
        assert head.send(f"{this}/decision", decision="erase").status_code == 409
        assert "Bukti daring" in province.get(f"{this}/decision").text
        head.get(f"{this}/stop")
        assert province.send(f"{this}/decision", decision="erase").status_code == 303
        assert "ditahan 24 jam" in head.get(at).text
        assert "Hentikan penghapusan" in province.get(at).text
        assert head.send(f"{this}/stop").status_code == 303
        late = province.send(f"{this}/decision", decision="erase")
        assert late.status_code == 409
        assert "Dihentikan" in province.get(at).text


def test_a_page_from_before_another_step_is_refused(house: House) -> None:
    case_id = erased.closed(house)
    house.at(SOON)
    with house.web():
        head = house.browser("kepala_maros")
        at = f"/cases/{case_id}/erasure/new"
        page = head.get(at).text
        version = page.split('name="version"')[1].split('value="')[1].split('"')[0]
        house.sql("UPDATE case_file SET version = version + 1 WHERE id = :id", id=case_id)
        assert head.send(at, ground="wish", sure="y", version=version).status_code == 409
