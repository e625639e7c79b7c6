"""A hand-over half written: it waits in its unit, is owed, and is checked anew when it is sent."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory.models import Desk, Service
from referral.errors import Missing, Refused
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral, ReferralText, Status, TextKind
from referral.reminders.limits import Kind, Urgency
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told
from tests.referrals.test_refer_page import FILLED, form_of
from tests.reports.given import Travel

SignIn = Callable[[str], Browser]
MINUTE = timedelta(minutes=1)
HALF = {"goal": "Kenari tujuan", "urgency": "6h", "share": ["4"], "then": "later"}


def put_aside(browser: Browser, **fields: Any) -> str:
    """The address of a draft that this browser's person has just put aside."""
    case, _manager = given.open_case()
    browser.get(form_of(case.id))
    kept = browser.send(form_of(case.id), **{**HALF, **fields})
    assert kept.status_code == 303
    return str(kept.location)


def row(address: str, by: str = "mk_maros") -> Referral:
    return given.found(UUID(address.rsplit("/", 1)[-1]), given.acting(by))


def approving() -> None:
    """Maros wants its head to look first."""
    db.session.get_one(Desk, given.unit("uptd-ppa-maros")).approves = True
    db.session.commit()


def test_what_was_typed_waits_and_comes_back(sign_in: SignIn) -> None:
    sender = sign_in("mk_maros")
    address = put_aside(sender)
    page = sender.get(address).text
    for shown in ("Draf", "Lanjutkan mengisi", "Buang draf", "Kirim rujukan yang masih draf"):
        assert shown in page
    for hidden in ("Kenari tujuan", "Tarik rujukan", "Batalkan rujukan", "Jawaban meja"):
        assert hidden not in page
    form = sender.get(f"{address}/draft").text
    assert 'value="Kenari tujuan"' in form
    assert re.search(r'value="6h"[^>]* checked', form)
    assert re.search(r'value="4"[^>]* checked', form)
    assert not re.search(r'value="8"[^>]* checked', form)


def test_it_is_thrown_away_in_its_own_words(sign_in: SignIn) -> None:
    sender = sign_in("mk_maros")
    address = put_aside(sender)
    page = sender.get(f"{address}/recall").text
    assert "<h1>Buang draf</h1>" in page
    assert "Meja tujuan" not in page
    assert sender.send(f"{address}/recall", words="Tidak jadi").status_code == 303
    assert row(address).status is Status.RECALLED


def test_it_is_sent_from_where_it_was_left(sign_in: SignIn) -> None:
    sender = sign_in("mk_maros")
    address = put_aside(sender)
    number = row(address).number
    sender.get(f"{address}/draft")
    missing = sender.send(f"{address}/draft", **{**FILLED, "summary": ""})
    assert missing.status_code == 422
    sent = sender.send(f"{address}/draft", **FILLED)
    assert (sent.status_code, sent.location) == (303, address)
    after = row(address)
    assert (after.status, after.number, after.share) == (Status.SENT, number, 12)
    assert set(open_promises(after.id)) == {Kind.ACKNOWLEDGE, Kind.ANSWER, Kind.SIGN_OFF}
    assert given.WHY not in sign_in("polisi_maros").get(address).text
    assert sender.send(f"{address}/draft", **FILLED).status_code == 409


@pytest.mark.usefixtures("session")
def test_outside_its_unit_nobody_learns_of_it() -> None:
    draft = given.referral(Status.DRAFT)
    for stranger in ("polisi_maros", "dp3a_maros", "relawan_maros", "provinsi"):
        with pytest.raises(Missing):
            given.found(draft.id, given.acting(stranger))
        unsent = sa.text("SELECT count(*) FROM referral WHERE sent_at IS NULL")
        assert db.session.scalar(unsent) == 0
        assert db.session.scalar(sa.text("SELECT count(*) FROM referral_text")) == 0
    assert told("polisi_maros", draft.id) == []


@pytest.mark.usefixtures("session")
def test_a_colleague_who_may_not_read_the_story_does_not_read_it_here(sign_in: SignIn) -> None:
    draft = given.referral(Status.DRAFT)
    worker("uptd-ppa-maros")
    given.acting("petugas_uji")
    seen = sa.select(sa.func.count()).where(ReferralText.kind == TextKind.DRAFT)
    assert db.session.scalar(seen) == 0
    assert sign_in("petugas_uji").get(f"/referrals/{draft.id}/draft").status_code == 403


@pytest.mark.usefixtures("session")
def test_it_is_owed_until_it_is_sent_or_thrown_away() -> None:
    draft = given.referral(Status.DRAFT)
    owed = open_promises(draft.id)[Kind.DRAFT]
    assert owed.owner_person_id == given.person("mk_maros").id
    assert owed.due_at - owed.started_at == timedelta(hours=24)
    given.take("recall", draft.id)
    assert open_promises(draft.id) == {}
    assert told("polisi_maros", draft.id) == []
    grants = sa.text("SELECT count(*) FROM access_grant WHERE basis_id = :id")
    assert db.session.scalar(grants, {"id": draft.id}) == 0


