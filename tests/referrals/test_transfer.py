"""A case passes to another UPTD: offered, accepted or refused, with all that is owed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import DeclineReason, SaidBy, Status, Step
from referral.referrals.models import Kind as HandOver
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests import make
from tests.pages import KEY, Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
GROUND = {
    "basis": "public_task",
    "unasked": "Ibunya tidak dapat dihubungi.",
    "best_interest": "Anak ingin tinggal bersama neneknya.",
}


def test_until_it_is_accepted_the_new_unit_reads_no_name(sign_in: SignIn) -> None:
    transfer = given.offered()
    assert transfer.kind is HandOver.TRANSFER
    page = sign_in("mk_bone").get(f"/referrals/{transfer.id}").text
    assert given.SUMMARY in page
    assert not [secret for secret in (*given.SECRETS, given.WHY) if secret in page]
    assert sign_in("mk_bone").get(f"/cases/{transfer.case_id}").status_code == 404


def test_whoever_accepts_owns_the_case_and_all_it_owes(sign_in: SignIn) -> None:
    transfer = given.transferred()
    page = sign_in("mk_bone").get(f"/cases/{transfer.case_id}").text
    assert "Kenari Anak" in page
    taker = given.acting("mk_bone")
    case = policy.find(CaseFile, transfer.case_id, taker)
    assert (case.unit_id, case.manager_id, case.district_code) == (
        taker.unit_id, taker.id, "73.08",
    )  # fmt: skip
    owed = db.session.scalars(
        sa.select(FollowUp).where(FollowUp.case_id == case.id, FollowUp.done_at.is_(None))
    ).all()
    assert owed
    assert {(row.owner_unit_id, row.owner_person_id) for row in owed} == {
        (taker.unit_id, taker.id),
        (taker.unit_id, None),
    }
    assert [row.kind for row in owed if row.owner_person_id is None] == [Kind.FILE_REVIEW]
    assert "case_transferred" in told("mk_maros", transfer.id)


def test_the_former_owners_read_for_seven_days_and_change_nothing(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    transfer = given.transferred()
    address = f"/cases/{transfer.case_id}"
    former = sign_in("mk_maros")
    assert "Kenari Anak" in former.get(address).text
    given.acting("mk_maros")
    with pytest.raises(Refused):
        actions.send(
            policy.find(CaseFile, transfer.case_id, make.acting("mk_maros")),
            given.request(),
            by=make.acting("mk_maros"),
        )
    travel(db.now() + timedelta(days=7, minutes=1))
    assert sign_in("mk_maros").get(address).status_code == 404


@pytest.mark.parametrize("former", ["kepala_maros", "mk_maros"])
def test_who_gave_it_away_sees_no_part_that_was_closed_to_him(former: str) -> None:
    transfer = given.offered()
    who = given.acting(former)
    had = policy.compartments(transfer.case_id, who)
    given.take_over(transfer)
    assert policy.compartments(transfer.case_id, given.acting(former)) == had


def test_what_was_asked_of_others_goes_on_with_the_new_manager() -> None:
    case, _manager = given.open_case()
    running = given.referral(case=case)
    sender = given.acting("mk_maros")
    request = given.request("uptd-ppa-bone", service=Service.COMPLAINT, whole_case=True)
    transfer = actions.send(policy.find(CaseFile, case.id, sender), request, by=sender)
    taker = given.acting("mk_bone")
    promised = actions.Promised(db.now() + timedelta(hours=2), taker.id)
    actions.accept(given.found(transfer.id, taker), promised, by=taker)
    taker = given.acting("mk_bone")
    awaited = open_promises(running.id)[Kind.ANSWER]
    assert awaited.sender_id == taker.id, "his supervisor hears of it, not the former one's"
    recalled = actions.recall(given.found(running.id, taker), "Pindah wilayah.", by=taker)
    assert recalled.status is Status.RECALLED


def test_a_refusal_leaves_the_case_where_it_is(sign_in: SignIn) -> None:
    transfer = given.offered()
    desk = given.acting("mk_bone")
    refusal = actions.Refusal(DeclineReason.OUTSIDE_AREA, SaidBy.PROVIDER, "Luar")
    actions.decline(given.found(transfer.id, desk), refusal, by=desk)
    manager = given.acting("mk_maros")
    case = policy.find(CaseFile, transfer.case_id, manager)
    assert case.unit_id == manager.unit_id
    assert "referral_declined" in told("mk_maros", transfer.id)
    page = sign_in("mk_maros").get(f"/referrals/{transfer.id}").text
    assert f'href="/cases/{transfer.case_id}/transfer"' in page


def test_while_one_is_offered_no_page_leads_to_another(sign_in: SignIn) -> None:
    transfer = given.offered()
    leads_on = f'href="/cases/{transfer.case_id}/transfer"'
    assert leads_on not in sign_in("mk_maros").get(f"/cases/{transfer.case_id}").text
    given.take("recall", transfer.id)
    assert leads_on in sign_in("mk_maros").get(f"/cases/{transfer.case_id}").text


def test_one_offer_at_a_time_and_only_to_who_may_own() -> None:
    transfer = given.offered()
    sender = given.acting("mk_maros")
    case = policy.find(CaseFile, transfer.case_id, sender)
    again = given.request("upt-ppa-sulsel", service=Service.COMPLAINT, whole_case=True)
    with pytest.raises(Refused) as refused:
        actions.send(case, again, by=sender)
    assert refused.value.key == "transfer.open"
    with pytest.raises(Refused) as refused:
        actions.send(case, given.request(whole_case=True), by=sender)
    assert refused.value.key == "transfer.to_uptd"


def test_nobody_accepts_it_for_another_unit() -> None:
    transfer = given.offered()
    sender = given.acting("mk_maros")
    promised = actions.Promised(db.now() + timedelta(hours=2))
    by_phone = actions.Proxy("Kepala UPTD", db.now())
    with pytest.raises(Refused) as refused:
        actions.accept(given.found(transfer.id, sender), promised, by=sender, proxy=by_phone)
    assert refused.value.key == "desk.not_yours"


def test_what_had_been_asked_of_the_new_unit_is_its_own_work_now() -> None:
    case, _manager = given.open_case()
    asked = given.referral(case=case, to="uptd-ppa-bone", service=Service.COUNSELLING)
    sender = given.acting("mk_maros")
    request = given.request("uptd-ppa-bone", service=Service.COMPLAINT, whole_case=True)
    transfer = actions.send(policy.find(CaseFile, case.id, sender), request, by=sender)
    taker = given.acting("mk_bone")
    promised = actions.Promised(db.now() + timedelta(hours=2), taker.id)
    actions.accept(given.found(transfer.id, taker), promised, by=taker)
    taker = given.acting("mk_bone")
    assert given.found(asked.id, taker).status is Status.VOID
    assert not open_promises(asked.id)


@pytest.mark.parametrize(
    "step", ["contact", "risk", "closure", "records/initial_assessment", "law"]
)
def test_the_former_owners_see_no_step_of_it(sign_in: SignIn, step: str) -> None:
    transfer = given.transferred()
    former = sign_in("mk_maros")
    assert former.get(f"/cases/{transfer.case_id}/{step}").status_code in (403, 409)


def test_a_case_is_passed_on_from_its_own_page_and_nothing_is_left_to_share(
    sign_in: SignIn,
) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    offer = f"/cases/{case.id}/transfer"
    assert f'href="{offer}"' in sender.get(f"/cases/{case.id}").text
    units = sender.get(offer).text
    assert "UPTD PPA Kabupaten Bone" in units
    assert "Polres" not in units
    form = f"{offer}?desk={given.unit('uptd-ppa-bone')}"
    assert 'name="share"' not in sender.get(form).text
    filled = {"goal": "Pindah", "urgency": "24h", "summary": given.SUMMARY, **GROUND}
    sent = sender.send(form, **filled)
    assert sent.status_code == 303
    page = sender.get(sent.location).text
    assert "Pelimpahan kasus" in page
    assert "Daftar yang dibagikan" not in page
    assert "sedang dilimpahkan" in sender.get(offer).text


def test_whoever_may_accept_is_told_that_the_whole_case_passes(sign_in: SignIn) -> None:
    transfer = given.offered()
    taker = sign_in("mk_bone")
    for address in (f"/referrals/{transfer.id}", f"/referrals/{transfer.id}/accept"):
        page = taker.get(address).text
        assert "Seluruh kasus berpindah" in page
        assert "Pelimpahan kasus" in page
        assert "Pengaduan" not in page
    listed = taker.get("/referrals").text
    assert "Pelimpahan kasus" in listed


def test_a_second_click_leads_to_the_transfer_of_the_first(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    address = f"/cases/{case.id}/transfer?desk={given.unit('uptd-ppa-bone')}"
    key = KEY.search(sender.get(address).text)
    assert key
    asked = {"goal": "Pindah", "urgency": "24h", "summary": "Pindah.", **GROUND}
    first = sender.send(address, form_key=key[1], **asked)
    again = sender.send(address, form_key=key[1], **asked)
    assert (first.status_code, again.status_code) == (303, 303)
    assert again.location == first.location
    assert sender.send(address, **asked).status_code == 409


def test_the_head_voids_an_offer_that_waits_and_none_that_was_accepted(sign_in: SignIn) -> None:
    transfer = given.offered()
    head, show = sign_in("kepala_maros"), f"/referrals/{transfer.id}"
    assert f'href="{show}/void"' in head.get(show).text
    head.get(f"{show}/void")
    assert head.send(f"{show}/void", words="Salah kabupaten.").status_code == 303
    given.acting("mk_maros")
    assert not open_promises(transfer.id)
    assert sign_in("mk_bone").get(f"{show}/accept").status_code == 409
    taken = given.transferred()
    owner = given.acting("mk_bone")
    assert Step.VOID not in given.found(taken.id, owner).open_steps()
