"""The promise to erase online evidence: kept by two people and the worker; nothing else goes."""

from datetime import datetime
from uuid import UUID

import pytest
from cryptography.exceptions import InvalidTag

from referral import vault
from referral.cases import actions
from referral.cases.models import Ground, LateBecause, RecordKind
from referral.errors import Missing, Refused
from referral.policy import Compartment
from referral.reminders.clocks import months
from referral.reminders.limits import Kind
from tests.cases import given
from tests.make import wita
from tests.worker import erased
from tests.worker.erased import A_DAY, ADDRESS, DUE, TRACES
from tests.worker.house import House

ONLINE = Ground.PROMISED


def owed(house: House, kind: Kind) -> list[tuple[datetime, str]]:
    rows = house.sql(
        "SELECT f.due_at, p.username FROM follow_up f JOIN person p ON p.id = f.owner_person_id"
        " WHERE f.kind = :kind AND f.done_at IS NULL",
        kind=kind,
    )
    return [(row.due_at, row.username) for row in rows]


def komdigi(house: House, case_id: UUID) -> UUID:
    (row,) = house.sql("SELECT id FROM referral WHERE case_id = :id AND service = 'takedown'",
                       id=case_id)  # fmt: skip
    found: UUID = row.id
    return found


def test_the_head_owes_it_three_months_after_the_end(house: House) -> None:
    erased.closed(house)
    assert owed(house, Kind.PURGE) == [(DUE, "kepala_maros")]


def test_two_people_and_a_day_destroy_its_keys_and_no_other(house: House) -> None:
    case_id = erased.closed(house)
    before, sent = erased.keys(house, case_id), komdigi(house, case_id)
    gone = {vault.online_key(case_id), sent}
    assert gone < before
    erased.erase(house, case_id, ONLINE)
    assert erased.keys(house, case_id) == before - gone
    assert owed(house, Kind.PURGE) == []
    ledger = house.sql("SELECT id, scope, ground, at, asked_by_id, decided_by_id FROM"
                       " keys.erased_key WHERE case_id = :id", id=case_id)  # fmt: skip
    people = house.person("kepala_maros"), house.person("provinsi")
    assert {row.id for row in ledger} == gone
    assert {tuple(row)[1:3] + tuple(row)[4:] for row in ledger} == {("online", ONLINE, *people)}
    assert erased.last(house, case_id).done_at == ledger[0].at


def test_nobody_reads_it_afterwards_and_the_rest_opens_as_before(house: House) -> None:
    case_id = erased.closed(house)
    erased.erase(house, case_id, ONLINE)
    with house.web():
        head = given.acting("kepala_maros")
        case = given.found(case_id, head)
        opened = actions.read(case, by=head)
        assert opened.parts[Compartment.STORY]["words"]
        assert TRACES not in str(opened)
        actions.reopen(case, "Kenari lagi", by=head)
        manager = given.acting("mk_maros")
        case = given.found(case_id, manager)
        opened = actions.read(case, by=manager)
        assert Compartment.ONLINE not in opened.parts
        assert opened.erased == {Compartment.ONLINE: erased.last(house, case_id).done_at}
        with pytest.raises(Refused, match=r"case\.erased"):
            actions.keep_online(case, "lagi", by=manager)
    ((code, page),) = house.get("mk_maros", f"/cases/{case_id}")
    assert (code, "Bukti daring sudah dihapus" in page, TRACES in page) == (200, True, False)
    assert "Isi kasus ini sudah dihapus" not in page


@pytest.mark.parametrize("who", ["mk_maros", "kepala_maros", "provinsi"])
def test_the_pages_say_so_without_an_error(house: House, who: str) -> None:
    case_id = erased.closed(house)
    sent = komdigi(house, case_id)
    pages = [f"/cases/{case_id}", f"/referrals/{sent}", f"/cases/{case_id}/erasure",
             f"/cases/{case_id}/audit", "/cases?status=closed", "/"]  # fmt: skip
    before = house.get(who, *pages)
    erased.erase(house, case_id, ONLINE)
    after = house.get(who, *pages)
    assert [code for code, _text in after] == [code for code, _text in before]
    assert not any(TRACES in text or ADDRESS in text for _code, text in after)
    if who == "kepala_maros":
        assert ADDRESS in before[1][1]
        assert "Isi rujukan ini sudah dihapus" in after[1][1]
    assert "Kunci isinya dihancurkan pada" in after[2][1]


def test_before_its_date_it_is_refused_with_the_date(house: House) -> None:
    case_id = erased.closed(house)
    with pytest.raises(Refused) as refused:
        erased.ask(house, case_id, ONLINE)
    assert (refused.value.key, refused.value.facts) == ("erasure.early", {"at": DUE})


