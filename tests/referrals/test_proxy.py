"""An answer by letter or phone: the sender writes it down, and clocks close when it was true."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.errors import Refused
from referral.referrals import actions
from referral.referrals.models import DeclineReason, Outcome, Referral, SaidBy, Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.make import wita
from tests.pages import Browser
from tests.referrals import given

SENT, ANSWERED, WRITTEN = (wita(2026, 3, 15, hour) for hour in (10, 13, 17))
LETTER = actions.Proxy("Ipda Contoh, kanit PPA", ANSWERED, "B/41/III/2026")


@pytest.fixture
def sent(session: object, travel: Callable[..., None]) -> Referral:
    """Sent at 10; now it is 17."""
    assert session
    travel(SENT)
    referral = given.referral(Status.SENT)
    travel(WRITTEN)
    return referral


def done(case_id: UUID, kind: Kind) -> datetime | None:
    found = sa.select(FollowUp.done_at).where(FollowUp.case_id == case_id, FollowUp.kind == kind)
    return db.session.scalars(found.order_by(FollowUp.id.desc()).limit(1)).one()


def answer(verb: str, referral: Referral, proxy: Any, *filled: Any) -> Referral:
    sender = given.acting("mk_maros")
    found = given.found(referral.id, sender)
    written: Referral = getattr(actions, verb)(found, *filled, by=sender, proxy=proxy)
    return written


def test_the_clocks_close_at_the_time_of_the_letter(sent: Referral) -> None:
    promised = actions.Promised(ANSWERED + timedelta(hours=2))
    accepted = answer("accept", sent, LETTER, promised)
    assert (accepted.status, accepted.answered_at) == (Status.ACCEPTED, ANSWERED)
    assert done(sent.case_id, Kind.ANSWER) == ANSWERED
    first = sa.select(FollowUp.due_at).where(FollowUp.kind == Kind.FIRST_SERVICE)
    assert db.session.scalars(first).one() == promised.first_service_at


def test_a_police_report_told_by_phone_closes_the_72_hours_at_its_own_time(sent: Referral) -> None:
    phone = actions.Proxy("Briptu Contoh", ANSWERED)
    lp = actions.LP("LP/B/12/III/2026", wita(2026, 3, 15, 12, 30))
    answer("accept", sent, phone, actions.Promised(ANSWERED, lp=lp))
    assert done(sent.case_id, Kind.POLICE_REPORT) == lp.at


def test_every_step_of_a_desk_can_be_written_down_for_it(sent: Referral) -> None:
    no = actions.Refusal(DeclineReason.NO_CAPACITY, SaidBy.PROVIDER)
    steps: list[tuple[str, Any, Status]] = [
        ("ask", "Anak bersedia?", Status.NEEDS_INFO),
        ("accept", actions.Promised(ANSWERED), Status.ACCEPTED),
        ("start", actions.Begun(ANSWERED), Status.IN_SERVICE),
        ("complete", actions.Result(Outcome.HELPED, "Selesai"), Status.COMPLETED),
    ]
    for verb, filled, status in steps:
        assert answer(verb, sent, LETTER, filled).status is status
        if verb == "ask":
            given.take("reply", sent.id)
    assert sent.completed_at is None or sent.completed_at == ANSWERED
    other = given.referral(Status.SENT)
    late = actions.Proxy("Ipda Contoh", other.sent_at or ANSWERED)
    assert answer("decline", other, late, no).status is Status.DECLINED


@pytest.mark.parametrize("at", [SENT - timedelta(minutes=1), WRITTEN + timedelta(minutes=1)])
def test_no_answer_before_the_sending_nor_from_the_future(sent: Referral, at: datetime) -> None:
    with pytest.raises(Refused) as refused:
        answer("accept", sent, actions.Proxy("Ipda Contoh", at), actions.Promised(ANSWERED))
    assert refused.value.key == "answer.when"


def test_a_desk_writes_no_proxy_for_itself(sent: Referral) -> None:
    desk = given.acting("polisi_maros")
    with pytest.raises(Refused) as refused:
        actions.ask(given.found(sent.id, desk), "?", by=desk, proxy=LETTER)
    assert refused.value.key == "sender.only"


def test_the_page_asks_who_and_when_and_the_timeline_says_so(
    sent: Referral, sign_in: Callable[[str], Browser]
) -> None:
    sender, address = sign_in("mk_maros"), f"/referrals/{sent.id}"
    assert f"{address}/decline" in sender.get(address).get_data(as_text=True)
    form = sender.get(f"{address}/decline").get_data(as_text=True)
    assert "Siapa yang menjawab?" in form
    filled = {
        "reason": "no_capacity", "said_by": "provider", "who": "Ipda Contoh", "how": "letter",
        "answered_at": "15/03/2026 13.00", "words": "Penuh sampai Juni.",
    }  # fmt: skip
    bad = sender.send(f"{address}/decline", **filled)
    assert bad.status_code == 422
    assert "Tulis nomor suratnya." in bad.get_data(as_text=True)
    good = sender.send(f"{address}/decline", **filled, letter_number="B/41")
    assert good.status_code == 303
    page = sender.get(address).get_data(as_text=True)
    assert "Jawaban lewat surat B/41: Ipda Contoh. Dicatat oleh Rahma Contoh" in page
    assert "15 Mar 13.00 WITA" in page
