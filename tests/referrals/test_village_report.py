"""The village report: claimed by the UPTD's desk, accepted as a transfer, told on to nobody."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.cases.models import Status as CaseStatus
from referral.errors import Refused
from referral.intake.models import SafeContact
from referral.intake.signs import Sign
from referral.outbox import InboxItem
from referral.policy import WHOLE, Basis, Compartment
from referral.referrals import actions
from referral.referrals.models import Status
from referral.reminders.limits import Kind, Risk
from referral.reminders.models import FollowUp
from tests import make
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def held(username: str, case_id: UUID) -> Compartment:
    return policy.compartments(case_id, given.acting(username))


def test_all_clocks_of_a_new_report_run(travel: Callable[..., None]) -> None:
    travel(wita(2026, 3, 14, 21, 5))
    report = given.village_report(told_at=wita(2026, 3, 14, 20, 15))
    assert report.status is Status.SENT
    due = {f.kind: f.due_at for f in db.session.scalars(sa.select(FollowUp))}
    assert due[Kind.POLICE_REPORT] == wita(2026, 3, 17, 20, 15)
    assert due[Kind.FIRST_CONTACT] == wita(2026, 3, 15, 20, 15)
    assert due[Kind.ACKNOWLEDGE] - wita(2026, 3, 14, 22, 5) < timedelta(seconds=5)
    assert report.answer_by == due[Kind.ANSWER]


def test_claiming_opens_the_report_to_the_claimer_alone() -> None:
    report = given.village_report()
    assert held("piket_maros", report.case_id) == Compartment.NONE
    claimer = given.acting("piket_maros")
    actions.claim(given.found(report.id, claimer), by=claimer)
    assert held("piket_maros", report.case_id) & Compartment.STORY
    assert held("mk_maros", report.case_id) == Compartment.NONE
    second = given.acting("mk_maros")
    same = given.found(report.id, second)
    with pytest.raises(Refused) as refused:
        actions.claim(same, by=second)
    assert (refused.value.key, refused.value.facts) == ("claim.taken", {"name": "Ilham Contoh"})


def test_nobody_accepts_what_nobody_has_in_hand() -> None:
    report = given.village_report()
    desk = given.acting("kepala_maros")
    promised = actions.Promised(db.now() + timedelta(hours=1), desk.id)
    found = given.found(report.id, desk)
    with pytest.raises(Refused) as refused:
        actions.accept(found, promised, by=desk)
    assert refused.value.key == "claim.first"


@pytest.mark.parametrize("by", ["piket_maros", "kepala_maros"])
def test_accepting_moves_the_case_to_its_manager(by: str) -> None:
    report = given.claimed_report()
    desk = given.acting(by)
    manager = given.person("mk_maros")
    promised = actions.Promised(db.now() + timedelta(hours=3), manager.id)
    actions.accept(given.found(report.id, desk), promised, by=desk)
    assert held("mk_maros", report.case_id) == WHOLE
    assert held("kepala_maros", report.case_id) & Compartment.STORY
    case = policy.find(CaseFile, report.case_id, given.acting("mk_maros"))
    assert (case.status, case.manager_id) == (CaseStatus.OPEN, manager.id)
    owed = sa.select(FollowUp.kind, FollowUp.owner_person_id).where(FollowUp.done_at.is_(None))
    owners = dict(db.session.execute(owed).all())
    assert owners[Kind.FIRST_CONTACT] == owners[Kind.POLICE_REPORT] == manager.id
    assert Kind.ANSWER not in owners


def test_the_opener_fades_out_after_seven_days() -> None:
    case, _manager = given.open_case()
    until = sa.text(
        "SELECT basis, until - since FROM access_grant g JOIN person p ON p.id = g.person_id"
        " WHERE case_id = :id AND username = 'relawan_maros'"
    )
    kept: dict[int, timedelta] = dict(db.session.execute(until, {"id": case.id}).all())
    assert kept[Basis.OPENED] == timedelta(days=7)
    assert kept[Basis.RESIDUE] > timedelta(days=10_000)


def test_the_opener_hears_twice_and_reads_only_that_it_is_taken_up() -> None:
    case, _manager = given.open_case()
    opener = given.acting("relawan_maros")
    heard = db.session.scalars(sa.select(InboxItem.kind).order_by(InboxItem.id)).all()
    assert heard == ["referral_claimed", "report_taken_up"]
    assert policy.compartments(case.id, opener)


def test_an_opener_with_a_desk_of_his_own_reads_no_more(sign_in: SignIn) -> None:
    report = given.village_report("polisi_maros")
    address = f"/referrals/{report.id}"
    page = sign_in("polisi_maros").get(address).text
    assert "Laporan Anda" in page
    for inner in ("Riwayat", "Kenari", "Saya tangani"):
        assert inner not in page
    assert sign_in("relawan_maros").get(address).status_code == 403


def test_the_desk_claims_by_one_button_and_accepts_by_a_form(sign_in: SignIn) -> None:
    report = given.village_report()
    desk, address = sign_in("piket_maros"), f"/referrals/{report.id}"
    page = desk.get(address).text
    assert "Saya tangani" in page
    assert "Terima</a>" not in page
    assert desk.send(f"{address}/claim").status_code == 303
    page = desk.get(address).text
    assert f"/cases/{report.case_id}" in page
    assert "Manajer kasus" in desk.get(f"{address}/accept").text
    again = sign_in("kepala_maros")
    again.get(address)
    refused = again.send(f"{address}/claim")
    assert (refused.status_code, "Ilham Contoh" in refused.text) == (409, True)


def test_a_change_of_risk_moves_the_answer_that_the_desk_sees() -> None:
    report = given.claimed_report(signs=frozenset({Sign.AFRAID}))
    before = report.answer_by
    assert before
    desk = given.acting("piket_maros")
    case = policy.find(CaseFile, report.case_id, desk)
    cases.confirm_risk(case, Risk.HIGH, "Ancaman baru.", by=desk)
    db.session.expunge_all()
    found = given.found(report.id, desk)
    answer = sa.select(FollowUp.due_at).where(
        FollowUp.kind == Kind.ANSWER, FollowUp.done_at.is_(None)
    )
    assert found.answer_by == db.session.scalars(answer).one() != before


def test_what_is_missing_is_called_as_its_field_is(sign_in: SignIn) -> None:
    report = given.claimed_report()
    desk, address = sign_in("piket_maros"), f"/referrals/{report.id}/accept"
    desk.get(address)
    refused = desk.send(address)
    told = refused.text.split("Ada masalah")[1].split("</div></div>")[0]
    assert refused.status_code == 422
    assert "Pilih manajer kasus." in told
    assert "Tulis tanggal dan jam kontak pertama dengan anak." in told
    assert "petugas" not in told
    assert "layanan" not in told


def test_whoever_claimed_goes_on_to_accept_from_the_case_page_too(sign_in: SignIn) -> None:
    report = given.claimed_report()
    desk, accept = sign_in("piket_maros"), f"/referrals/{report.id}/accept"
    page = desk.get(f"/cases/{report.case_id}").text
    assert f'href="{accept}">Terima kasus</a>' in page.split("Langkah lain")[0]
    desk.get(accept)
    when = make.typed(db.now() + timedelta(hours=1))
    manager = given.person("mk_maros").id
    assert desk.send(accept, worker=manager, first_service_at=when).status_code == 303
    for who in ("piket_maros", "mk_maros"):
        assert "Terima kasus" not in sign_in(who).get(f"/cases/{report.case_id}").text


def test_who_had_no_safe_number_is_not_told_that_one_was_written(sign_in: SignIn) -> None:
    report = given.village_report(safe_contact=SafeContact())
    page = sign_in("relawan_maros").get(f"/cases/{report.case_id}").text
    assert "Bila tidak ada, petugas mencari jalan lain yang aman." in page
    assert "nomor aman yang Anda tulis" not in page
