"""Break-glass: who may, what it opens and for how long, who is told, and that it is judged."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from werkzeug.test import TestResponse

from referral import db
from referral.cases import actions
from referral.cases.models import CaseFile
from referral.cases.models.told import ClosingReason
from referral.policy import Compartment, Role, find
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.given import SECRETS

pytestmark = pytest.mark.usefixtures("session")
C = Compartment
SignIn = Callable[[str], Browser]
Travel = Callable[[datetime], None]
NAME, STORY = SECRETS[0], SECRETS[1]
WORDS = "Kenari neneknya menelepon: anak dikurung, mohon segera dicari."
IDENTITY = int(C.IDENTITY)


def begin(browser: Browser, case_id: UUID, **changes: Any) -> TestResponse:
    at = f"/cases/{case_id}/emergency-access/new"
    browser.get(at)
    fields = {"reason": "danger", "words": WORDS, "parts": [str(IDENTITY)], **changes}
    return browser.send(at, **fields)


def judge(browser: Browser, case_id: UUID, fair: str = "yes") -> TestResponse:
    page = browser.get(f"/cases/{case_id}/emergency-access").text
    found = re.search(r'href="([^"]+/review)"', page)
    assert found, "a way to judge it"
    return browser.send(found[1], fair=fair, words="Kenari memang genting")


def told(username: str, kind: str = "glass_broken") -> list[UUID | None]:
    who = given.acting(username)
    asked = "SELECT case_id FROM inbox_item WHERE person_id = :p AND kind = :kind"
    return list(db.session.scalars(sa.text(asked), {"p": who.id, "kind": kind}))


def owed(case_id: UUID) -> FollowUp:
    given.acting("dp3a_maros")
    wanted = sa.select(FollowUp).where(
        FollowUp.case_id == case_id, FollowUp.kind == Kind.GLASS_REVIEW
    )
    return db.session.scalars(wanted).one()


@pytest.fixture
def case() -> CaseFile:
    return given.open_case()[0]


@pytest.fixture
def on_duty() -> str:
    """A case manager of the unit who does not hold the case; nobody is on the rota."""
    worker("uptd-ppa-maros", "mk_piket", Role.CASE_MANAGER)
    return "mk_piket"


def test_it_opens_what_was_chosen_and_nothing_else(sign_in: SignIn, case: CaseFile) -> None:
    browser = sign_in("dp3a_maros")
    assert NAME not in browser.get(f"/cases/{case.id}").text
    assert begin(browser, case.id).status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert NAME in page
    assert STORY not in page


def test_every_page_says_so_until_it_is_ended(sign_in: SignIn, case: CaseFile) -> None:
    browser = sign_in("dp3a_maros")
    begin(browser, case.id)
    for page in (f"/cases/{case.id}", f"/cases/{case.id}/emergency-access", "/board"):
        text = browser.get(page).text
        assert "Akses darurat Anda berlaku sampai" in text
        assert f"/cases/{case.id}/emergency-access/end" in text
    assert browser.send(f"/cases/{case.id}/emergency-access/end").status_code == 303
    page = browser.get(f"/cases/{case.id}").text
    assert "Akses darurat Anda berlaku" not in page
    assert NAME not in page
    assert browser.send(f"/cases/{case.id}/emergency-access/end").status_code == 409


def test_after_the_hour_it_opens_nothing(sign_in: SignIn, travel: Travel, case: CaseFile) -> None:
    browser = sign_in("dp3a_maros")
    begin(browser, case.id)
    now = db.now()
    travel(now + timedelta(minutes=59))
    assert NAME in browser.get(f"/cases/{case.id}").text
    travel(now + timedelta(minutes=60))
    browser = sign_in("dp3a_maros")
    page = browser.get(f"/cases/{case.id}").text
    assert NAME not in page
    assert "Akses darurat Anda berlaku" not in page
    given.acting("dp3a_maros")
    for table in ("case_identity", "case_story"):
        assert not db.session.scalars(sa.text(f"SELECT case_id FROM {table}")).all()  # noqa: S608


def test_all_whom_it_concerns_hear_of_it_at_once(sign_in: SignIn, case: CaseFile) -> None:
    begin(sign_in("dp3a_maros"), case.id)
    for username in ("mk_maros", "provinsi"):
        assert told(username) == [case.id]
    assert told("auditor") == [None], "the auditor hears of no case"
    assert told("dp3a_maros") == told("kepala_maros") == []
    given.acting("mk_maros")
    page = sign_in("mk_maros").get(f"/cases/{case.id}").text
    assert "Akses darurat dibuka: Anak dalam bahaya sekarang" in page


def test_a_night_does_not_hold_the_word(
    sign_in: SignIn, travel: Travel, case: CaseFile, owner: sa.Engine
) -> None:
    assert owner
    person = given.person("mk_maros").id
    travel(db.now().replace(hour=16, minute=30) + timedelta(days=1))
    with owner.connect() as raw:
        raw.execute(sa.text("UPDATE person SET mail_on = true WHERE id = :id"), {"id": person})
    try:
        begin(sign_in("dp3a_maros"), case.id)
        given.acting("mk_maros")
        mail = db.session.execute(
            sa.text("SELECT urgent, not_before <= app_now() FROM message WHERE kind = :kind"),
            {"kind": "glass_broken"},
        ).one()
        assert tuple(mail) == (True, True)
    finally:
        with owner.connect() as raw:
            raw.execute(sa.text("UPDATE person SET mail_on = false WHERE id = :id"), {"id": person})


@pytest.mark.parametrize(
    ("who", "judge_of"), [("dp3a_maros", "provinsi"), ("provinsi", "dp3a_maros")]
)
def test_it_is_judged_by_the_other_level(
    sign_in: SignIn, case: CaseFile, who: str, judge_of: str
) -> None:
    begin(sign_in(who), case.id)
    promise = owed(case.id)
    assert promise.owner_person_id == given.person(judge_of).id
    assert promise.due_at - promise.started_at == timedelta(hours=72)
    own = sign_in(who).get(f"/cases/{case.id}/emergency-access").text
    assert "/review" not in own, "never his own"
    page = sign_in(judge_of).get(f"/cases/{case.id}/emergency-access").text
    assert WORDS in page
    assert judge(sign_in(judge_of), case.id).status_code == 303
    assert owed(case.id).done_at is not None
    assert told(who, "glass_reviewed") == [case.id]
    page = sign_in(who).get(f"/cases/{case.id}/emergency-access").text
    assert "Kenari memang genting" in page


def test_the_district_judges_what_a_manager_on_duty_did(
    sign_in: SignIn, case: CaseFile, on_duty: str
) -> None:
    parts = [str(IDENTITY), str(int(C.STORY))]
    assert begin(sign_in(on_duty), case.id, parts=parts).status_code == 303
    page = sign_in(on_duty).get(f"/cases/{case.id}").text
    assert NAME in page
    assert STORY in page
    assert "Catat kontak" not in page, "he reads and writes nothing"
    assert sign_in(on_duty).get(f"/cases/{case.id}/contact").status_code == 409
    assert owed(case.id).owner_person_id == given.person("dp3a_maros").id
    assert judge(sign_in("dp3a_maros"), case.id, fair="no").status_code == 303
    assert told("auditor", "glass_reviewed") == [None]


def test_a_review_is_owed_even_when_the_case_is_closed(sign_in: SignIn) -> None:
    case, _manager = given.open_case(signs=given.MILD)

    begin(sign_in("dp3a_maros"), case.id)
    head = given.acting("kepala_maros")
    actions.mistaken(find(CaseFile, case.id, head), ClosingReason.MISTAKEN, "Kenari", by=head)
    assert owed(case.id).done_at is None


def test_the_auditor_sees_that_it_was_and_no_case(sign_in: SignIn, case: CaseFile) -> None:
    begin(sign_in("dp3a_maros"), case.id)
    page = sign_in("auditor").get("/emergency-access").text
    assert "Bahar Contoh" in page
    assert "Anak dalam bahaya sekarang" in page
    for secret in (WORDS, NAME, case.number, str(case.id)):
        assert secret not in page
    given.acting("auditor")
    assert not db.session.scalars(sa.text("SELECT id FROM keys.data_key")).all()


def test_words_stand_sealed(sign_in: SignIn, case: CaseFile) -> None:
    begin(sign_in("dp3a_maros"), case.id)
    judge(sign_in("provinsi"), case.id)
    given.acting("provinsi")
    row = db.session.execute(sa.text("SELECT sealed, review FROM break_glass")).one()
    assert not any(b"Kenari" in bytes(blob) for blob in row)


@pytest.mark.parametrize("who", ["dp3a_maros", "provinsi"])
def test_each_has_its_row_its_end_its_notice_and_its_review(
    sign_in: SignIn, travel: Travel, case: CaseFile, who: str
) -> None:
    start = db.now()
    for n in range(3):
        travel(start + timedelta(hours=2 * n))
        assert begin(sign_in(who), case.id).status_code == 303
    given.acting("mk_maros")
    whole = """
        SELECT count(*), count(*) FILTER (WHERE g.until = b.until
            AND g.until = g.since + interval '60 minutes' AND g.compartments = b.compartments
            AND EXISTS (SELECT FROM follow_up f WHERE f.case_id = g.case_id
                AND f.kind = 'glass_review' AND f.started_at = b.at))
        FROM access_grant g LEFT JOIN break_glass b ON b.id = g.basis_id WHERE g.basis = 8"""
    assert tuple(db.session.execute(sa.text(whole)).one()) == (3, 3)
    assert len(told("mk_maros")) == len(told("auditor")) == 3