def test_while_proceedings_run_it_waits_and_the_verdict_gives_it_a_date(house: House) -> None:
    case_id = erased.closed(house, "trial")
    assert owed(house, Kind.PURGE) == []
    assert [who for _due, who in owed(house, Kind.LAW_FOLLOW_UP)] == ["kepala_maros"]
    house.at(DUE)
    for ground in (ONLINE, Ground.WISH):
        with pytest.raises(Refused, match=r"erasure\.law"):
            erased.ask(house, case_id, ground)
    with house.web():
        head = given.acting("kepala_maros")
        case, why = given.found(case_id, head), LateBecause.OTHER_OFFICE
        given.record(case, RecordKind.LAW_STATUS, head, code="final", why=why)
    assert owed(house, Kind.LAW_FOLLOW_UP) == []
    assert owed(house, Kind.PURGE) == [(months(DUE, 3), "kepala_maros")]


def test_who_asked_never_decides_and_a_stranger_neither(house: House) -> None:
    case_id = erased.closed(house)
    house.at(DUE)
    erased.ask(house, case_id, ONLINE)
    with pytest.raises(Refused, match=r"head\.other_person"):
        erased.decide(house, case_id, "kepala_maros")
    for stranger in ("dp3a_maros", "mk_maros"):
        with pytest.raises(Missing):
            erased.decide(house, case_id, stranger)


def test_the_head_decides_on_what_the_manager_asks(house: House) -> None:
    case_id = erased.closed(house)
    house.at(DUE)
    erased.ask(house, case_id, ONLINE, "mk_maros")
    with pytest.raises(Refused, match=r"erasure\.decider"):
        erased.decide(house, case_id, "provinsi")
    erased.decide(house, case_id, "kepala_maros")
    assert erased.carried_out(house, DUE + A_DAY) == 1


def test_the_decision_is_owed_within_three_working_days(house: House) -> None:
    case_id = erased.closed(house)
    house.at(DUE)
    erased.ask(house, case_id, ONLINE)
    assert owed(house, Kind.ERASURE) == [(wita(2026, 6, 5, 16), "provinsi")]
    erased.decide(house, case_id)
    assert owed(house, Kind.ERASURE) == []


@pytest.mark.parametrize("who", ["kepala_maros", "provinsi"])
def test_either_may_stop_it_within_the_day(house: House, who: str) -> None:
    case_id = erased.closed(house)
    before = erased.keys(house, case_id)
    house.at(DUE)
    erased.ask(house, case_id, ONLINE)
    erased.decide(house, case_id)
    assert erased.carried_out(house, DUE + A_DAY / 2) == 0
    erased.stop(house, case_id, who)
    assert erased.carried_out(house, DUE + A_DAY) == 0
    assert erased.keys(house, case_id) == before
    assert owed(house, Kind.PURGE) == [(DUE, "kepala_maros")]
    erased.ask(house, case_id, ONLINE)


def test_a_case_that_is_opened_again_is_not_erased(house: House) -> None:
    case_id = erased.closed(house)
    house.at(DUE)
    erased.ask(house, case_id, ONLINE)
    erased.decide(house, case_id)
    with house.web():
        head = given.acting("kepala_maros")
        actions.reopen(given.found(case_id, head), "Kenari lagi", by=head)
    assert erased.last(house, case_id).stopped_at is not None
    assert erased.carried_out(house, DUE + A_DAY) == 0
    assert vault.online_key(case_id) in erased.keys(house, case_id)


def test_all_whom_it_concerns_hear_of_each_step(house: House) -> None:
    case_id = erased.closed(house)
    house.sql("DELETE FROM inbox_item")
    erased.erase(house, case_id, ONLINE)
    told = house.sql("SELECT p.username, i.kind FROM inbox_item i JOIN person p ON"
                     " p.id = i.person_id WHERE i.kind LIKE 'eras%' ORDER BY 1, i.id")  # fmt: skip
    heard = {who: [kind for one, kind in told if one == who] for who, _kind in told}
    assert heard["provinsi"] == ["erasure_asked", "erased"]
    for who in ("kepala_maros", "mk_maros", "dp3a_maros"):
        assert heard[who] == ["erasure_decided", "erased"]


def test_a_destroyed_key_opens_nothing_even_by_hand(house: House) -> None:
    case_id = erased.closed(house)
    erased.erase(house, case_id, ONLINE)
    (row,) = house.sql("SELECT sealed FROM case_online WHERE case_id = :id", id=case_id)
    with house.as_owner(), pytest.raises((Refused, InvalidTag)):
        vault.unseal(vault.online_key(case_id), "case_online", case_id, row.sealed)