@pytest.mark.usefixtures("session")
def test_a_consent_that_ran_out_meanwhile_is_refused(travel: Travel) -> None:
    case, _manager = given.open_case()
    consented = given.request(basis=LawfulBasis.CONSENT)
    draft = given.draft(case, basis=LawfulBasis.CONSENT)
    travel(db.now() + timedelta(days=181))
    with pytest.raises(Refused, match=r"consent\.expired"):
        actions.send(mine(case.id), consented, by=given.acting("mk_maros"), draft=draft)
    assert row(str(draft.id)).status is Status.DRAFT


@pytest.mark.usefixtures("session")
def test_a_case_passes_on_only_without_drafts_and_has_none_while_it_does() -> None:
    case, manager = given.open_case()
    draft = given.draft(case)
    whole = {"service": Service.COMPLAINT, "whole_case": True}
    with pytest.raises(Refused, match=r"transfer\.drafts"):
        actions.send(mine(case.id), given.request("uptd-ppa-bone", **whole), by=manager)
    given.take("recall", draft.id)
    actions.send(mine(case.id), given.request("uptd-ppa-bone", **whole), by=manager)
    with pytest.raises(Refused, match=r"transfer\.open"):
        given.draft(mine(case.id))


def test_what_was_sent_in_another_tab_is_not_put_aside_again(sign_in: SignIn) -> None:
    sender = sign_in("mk_maros")
    address = put_aside(sender)
    version = row(address).version
    sender.get(f"{address}/draft")
    assert sender.send(f"{address}/draft", **FILLED).status_code == 303
    again = sender.send(f"{address}/draft", **{**HALF, "share": ["8"]}, version=str(version))
    assert again.status_code == 409
    assert Kind.DRAFT not in open_promises(row(address).id)


@pytest.mark.usefixtures("session")
def test_only_who_manages_the_case_writes_one() -> None:
    case, _manager = given.open_case()
    draft = given.draft(case)
    told = actions.Drafted(
        to_unit_id=draft.to_unit_id,
        service=draft.service,
        urgency=Urgency.HOURS_6,
        basis=LawfulBasis.CONSENT,
        share=given.SHARE,
    )
    for other in ("kepala_maros", "piket_maros"):
        actor = given.acting(other)
        with pytest.raises(Refused, match=r"case\.manager_only"):
            actions.put_aside(policy.find(CaseFile, case.id, actor), told, by=actor)
    with pytest.raises(Refused, match=r"case\.manager_only"):
        given.take("send", draft.id, by="piket_maros")


def test_a_head_who_wants_to_look_first_sends_it_or_hands_it_back(
    sign_in: SignIn, travel: Travel
) -> None:
    approving()
    sender, head = sign_in("mk_maros"), sign_in("kepala_maros")
    address = put_aside(sender)
    travel(db.now() + MINUTE)
    sender.get(f"{address}/draft")
    assert sender.send(f"{address}/draft", **FILLED).location == address
    waiting = row(address)
    assert waiting.status is Status.DRAFT
    assert set(open_promises(waiting.id)) == {Kind.APPROVAL}
    assert told("kepala_maros", waiting.id) == ["approval_asked"]
    assert "Periksa dan kirim" in head.get(address).text
    travel(db.now() + MINUTE)
    head.get(f"{address}/hand-back")
    head.send(f"{address}/hand-back", words="Tanyakan dulu kepada anak.")
    assert set(open_promises(row(address).id)) == {Kind.DRAFT}
    assert "Tanyakan dulu kepada anak." in sender.get(address).text
    assert told("mk_maros", waiting.id) == ["draft_handed_back"]


def test_what_the_head_sends_is_the_managers(sign_in: SignIn, travel: Travel) -> None:
    approving()
    sender, head = sign_in("mk_maros"), sign_in("kepala_maros")
    address = put_aside(sender)
    travel(db.now() + MINUTE)
    sender.get(f"{address}/draft")
    sender.send(f"{address}/draft", **FILLED)
    assert 'value="Perlindungan"' in head.get(f"{address}/draft").text
    assert head.send(f"{address}/draft", **FILLED).location == address
    sent = row(address)
    assert (sent.status, sent.sender_id) == (Status.SENT, given.person("mk_maros").id)
    assert Kind.SIGN_OFF not in open_promises(sent.id)
    assert Kind.APPROVAL not in open_promises(sent.id)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    "pressing", [{"urgency": Urgency.DARURAT}, {"service": Service.POLICE_REPORT}]
)
def test_what_presses_or_the_law_asks_waits_for_no_head(pressing: dict[str, Any]) -> None:
    approving()
    case, manager = given.open_case()
    sent = actions.send(mine(case.id), given.request(**pressing), by=manager)
    assert sent.status is Status.SENT


@pytest.mark.usefixtures("session")
def test_what_was_sent_never_becomes_a_draft_again_nor_shares_more() -> None:
    referral = given.referral()
    back: dict[str, Any] = {"status": Status.DRAFT, "sent_at": None, "answer_by": None}
    for change in (back, {"share": 4095}):
        update = sa.update(Referral).values(**change).where(Referral.id == referral.id)
        with pytest.raises(sa.exc.DBAPIError, match="what was sent"), db.session.begin_nested():
            db.session.execute(update)


def mine(case_id: UUID) -> CaseFile:
    return policy.find(CaseFile, case_id, given.acting("mk_maros"))
