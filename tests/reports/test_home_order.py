"""Hari ini: what presses most stands first, and its figures say what they count."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory import actions as directory
from referral.directory import queries as desks
from referral.referrals.models import Status
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind, Urgency
from referral.reports import queries
from tests import make
from tests.cases.test_plan import proposed
from tests.pages import Browser
from tests.referrals import given
from tests.reports.given import LOW, MEDIUM, SATURDAY, Travel, report

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def first_row(page: str) -> str:
    return page.split('<li class="row')[1]


def figures(page: str) -> dict[str, str]:
    """What each tile says: its label, then the number and the second measure."""
    found = re.findall(r'<b class="figure">([^<]+)</b>([^<]+?)(?: <span[^>]*>([^<]+)|</a>)', page)
    return {label: f"{n} / {of}" if of else n for n, label, of in found}


def test_a_refused_darurat_that_needs_another_way_stands_first(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY - timedelta(days=5))
    given.open_case(signs=MEDIUM)
    travel(SATURDAY)
    case, _manager = given.open_case(signs=MEDIUM)
    refused = given.referral(Status.DECLINED, case, urgency=Urgency.DARURAT)
    page = sign_in("mk_maros").get("/").text
    assert "terlambat" in page
    first = first_row(page)
    assert "Buat rencana pengganti" in first
    assert "Darurat" in first
    assert f"/referrals/{refused.id}" in first


def test_a_desk_that_has_answered_reads_no_more_how_soon_it_must(sign_in: SignIn) -> None:
    referral = given.referral(urgency=Urgency.HOURS_6)
    desk = sign_in("polisi_maros")
    assert "6 jam</span>" in first_row(desk.get("/").text)
    given.take("accept", referral.id)
    page = sign_in("polisi_maros").get("/").text
    answered = page.split('id="tugas"')[1]
    assert "Berikan layanan pertama" in answered
    assert "6 jam</span>" not in answered


def test_what_waits_for_others_says_how_many_are_late(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    given.referral(Status.SENT)
    tile = "anak menunggu pihak lain"
    assert figures(sign_in("mk_maros").get("/").text)[tile] == "1"
    travel(SATURDAY + timedelta(days=2))
    assert figures(sign_in("mk_maros").get("/").text)[tile] == "1 / 1 terlambat"


def test_a_late_darurat_stands_before_what_the_head_decides(
    travel: Travel, sign_in: SignIn
) -> None:
    travel(SATURDAY)
    plan = proposed()
    report()
    travel(SATURDAY + timedelta(hours=2))
    page = sign_in("kepala_maros").get("/").text
    assert plan.number in page
    assert "Darurat" in first_row(page)
    assert page.index("terlambat 1 jam") < page.index("utuskan rencana")


def test_late_by_harm_then_the_nearest_limit(travel: Travel) -> None:
    travel(SATURDAY - timedelta(days=1))
    low_late = report(LOW, told_at=SATURDAY - timedelta(days=1))
    travel(SATURDAY - timedelta(hours=8))
    medium_late = report(MEDIUM, told_at=SATURDAY - timedelta(hours=8))
    travel(SATURDAY)
    low = report(LOW, told_at=SATURDAY)
    travel(SATURDAY + timedelta(hours=2))
    medium = report(MEDIUM, told_at=SATURDAY + timedelta(hours=2))
    darurat = report(told_at=SATURDAY + timedelta(hours=2))
    tasks = queries.waiting_for_us(make.acting("piket_maros")).tasks
    expected = [darurat, medium_late, low_late, medium, low]
    sent = db.session.execute(sa.text("SELECT id, case_id FROM referral"))
    of = {row.id: row.case_id for row in sent}
    assert [of[task.referral_id] for task in tasks] == [case.id for case in expected]


def test_tiles_count_children_and_say_how_many_tasks(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    report()
    travel(SATURDAY + timedelta(hours=2))
    page = sign_in("piket_maros").get("/").text
    found = figures(page)
    waits = queries.waiting_for_us(make.acting("piket_maros"))
    assert waits.late.desk > 1, "several tasks of one child"
    assert found["anak menunggu kami"] == "1 / 1 terlambat"
    assert found["tugas untuk anak itu"] == f"{waits.all.desk} / {waits.late.desk} terlambat"
    assert f"0 tugas saya, {waits.all.desk} tugas meja kami" in page


def test_who_stands_in_sees_what_the_absent_one_owes(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    case, manager = given.open_case(signs=MEDIUM)
    unit = desks.unit(manager.unit_id)
    assert unit
    deputy = given.person("kepala_maros").id
    directory.go_away(
        unit, person_id=manager.id, since=SATURDAY, until=SATURDAY + timedelta(days=3),
        stand_in_id=deputy, by=manager,
    )  # fmt: skip
    with db.transaction():
        reminders.close(Kind.TRIAGE, case_id=case.id)  # the desk's own
    page = sign_in("kepala_maros").get("/").text
    assert case.number in page
    assert f"menggantikan {manager.name}" in page


def test_a_tab_of_the_board_holds_what_it_says(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    late = given.village_report()
    travel(SATURDAY + timedelta(hours=2))
    new = given.village_report()
    head = sign_in("kepala_maros")
    tabs = {due: head.get(f"/board{due}").text for due in ("", "?due=soon")}
    assert [late.number in tab for tab in tabs.values()] == [True, False]
    assert [new.number in tab for tab in tabs.values()] == [False, True]
    assert "1 anak" in tabs[""].split("Saring papan")[1].split("</nav>")[0]
