"""A whole case erased: numbers and dates stay, nothing opens by any path, the others open."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import audit, db
from referral.app import create_app
from referral.cases import actions
from referral.cases.models import Fares, Ground, LawStatus, RecordKind
from referral.errors import Refused
from referral.policy import Compartment
from tests.cases import given
from tests.make import report
from tests.servers import Servers, as_worker, environment
from tests.worker import erased
from tests.worker.erased import A_DAY, BEGUN
from tests.worker.house import House
from tests.worker.test_commands import Shell, shell
from worker.embedded import until
from worker.serve.settings import ROOT

__all__ = ["shell"]
SOON = BEGUN + timedelta(days=1)
WISH = Ground.WISH
SEARCH = 10
"""Which of these pages is the search by name."""
FIRE = "from worker.tasks import fire; fire()"


def texts(house: House, case_id: UUID) -> list[tuple[int, str]]:
    pages = [f"/cases/{case_id}", f"/cases/{case_id}/erasure", f"/cases/{case_id}/audit",
             f"/cases/{case_id}/audit/answer", f"/cases/{case_id}/emergency-access",
             f"/cases/{case_id}/exclusions", f"/cases/{case_id}/consents",
             f"/cases/{case_id}/plan", f"/cases/{case_id}/reopening",
             "/cases?status=closed", "/cases?q=Kenari+Anak", "/board", "/", "/inbox"]  # fmt: skip
    rows = house.sql("SELECT id FROM referral WHERE case_id = :id", id=case_id)
    return house.get("kepala_maros", *pages, *(f"/referrals/{row.id}" for row in rows))


def test_everything_answers_as_before_and_nothing_of_it_opens(house: House) -> None:
    case_id = erased.closed(house)
    (shell_of_it,) = house.sql("SELECT number FROM case_file WHERE id = :id", id=case_id)
    before = texts(house, case_id)
    assert "Kenari Anak" in before[0][1]
    erased.erase(house, case_id, WISH, SOON)
    after = texts(house, case_id)
    assert [code for code, _page in after] == [code for code, _page in before]
    assert shell_of_it.number in before[SEARCH][1]
    assert shell_of_it.number not in after.pop(SEARCH)[1]
    assert not [page for _code, page in after if "Kenari" in page]
    assert shell_of_it.number in after[0][1]
    assert "Isi kasus ini sudah dihapus" in after[0][1]
    assert "tidak ada salinan yang tersisa" in after[1][1]
    assert erased.keys(house, case_id) == set()


def test_who_saw_its_shell_alone_reads_that_it_is_gone_and_its_village_too(house: House) -> None:
    case_id = erased.closed(house)
    ((_code, page),) = house.get("provinsi", f"/cases/{case_id}")
    assert "Isi kasus tertutup untuk Anda" in page
    erased.erase(house, case_id, WISH, SOON)
    ((_code, page),) = house.get("provinsi", f"/cases/{case_id}")
    assert "Isi kasus ini sudah dihapus" in page
    assert "Isi kasus tertutup untuk Anda" not in page
    place = "SELECT area_code = district_code AS told FROM case_file WHERE id = :id"
    assert [row.told for row in house.sql(place, id=case_id)] == [True]


def test_no_key_of_it_is_left_and_each_stands_in_the_ledger(house: House) -> None:
    case_id = erased.closed(house)
    before = erased.keys(house, case_id)
    erased.erase(house, case_id, WISH, SOON)
    ledger = house.sql("SELECT id FROM keys.erased_key WHERE case_id = :id", id=case_id)
    assert before <= {row.id for row in ledger}
    open_ones = "SELECT kind FROM follow_up WHERE case_id = :id AND done_at IS NULL"
    assert house.sql(open_ones, id=case_id) == []


def test_another_case_opens_as_before(house: House) -> None:
    case_id = erased.closed(house)
    with house.web():
        other = report().id
    kept = erased.keys(house, other)
    erased.erase(house, case_id, WISH, SOON)
    assert erased.keys(house, other) == kept
    with house.web():
        opener = given.acting("relawan_maros")
        case = given.found(other, opener)
        assert actions.read(case, by=opener).parts[Compartment.IDENTITY]["name"] == "Kenari Anak"


def test_nothing_is_written_to_it_any_more(house: House) -> None:
    case_id = erased.closed(house)
    erased.erase(house, case_id, WISH, SOON)
    with house.web():
        head = given.acting("kepala_maros")
        case = given.found(case_id, head)
        with pytest.raises(Refused, match=r"case\.erased"):
            actions.reopen(case, "Kenari lagi", by=head)
        for kind, code in (
            (RecordKind.AFTER_CLOSING, Fares.WELL.value),
            (RecordKind.LAW_STATUS, LawStatus.TRIAL.value),
        ):
            case = given.found(case_id, given.acting("kepala_maros"))
            with pytest.raises(Refused, match=r"case\.erased"):
                given.record(case, kind, head, code=code)
    assert (
        house.sql("SELECT status FROM case_file WHERE id = :id", id=case_id)[0].status == "closed"
    )


def test_the_digests_of_all_cells_still_match(house: House, shell: Shell) -> None:
    house.clean()
    case_id = erased.closed(house)
    erased.erase(house, case_id, WISH, SOON)
    with house.worker():
        while audit.seal():
            pass
    told = shell("audit", "verify", "--deep")
    assert told.exit_code == 0, told.output


def restored(house: House, was: list[Any]) -> None:
    """The key table as it was."""
    house.sql("DELETE FROM keys.data_key")
    for row in was:
        again = "INSERT INTO keys.data_key VALUES (:id, :case_id, :wrapped, :kek_id)"
        house.sql(again, **row._asdict())


@pytest.mark.parametrize("role", ["web", "worker"])
def test_a_key_table_from_before_is_cleared_before_the_service_opens(
    house: House, role: str
) -> None:
    case_id = erased.closed(house)
    with house.web():
        other = report().id
    was = house.sql("SELECT * FROM keys.data_key")
    erased.erase(house, case_id, WISH, SOON)
    restored(house, was)
    with house.web():
        head = given.acting("kepala_maros")
        assert actions.read(given.found(case_id, head), by=head).parts == {}, "also before that"
    settings = house.settings if role == "web" else as_worker(house.settings)
    with create_app(settings).app_context():
        db.sqla.engine.dispose()
    assert erased.keys(house, case_id) == set()
    assert erased.keys(house, other)
    found = house.sql("SELECT count(*) AS n FROM audit_entry WHERE act = 'keys.buried'")
    assert found[0].n == 1


def test_a_worker_killed_between_has_done_nothing_and_the_next_does_it_once(
    house: House, servers: Servers
) -> None:
    case_id = erased.closed(house)
    before = erased.keys(house, case_id)
    house.at(SOON)
    erased.ask(house, case_id, WISH)
    erased.decide(house, case_id)
    house.at(SOON + A_DAY)
    env = environment(servers, sa.make_url(house.settings.DATABASE_URL).database or "")
    ask = sa.text("SELECT FROM pg_locks WHERE NOT granted")
    with house.owner.execution_options(isolation_level="READ COMMITTED").begin() as held:
        held.execute(sa.text("LOCK TABLE case_event IN EXCLUSIVE MODE"))
        killed = subprocess.Popen([sys.executable, "-c", FIRE], cwd=ROOT, env=env)
        with house.owner.connect() as looking:
            assert until(lambda: bool(looking.execute(ask).all()), 30)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
    assert erased.keys(house, case_id) == before
    assert erased.last(house, case_id).done_at is None
    assert erased.carried_out(house, SOON + A_DAY) == 1
    assert erased.carried_out(house, SOON + A_DAY) == 0
    told = house.sql(
        "SELECT count(*) AS n FROM inbox_item WHERE kind = 'erased' GROUP BY person_id"
    )
    assert {row.n for row in told} == {1}


def test_retention_is_no_ground_before_ten_years(house: House) -> None:
    case_id = erased.closed(house)
    house.at(SOON)
    with pytest.raises(Refused, match=r"erasure\.retained"):
        erased.ask(house, case_id, Ground.RETENTION)


def test_a_case_that_is_worked_on_is_never_erased(house: House) -> None:
    house.at(BEGUN)
    with house.web():
        case, manager = given.open_case()
        with pytest.raises(Refused, match=r"erasure\.open"):
            actions.ask_erasure(case, WISH, by=manager)


def test_a_ledger_kept_outside_clears_a_database_that_does_not_know_of_it(
    house: House, shell: Shell, tmp_path: Path
) -> None:
    """As after a disaster: data and keys are both from before the erasure."""
    case_id = erased.closed(house)
    was, gone = house.sql("SELECT * FROM keys.data_key"), len(erased.keys(house, case_id))
    erased.erase(house, case_id, WISH, SOON)
    kept = tmp_path / "ledger.csv"
    kept.write_text(shell("keys", "ledger").output)
    house.sql("ALTER TABLE keys.erased_key DISABLE TRIGGER ledger_stays")
    house.sql("DELETE FROM keys.erased_key")
    house.sql("ALTER TABLE keys.erased_key ENABLE TRIGGER ledger_stays")
    restored(house, was)
    told = shell("keys", "bury", str(kept))
    assert (told.exit_code, f"{gone} destroyed again" in told.output) == (0, True)
    assert erased.keys(house, case_id) == set()
    assert "0 erased keys learnt, 0 destroyed" in shell("keys", "bury", str(kept)).output


def test_a_file_that_is_no_ledger_is_refused(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("id,name\n1,x\n")
    told = shell("keys", "bury", str(tmp_path / "other.csv"))
    assert (told.exit_code, "the first line must be" in told.output) == (1, True)
