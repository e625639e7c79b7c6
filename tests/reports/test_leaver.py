"""A leaver's work passes to a colleague in one step: nothing is orphaned."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile, Fares, RecordKind
from referral.cases.models.told import ClosingReason
from referral.cases.queries import FULL, caseloads
from referral.directory import actions as directory
from referral.directory import queries as desks
from referral.directory.models import Duty
from referral.errors import Refused
from referral.policy import Actor, Conflict, Role
from referral.referrals import actions as referrals
from referral.referrals.models import Status
from referral.reminders.models import FollowUp
from referral.reports import actions
from tests import make
from tests.cases.given import found as case_found
from tests.directory.given import worker
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")


def relieve(leaver: str, by_whom: str, by: str = "kepala_maros") -> None:
    gone, taker = given.person(leaver).id, given.person(by_whom).id
    head = given.acting(by)
    unit = desks.unit(head.unit_id)
    assert unit
    actions.relieve(unit, leaver=gone, by_whom=taker, by=head)


def owing(person: Actor) -> int:
    query = sa.select(sa.func.count()).select_from(FollowUp)
    open_ones = query.where(FollowUp.owner_person_id == person.id, FollowUp.done_at.is_(None))
    return db.session.scalar(open_ones) or 0


def test_cases_and_promises_are_the_colleagues_at_once() -> None:
    case, manager = given.open_case()
    owed, had = owing(manager), owing(given.person("kepala_maros"))
    assert owed
    relieve("mk_maros", "kepala_maros")
    head = given.acting("kepala_maros")
    assert policy.find(CaseFile, case.id, head).manager_id == head.id
    assert (owing(manager), owing(head)) == (0, had + owed)
    former = given.acting("mk_maros")
    shell = policy.compartments(case.id, former)
    assert not shell & policy.Compartment.IDENTITY


def test_turns_and_the_deputys_place_pass_on() -> None:
    head = given.acting("kepala_maros")
    unit = desks.unit(head.unit_id)
    assert unit
    piket = given.person("piket_maros").id
    now = db.now()
    turn = {"since": now + timedelta(days=1), "until": now + timedelta(days=2)}
    directory.put_on_duty(unit, person_id=piket, **turn, by=head)
    directory.change_desk(unit, phone=unit.desk.phone, deputy_id=piket, approves=False, by=head)
    relieve("piket_maros", "mk_maros")
    taker = given.person("mk_maros").id
    later = sa.select(Duty.person_id).where(Duty.unit_id == unit.id, Duty.until > db.now())
    assert set(db.session.scalars(later)) == {taker}
    desk = desks.desk(unit.id)
    assert desk
    assert desk.deputy_id == taker


def test_cases_fall_to_nobody_who_may_not_manage_them(sign_in: Callable[[str], Browser]) -> None:
    given.open_case()
    gone, taker = given.person("mk_maros").id, given.person("piket_maros").id
    unit = make.acting("kepala_maros").unit_id
    browser, address = sign_in("kepala_maros"), f"/staff/{unit}/relieve"
    assert f'href="{address}"' in browser.get(f"/directory/desks/{unit}").text
    browser.get(address)
    answer = browser.send(address, leaver=gone, by_whom=taker, sure="y")
    assert (answer.status_code, "Pilih manajer kasus" in answer.text) == (422, True)
    early = browser.send(address, leaver=gone, by_whom=taker)
    assert (early.status_code, "Pilih manajer kasus" in early.text) == (422, True)
    assert browser.send(address).status_code == 422
    same = browser.send(address, leaver=gone, by_whom=gone)
    assert (same.status_code, "Pilih orang lain" in same.text) == (422, True)
    head = given.person("kepala_maros").id
    asked = browser.send(address, leaver=gone, by_whom=head)
    assert (asked.status_code, "Ya, alihkan semuanya" in asked.text) == (200, True)
    assert "<dd>1</dd>" in asked.text.split("Kasus</dt>")[1]
    make.acting("kepala_maros")
    assert caseloads(unit) == {gone: 1}
    browser.get(address)
    assert browser.send(address, leaver=gone, by_whom=head, sure="y").status_code == 303
    make.acting("kepala_maros")
    assert caseloads(unit) == {head: 1}


def test_only_the_units_head_and_only_its_people(sign_in: Callable[[str], Browser]) -> None:
    with pytest.raises(Refused):
        relieve("mk_maros", "kepala_maros", by="mk_maros")
    with pytest.raises(Refused):
        relieve("mk_maros", "mk_bone")
    other = make.acting("mk_bone").unit_id
    assert sign_in("kepala_maros").get(f"/staff/{other}/relieve").status_code == 404


def test_the_last_checks_of_a_closed_case_pass_on_too() -> None:
    case, manager = given.open_case(signs=given.MILD)
    cases.ask_closure(case, ClosingReason.GOAL, "Selesai", by=manager)
    head = given.acting("kepala_maros")
    cases.approve(policy.find(CaseFile, case.id, head), by=head)
    assert owing(manager) == 1
    relieve("mk_maros", "kepala_maros")
    head = given.acting("kepala_maros")
    assert (owing(manager), owing(head)) == (0, 1)
    assert policy.compartments(case.id, head) & policy.Compartment.IDENTITY
    former = given.acting("mk_maros")
    assert not policy.compartments(case.id, former) & policy.Compartment.IDENTITY
    head = given.acting("kepala_maros")
    told = cases.Written(RecordKind.AFTER_CLOSING, db.now(), "Baik", code=Fares.WELL)
    cases.record(policy.find(CaseFile, case.id, head), told, by=head)
    assert owing(head) == 0


def test_a_report_in_hand_opens_to_the_colleague_and_to_the_leaver_no_more() -> None:
    report = given.claimed_report("mk_maros")
    relieve("mk_maros", "piket_maros")
    taker = given.acting("piket_maros")
    assert policy.compartments(report.case_id, taker) & policy.Compartment.STORY
    former = given.acting("mk_maros")
    assert not policy.compartments(report.case_id, former) & policy.Compartment.STORY
    taker = given.acting("piket_maros")
    promised = referrals.Promised(db.now() + timedelta(hours=2), given.person("kepala_maros").id)
    done = referrals.accept(given.found(report.id, taker), promised, by=taker)
    assert done.status is Status.ACCEPTED


def test_a_new_head_supervises_what_was_there_before_her() -> None:
    case, _manager = given.open_case()
    newcomer("kepala_baru", Role.UNIT_HEAD)
    head = given.acting("kepala_baru")
    assert policy.compartments(case.id, head) & policy.Compartment.STORY
    relieve("mk_maros", "kepala_maros", by="kepala_baru")
    taker = given.acting("kepala_maros")
    assert policy.find(CaseFile, case.id, taker).manager_id == taker.id


def test_the_head_reads_beforehand_that_it_becomes_too_much(
    sign_in: Callable[[str], Browser],
) -> None:
    one, _manager = given.open_case(signs=given.MILD)
    head = given.acting("kepala_maros")
    cases.assign(case_found(one.id, head), head.id, by=head)
    for _case in range(FULL):
        given.open_case(signs=given.MILD)
    gone = given.person("mk_maros").id
    browser, address = sign_in("kepala_maros"), f"/staff/{given.person('mk_maros').unit_id}/relieve"
    browser.get(address)
    assert (
        f"akan memegang {FULL + 1} kasus"
        in browser.send(address, leaver=gone, by_whom=head.id).text
    )


def test_a_closed_case_is_counted_apart_and_is_no_load(
    sign_in: Callable[[str], Browser],
) -> None:
    given.open_case()
    case, manager = given.open_case(signs=given.MILD)
    cases.ask_closure(case, ClosingReason.GOAL, "Selesai", by=manager)
    boss = given.acting("kepala_maros")
    cases.approve(policy.find(CaseFile, case.id, boss), by=boss)
    browser, address = sign_in("kepala_maros"), f"/staff/{boss.unit_id}/relieve"
    browser.get(address)
    page = browser.send(address, leaver=manager.id, by_whom=boss.id).text
    assert re.search(r">Kasus</dt>\s*<dd[^>]*>1<", page)
    assert re.search(r"masih diperiksa</dt>\s*<dd[^>]*>1<", page)


def test_the_last_head_leaves_only_to_another_head() -> None:
    with pytest.raises(Refused) as refused:
        relieve("kepala_maros", "mk_maros")
    assert refused.value.key == "leaver.last_head"


def test_nothing_stays_behind_with_a_leaver_whose_case_is_hidden_from_the_head() -> None:
    newcomer("kepala_lain", Role.UNIT_HEAD)
    worker("uptd-ppa-maros", "mk_lain", Role.CASE_MANAGER)
    case, manager = given.open_case()
    whom = given.person("kepala_lain")
    manager = given.acting(manager.username)
    referrals.exclude(case_found(case.id, manager), whom.id, Conflict.RELATIVE, by=manager)
    with pytest.raises(Refused, match=r"leaver\.other_head"):
        relieve("mk_maros", "mk_lain", by="kepala_lain")
    relieve("mk_maros", "mk_lain", by="kepala_maros")
    assert case_found(case.id, given.acting("mk_lain")).manager_id == given.person("mk_lain").id
