"""How a service ends otherwise: not at all, not yet, or as if it had never been."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import Status
from referral.reminders.limits import Kind, Urgency
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


def test_a_service_that_failed_leaves_the_need_open_with_the_sender(sign_in: SignIn) -> None:
    referral = given.referral(Status.FAILED, urgency=Urgency.HOURS_6)
    owed = open_promises(referral.id)
    assert set(owed) == {Kind.RE_PLAN}
    assert owed[Kind.RE_PLAN].due_at - owed[Kind.RE_PLAN].started_at == timedelta(hours=6)
    assert "referral_failed" in told("kepala_maros", referral.id)
    page = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    assert "Tidak dapat dihubungi" in page
    assert "/refer?service=protection" in page
    desk = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert not [secret for secret in (*given.SECRETS, given.WHY) if secret in desk]


def test_another_way_in_words_ends_the_search() -> None:
    referral = given.referral(Status.FAILED)
    sender = given.acting("mk_maros")
    actions.plan(given.found(referral.id, sender), "Didampingi bibi.", by=sender)
    assert open_promises(referral.id) == {}


def test_a_reopened_service_runs_on_at_the_same_desk(sign_in: SignIn) -> None:
    referral = given.referral(Status.COMPLETED)
    assert set(open_promises(referral.id)) == {Kind.CONFIRM}
    given.take("reopen", referral.id)
    assert set(open_promises(referral.id)) == {Kind.PROGRESS}
    assert "referral_reopened" in told("polisi_maros", referral.id)
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert given.WHY in page
    assert "Anak masih takut." in page
    given.take("complete", referral.id)
    assert set(open_promises(referral.id)) == {Kind.CONFIRM}


def test_only_the_head_of_the_owning_unit_voids() -> None:
    referral = given.referral()
    for who in ("mk_maros", "polisi_maros", "provinsi"):
        with pytest.raises(Refused) as refused:
            given.take("void", referral.id, by=who)
        assert refused.value.key == "head.only"


def test_what_was_voided_owes_nothing_and_is_closed_to_the_desk(sign_in: SignIn) -> None:
    referral = given.referral(Status.IN_SERVICE)
    given.take("void", referral.id)
    assert open_promises(referral.id) == {}
    for who in ("polisi_maros", "mk_maros"):
        assert "referral_voided" in told(who, referral.id)
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert not [secret for secret in (*given.SECRETS, given.WHY) if secret in page]
    assert "Salah kirim." in sign_in("kepala_maros").get(f"/referrals/{referral.id}").text
