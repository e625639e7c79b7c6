"""Taking back: at the next request the desk sees nothing, and the sender what had been opened."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db
from referral.directory.models import Service
from referral.errors import Refused
from referral.outbox import InboxItem
from referral.referrals import actions
from referral.referrals.models import Kind, LawfulBasis, Referral, Status
from referral.reminders.models import FollowUp
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]


def test_what_was_open_a_moment_ago_is_closed_at_the_next_request(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    desk, address = sign_in("polisi_maros"), f"/referrals/{referral.id}"
    assert "Kenari Anak" in desk.get(address).get_data(as_text=True)
    sender = sign_in("mk_maros")
    sender.get(f"{address}/recall")
    assert sender.send(f"{address}/recall", words="Keluarga pindah").status_code == 303
    after = desk.get(address).get_data(as_text=True)
    assert "Ditarik" in after
    assert "Kenari" not in after
    shown = sender.get(address).get_data(as_text=True)
    assert "Yang sudah dibuka meja tujuan" in shown
    assert "Identitas dan cara aman menghubungi" in shown.split("Yang sudah dibuka")[1]


@pytest.mark.usefixtures("session")
def test_recall_ends_every_promise_and_tells_the_desk() -> None:
    referral = given.referral(Status.ACCEPTED)
    given.take("recall", referral.id)
    owed = sa.select(FollowUp).where(
        FollowUp.referral_id == referral.id, FollowUp.done_at.is_(None)
    )
    assert db.session.scalars(owed).all() == []
    given.acting("polisi_maros")
    assert "referral_recalled" in db.session.scalars(sa.select(InboxItem.kind)).all()


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    "changes",
    [{"basis": LawfulBasis.LEGAL_DUTY}, {"service": Service.POLICE_REPORT}],
    ids=["legal duty", "police report"],
)
def test_what_the_law_obliges_is_marked_a_mistake_and_never_taken_back(
    changes: dict[str, object],
) -> None:
    referral = given.referral(Status.SENT, **changes)
    with pytest.raises(Refused) as refused:
        given.take("recall", referral.id)
    assert refused.value.key == "referral.no_recall"
    sender = given.acting("mk_maros")
    actions.mark_mistake(given.found(referral.id, sender), "Salah anak.", by=sender)
    assert given.found(referral.id, sender).status is Status.SENT
    given.acting("polisi_maros")
    assert "case_mistake" in db.session.scalars(sa.select(InboxItem.kind)).all()


@pytest.mark.usefixtures("session")
def test_a_report_to_the_police_is_a_legal_report() -> None:
    assert given.referral(service=Service.POLICE_REPORT).kind is Kind.LEGAL_REPORT


def test_the_page_offers_a_mistake_where_recall_is_closed(sign_in: SignIn) -> None:
    free = given.referral(Status.SENT)
    bound = given.referral(Status.SENT, basis=LawfulBasis.LEGAL_DUTY)
    sender = sign_in("mk_maros")

    def offered(referral: Referral) -> tuple[bool, bool]:
        page = sender.get(f"/referrals/{referral.id}").get_data(as_text=True)
        return "/recall" in page, "/mistake" in page

    assert offered(free) == (True, False)
    assert offered(bound) == (False, True)
    answer = sender.get(f"/referrals/{bound.id}/recall")
    assert answer.status_code == 409
