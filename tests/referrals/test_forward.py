"""Forwarding: another desk takes over, and nobody sees more than before."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Role
from referral.referrals import actions, queries
from referral.referrals.models import LawfulBasis, Referral, Status
from referral.reminders import actions as reminders
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
Travel = Callable[..., None]
NEW_DESK = "provinsi"
SHARE = policy.Compartment.IDENTITY | policy.Compartment.STORY


def onward(referral: Referral) -> Referral:
    """The one that took over, as its sender finds it."""
    given.acting("mk_maros")
    return db.session.scalars(sa.select(Referral).where(Referral.parent_id == referral.id)).one()


def test_the_new_desk_takes_over_the_clock_and_the_first_one_owes_nothing(travel: Travel) -> None:
    referral = given.referral()
    due, begun = referral.answer_by, referral.sent_at
    travel(db.now() + timedelta(hours=1))
    given.take("forward", referral.id)
    child = onward(referral)
    assert open_promises(referral.id) == {}
    owed = open_promises(child.id)
    assert set(owed) == {Kind.ACKNOWLEDGE, Kind.ANSWER}
    assert (owed[Kind.ANSWER].started_at, owed[Kind.ANSWER].due_at) == (begun, due)
    assert owed[Kind.ACKNOWLEDGE].started_at == db.now()
    assert child.answer_by == due
    assert owed[Kind.ANSWER].owner_unit_id == given.unit("upt-ppa-sulsel")
    assert child.from_unit_id == referral.from_unit_id
    assert "referral_forwarded" in told("mk_maros", child.id)


def test_a_late_answer_stays_late_and_its_next_rung_rings_for_the_new_desk(travel: Travel) -> None:
    travel(datetime(2026, 3, 16, 1, tzinfo=UTC))
    referral = given.referral()
    due, span = referral.answer_by, timedelta(hours=6)
    assert due
    travel(due + timedelta(minutes=10))
    given.take("forward", referral.id)
    child = onward(referral)
    [answer] = reminders.open_ones(child.case_id, Kind.ANSWER, referral_id=child.id)
    assert answer.due_at == child.limited_to == due < db.now()
    assert answer.ladder
    assert answer.ladder.next_at >= due + span / 4


def test_of_a_question_only_the_time_that_has_passed_was_a_pause(travel: Travel) -> None:
    referral = given.referral()
    due = referral.answer_by
    assert due
    given.take("ask", referral.id)
    travel(db.now() + timedelta(hours=2))
    given.take("forward", referral.id)
    assert onward(referral).answer_by == due + timedelta(hours=2)


def test_from_a_waiting_list_the_new_desk_answers_from_now(travel: Travel) -> None:
    referral = given.referral(Status.WAITLISTED)
    travel(db.now() + timedelta(days=3))
    given.take("forward", referral.id)
    assert open_promises(onward(referral).id)[Kind.ANSWER].started_at == db.now()


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


def test_as_often_as_needed_but_never_back(sign_in: SignIn) -> None:
    share = policy.Compartment.IDENTITY | policy.Compartment.STORY
    first = given.referral(service=Service.COUNSELLING, to="rsud-maros-ppt", share=share)
    nurse = given.acting("rs_maros")
    province = actions.Onward(given.unit("upt-ppa-sulsel"), "Perlu psikolog klinis.")
    actions.forward(given.found(first.id, nurse), province, by=nurse)
    second = onward(first)
    desk = given.acting(NEW_DESK)
    for back in ("rsud-maros-ppt", "uptd-ppa-maros"):
        there = actions.Onward(given.unit(back), "Lagi")
        with pytest.raises(Refused) as refused:
            actions.forward(given.found(second.id, desk), there, by=desk)
        assert refused.value.key == "forward.back"
    offered = sign_in(NEW_DESK).get(f"/referrals/{second.id}/forward").text
    assert "RSUD Maros Pelayanan Terpadu" not in offered
    desk = given.acting(NEW_DESK)
    puspaga = actions.Onward(given.unit("puspaga-maros"), "Lebih dekat.")
    actions.forward(given.found(second.id, desk), puspaga, by=desk)
    third = onward(second)
    assert third.first_id == first.id
    newcomer("konselor_maros", Role.PROVIDER, unit="puspaga-maros")
    taker = given.acting("konselor_maros")
    actions.accept(given.found(third.id, taker), actions.Promised(db.now(), taker.id), by=taker)
    taker = given.acting("konselor_maros")
    opened = actions.read(queries.sight(third.id, taker), by=taker)
    told = [words.get("reason") for words in opened.words.values()]
    assert given.WHY in told, "the reason that the sender wrote opens with the last one"


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


def silent(sign_in: SignIn) -> tuple[Referral, Browser, str]:
    """A hand-over that the desk leaves lying, and the sender who turns to another."""
    referral = given.referral(to="rsud-maros-ppt", service=Service.COUNSELLING, share=SHARE)
    return referral, sign_in("mk_maros"), f"/referrals/{referral.id}"


@pytest.mark.parametrize("who", ["mk_maros", "kepala_maros"])
def test_the_sender_turns_from_a_silent_desk_to_another(sign_in: SignIn, who: str) -> None:
    referral, _manager, show = silent(sign_in)
    sender = sign_in(who)
    assert f'href="{show}/reroute"' in sender.get(show).text
    page = sender.get(f"{show}/reroute").text
    assert "Siapa yang menjawab?" not in page
    desk = given.unit("upt-ppa-sulsel")
    assert str(desk) in page
    done = sender.send(f"{show}/reroute", desk=str(desk), words="Meja itu tidak menjawab.")
    assert done.status_code == 303
    child = onward(referral)
    assert (child.to_unit_id, child.sender_id) == (desk, referral.sender_id)
    assert "Dialihkan ke meja lain" in sender.get(show).text
    assert sign_in("rs_maros").get(f"{show}/accept").status_code == 409
    assert "referral_rerouted" in told("rs_maros", referral.id)
    assert "referral_sent" in told(NEW_DESK, child.id)
    rest = given.found(referral.id, given.acting("mk_maros"))
    assert (rest.status, rest.answered_at, rest.claimed_by_id) == (Status.FORWARDED, None, None)


def test_the_former_desk_sees_nothing_of_the_new_one(sign_in: SignIn) -> None:
    referral, sender, show = silent(sign_in)
    sender.get(f"{show}/reroute")
    sender.send(f"{show}/reroute", desk=str(given.unit("upt-ppa-sulsel")), words="Diam")
    former = sign_in("rs_maros")
    assert given.SUMMARY not in former.get(show).text
    assert former.get(f"/referrals/{onward(referral).id}").status_code == 404


def test_consent_binds_the_sender_too(sign_in: SignIn) -> None:
    referral = given.referral(
        to="rsud-maros-ppt", service=Service.COUNSELLING, share=SHARE, basis=LawfulBasis.CONSENT
    )
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    assert f'href="{show}/reroute"' not in sender.get(show).text
    sender.get(f"{show}/reroute")
    answer = sender.send(f"{show}/reroute", desk=str(given.unit("upt-ppa-sulsel")), words="Diam")
    assert answer.status_code == 422
    assert "minta persetujuan untuk lembaga baru" in answer.text


def test_once_it_is_answered_nobody_turns_away_from_it(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED)
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    assert f'href="{show}/reroute"' not in sender.get(show).text
    assert sender.get(f"{show}/reroute").status_code == 409
    assert sign_in("polisi_maros").get(f"{show}/reroute").status_code == 403
