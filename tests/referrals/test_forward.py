"""Forwarding: another desk takes over, and nobody sees more than before."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.directory.models import Service
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral, Status
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
NEW_DESK = "provinsi"


def onward(referral: Referral) -> Referral:
    """The one that took over, as its sender finds it."""
    given.acting("mk_maros")
    return db.session.scalars(sa.select(Referral).where(Referral.parent_id == referral.id)).one()


def test_the_new_desk_owes_the_answer_from_now_and_the_first_one_nothing() -> None:
    referral = given.referral(Status.FORWARDED)
    child = onward(referral)
    assert open_promises(referral.id) == {}
    owed = open_promises(child.id)
    assert set(owed) == {Kind.ACKNOWLEDGE, Kind.ANSWER}
    assert owed[Kind.ANSWER].owner_unit_id == given.unit("upt-ppa-sulsel")
    assert child.from_unit_id == referral.from_unit_id
    assert "referral_forwarded" in told("mk_maros", child.id)


def test_the_new_desk_previews_the_same_summary_and_no_reason(sign_in: SignIn) -> None:
    child = onward(given.referral(Status.FORWARDED))
    page = sign_in(NEW_DESK).get(f"/referrals/{child.id}").text
    assert given.SUMMARY in page
    assert not [secret for secret in (*given.SECRETS, given.WHY) if secret in page]


def test_the_first_desk_keeps_number_and_dates_of_both(sign_in: SignIn) -> None:
    referral = given.referral(Status.FORWARDED)
    child, desk = onward(referral), sign_in("polisi_maros")
    for one in (referral, child):
        page = desk.get(f"/referrals/{one.id}")
        assert page.status_code == 200
        assert not [s for s in (*given.SECRETS, given.WHY, given.SUMMARY) if s in page.text]
    assert desk.get(f"/referrals/{child.id}/accept").status_code == 409


def test_the_reason_and_the_shared_parts_open_to_the_new_desk_once_it_accepts(
    sign_in: SignIn,
) -> None:
    share = policy.Compartment.IDENTITY | policy.Compartment.STORY
    referral = given.referral(to="upt-ppa-sulsel", service=Service.COUNSELLING, share=share)
    first = given.acting(NEW_DESK)
    there = actions.Onward(given.unit("rsud-maros-ppt"), "Lebih dekat")
    actions.forward(given.found(referral.id, first), there, by=first)
    child = onward(referral)
    address = f"/referrals/{child.id}"
    assert given.WHY not in sign_in("rs_maros").get(address).text

    nurse = given.acting("rs_maros")
    promised = actions.Promised(db.now(), nurse.id)
    actions.accept(given.found(child.id, nurse), promised, by=nurse)

    page = sign_in("rs_maros").get(address).text
    assert given.WHY in page
    assert "Kenari Anak" in page
    assert given.WHY not in sign_in(NEW_DESK).get(f"/referrals/{referral.id}").text


def test_once_only() -> None:
    child = onward(given.referral(Status.FORWARDED))
    desk = given.acting(NEW_DESK)
    there = actions.Onward(given.unit("uptd-ppa-bone"), "Lagi")
    with pytest.raises(Refused) as refused:
        actions.forward(given.found(child.id, desk), there, by=desk)
    assert refused.value.key == "forward.once"


def test_consent_for_one_agency_is_none_for_another(sign_in: SignIn) -> None:
    referral = given.referral(basis=LawfulBasis.CONSENT)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}/forward"
    desk.get(address)
    answer = desk.send(address, desk=given.unit("upt-ppa-sulsel"), words="Perlu")
    assert answer.status_code == 422
    assert "Persetujuan anak hanya untuk lembaga Anda" in answer.text
    given.acting("mk_maros")
    assert not db.session.scalars(sa.select(Referral).where(Referral.parent_id.is_not(None))).all()


def test_a_desk_that_does_not_serve_is_refused() -> None:
    referral = given.referral()
    desk = given.acting("polisi_maros")
    there = actions.Onward(given.unit("polres-bone-ppa"), "Perlu")
    with pytest.raises(Refused) as refused:
        actions.forward(given.found(referral.id, desk), there, by=desk)
    assert refused.value.key == "desk.not_serving"


def test_nobody_may_open_another_ones_case_by_forwarding() -> None:
    """The grants that a forwarding desk may add hold nothing of the case."""
    referral = given.referral(Status.FORWARDED)
    child = onward(referral)
    masks = db.session.scalars(
        sa.select(policy.AccessGrant.compartments).where(
            policy.AccessGrant.basis_id == child.id, policy.AccessGrant.until > db.now()
        )
    )
    assert set(masks) == {0}
