"""The end of a case: asked by one, decided by another; sight and promises end with it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases import actions
from referral.cases.models import Agreed, CaseFile, RecordKind, Status
from referral.cases.models.told import ClosingReason
from referral.cases.queries import LAW_BINDS
from referral.errors import Missing, Refused
from referral.intake import actions as intake
from referral.intake.signs import Sign
from referral.policy import Actor, Compartment, Role, compartments
from referral.referrals.models import Status as Referred
from referral.reminders import actions as reminders
from referral.reminders.clocks import months
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.cases import given
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals.given import referral, take

pytestmark = pytest.mark.usefixtures("session")

GOAL = ClosingReason.GOAL
QUIET = {"signs": frozenset({Sign.BULLIED})}


def asked() -> tuple[CaseFile, Actor]:
    """A case whose manager asks to close it."""
    case, manager = given.open_case(**QUIET)
    return actions.ask_closure(case, GOAL, "Kenari penutup", by=manager), manager


def decided(case: CaseFile) -> tuple[CaseFile, Actor]:
    """The same case before the head."""
    head = given.acting("kepala_maros")
    return given.found(case.id, head), head


def test_the_head_approves_and_everything_ends() -> None:
    case, manager = asked()
    assert "closure_asked" in given.inbox("kepala_maros")
    case, head = decided(case)

    actions.approve(case, by=head)

    assert case.status is Status.CLOSED
    owed = sa.select(FollowUp.kind).where(FollowUp.case_id == case.id, FollowUp.done_at.is_(None))
    assert db.session.scalars(owed).all() == [Kind.AFTER_3_MONTHS]
    assert not compartments(case.id, manager) & Compartment.STORY
    assert "closure_decided" in given.inbox("mk_maros")


@pytest.mark.parametrize(
    ("status", "purged"), [(None, True), ("trial", False), ("final", True), ("stopped", True)]
)
def test_online_evidence_gets_its_date_once_the_law_needs_it_no_more(
    sign_in: Callable[[str], Browser],
    status: str | None,
    purged: bool,  # noqa: FBT001
) -> None:
    case, manager = given.open_case()
    for promise in db.session.scalars(sa.select(FollowUp).where(FollowUp.kind.in_(LAW_BINDS))):
        reminders.keep(promise, at=db.now())
    if status:
        actions.record_lp(case.id, "LP/1", db.now(), by=manager)
        given.record(case, RecordKind.LAW_STATUS, manager, code=status)
        given.record(case, RecordKind.PROTECTION, manager, code="no")
    case_id = actions.ask_closure(case, GOAL, "Kenari penutup", by=manager).id
    said = "Mendapat tanggal hapus" if purged else "Disimpan sampai proses hukum selesai"
    assert said in sign_in("kepala_maros").get(f"/cases/{case_id}/decision").text

    case, head = decided(given.found(case_id, given.acting("kepala_maros")))
    actions.approve(case, by=head)

    purge = given.promise(case_id, Kind.PURGE)
    assert (purge and purge.due_at) == (months(db.now(), 3) if purged else None)
    page = sign_in("kepala_maros").get(f"/cases/{case_id}").text
    assert ("Hapus bukti daring: alamat dan akun" in page) is purged


def test_the_opener_still_finds_the_shell() -> None:
    case, _manager = asked()
    case, head = decided(case)
    actions.approve(case, by=head)

    opener = given.acting("relawan_maros")

    assert given.found(case.id, opener).status is Status.CLOSED


def test_a_refusal_sends_the_work_back() -> None:
    case, head = decided(asked()[0])

    actions.refuse(case, "Belum ada kunjungan akhir", by=head)

    assert case.status is Status.OPEN
    assert case.closing_reason is None


def test_nobody_approves_his_own_wish() -> None:
    case, _manager = given.open_case(**QUIET)
    case_id = case.id
    case, head = decided(case)
    with pytest.raises(Refused, match=r"head\.other_person"):
        actions.ask_closure(case, GOAL, "Selesai", by=head)
    newcomer("kepala_lain", Role.UNIT_HEAD)
    head = given.acting("kepala_maros")
    case = given.found(case_id, head)
    actions.ask_closure(case, GOAL, "Selesai", by=head)

    with pytest.raises(Refused, match=r"head\.other_person"):
        actions.approve(case, by=head)
    owed = given.promise(case.id, Kind.CLOSURE)
    assert owed
    assert owed.owner_person_id == given.person("kepala_lain").id


def test_a_police_report_that_is_owed_keeps_the_case_open() -> None:
    case, manager = given.open_case()

    with pytest.raises(Refused, match=r"case\.law_open"):
        actions.ask_closure(case, GOAL, "Selesai", by=manager)


def test_a_running_referral_keeps_the_case_open() -> None:
    sent = referral()
    manager = given.acting("mk_maros")

    with pytest.raises(Refused, match=r"case\.has_open_referrals"):
        actions.ask_closure(given.found(sent.case_id, manager), GOAL, "Selesai", by=manager)


def test_while_a_clock_of_the_law_runs_two_people_say_that_it_was_a_mistake() -> None:
    opened, _manager = given.open_case()
    case_id = opened.id

    def close() -> CaseFile:
        head = given.acting("kepala_maros")
        case = given.found(case_id, head)
        return actions.mistaken(case, ClosingReason.DUPLICATE, "Ganda", by=head)

    def mark(username: str) -> None:
        by = given.acting(username)
        actions.mark_mistake(given.found(case_id, by), "Sudah dilaporkan", by=by)

    mark("kepala_maros")
    with pytest.raises(Refused, match=r"case\.mistake_two"):
        close()
    mark("mk_maros")
    assert close().status is Status.CLOSED


def test_a_mistaken_report_is_closed_by_the_head_who_claimed_it() -> None:
    report = given.claimed_report("kepala_maros", **QUIET)
    head = given.acting("kepala_maros")
    case = given.found(report.case_id, head)

    intake.set_aside(case, ClosingReason.DUPLICATE, "Sudah ada", by=head)

    assert case.status is Status.CLOSED
    case_id = case.id
    assert not given.promise(case_id, Kind.ANSWER)
    opener = given.acting("relawan_maros")
    assert given.found(case_id, opener).status is Status.CLOSED


def test_a_closed_case_is_opened_again_for_its_manager() -> None:
    case, manager = asked()
    case, head = decided(case)
    actions.approve(case, by=head)

    actions.reopen(case, "Kejadian baru", by=head)

    assert case.status is Status.OPEN
    assert compartments(case.id, manager) & Compartment.STORY


def test_another_uptd_decides_nothing() -> None:
    case, _manager = asked()
    other = given.acting("mk_makassar")

    with pytest.raises(Missing):
        given.found(case.id, other)


def test_the_checklist_names_late_tasks_and_a_plan_before_the_head(
    sign_in: Callable[[str], Browser], travel: Callable[[datetime], None]
) -> None:
    case, manager = given.open_case(**QUIET)
    aim = actions.Aim("Kenari tujuan", "bibi", date(2090, 1, 1))
    actions.add_goal(case, aim, by=manager)
    actions.propose_plan(case, Agreed.BOTH, "", by=manager)
    travel(db.now() + timedelta(days=30))
    page = sign_in("mk_maros").get(f"/cases/{case.id}/closure").text
    checklist = page.split("Sebelum ditutup")[1].split("</section>")[0]
    assert "Lakukan asesmen awal" in checklist
    assert "sudah lewat batas" in checklist
    assert "Menunggu keputusan kepala unit" in checklist


def test_what_began_since_it_was_asked_keeps_the_case_open() -> None:
    case, manager = asked()
    given.record(case, RecordKind.INCIDENT, manager, code="yes")
    case, head = decided(case)
    with pytest.raises(Refused, match=r"case\.law_open"):
        actions.approve(case, by=head)


def test_a_service_is_not_taken_up_again_while_the_end_is_asked_for() -> None:
    served = referral(Referred.COMPLETED, case=given.open_case(**QUIET)[0])
    manager = given.acting("mk_maros")
    actions.ask_closure(given.found(served.case_id, manager), GOAL, "Selesai", by=manager)
    with pytest.raises(Refused, match=r"case\.not_open"):
        take("reopen", served.id)


def test_a_need_that_a_refusal_left_is_owed_again_when_the_case_is_opened_again() -> None:
    declined = referral(Referred.DECLINED, case=given.open_case(**QUIET)[0])
    case_id, owed = (
        declined.case_id,
        sa.select(FollowUp).where(
            FollowUp.referral_id == declined.id,
            FollowUp.kind == Kind.RE_PLAN,
            FollowUp.done_at.is_(None),
        ),
    )
    before = db.session.scalars(owed).one()
    kind, due, manager = before.kind, before.due_at, given.acting("mk_maros")
    with pytest.raises(Refused, match=r"case\.need_open"):
        actions.ask_closure(given.found(case_id, manager), GOAL, "Selesai", by=manager)
    head = given.acting("kepala_maros")
    actions.mistaken(given.found(case_id, head), ClosingReason.MISTAKEN, "Keliru", by=head)
    assert not db.session.scalars(owed).all()
    actions.reopen(given.found(case_id, head), "Belum selesai", by=head)
    again = db.session.scalars(owed).one()
    assert (again.kind, again.due_at) == (kind, due)
