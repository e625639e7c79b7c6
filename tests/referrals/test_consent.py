"""Consent by agency and purpose: nothing is shared without one or another ground, nor longer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from markupsafe import escape

from referral import db, policy
from referral.cases.models import CaseFile, Sex
from referral.cases.models.told import Relation
from referral.errors import Refused
from referral.intake.models import Child, Feared, SafeContact
from referral.referrals import actions
from referral.referrals.models import (
    HOLDS,
    TEXT,
    TEXTS,
    Assent,
    Consent,
    ConsentHow,
    Giver,
    LawfulBasis,
    Referral,
    Status,
)
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import open_promises

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]


SAFE = SafeContact(number="0800-555-0007", keep_from="Kenari paman")


def resting(status: Status = Status.ACCEPTED) -> Referral:
    return given.referral(status, basis=LawfulBasis.CONSENT)


def send(consent: actions.Consented | None, **case: Any) -> Referral:
    case_file, _manager = given.open_case(**case)
    sender = given.acting("mk_maros")
    found = policy.find(CaseFile, case_file.id, sender)
    request = given.request(basis=LawfulBasis.CONSENT, consent=consent)
    return actions.send(found, request, by=sender)


def test_it_is_written_down_for_the_agency_and_the_purpose() -> None:
    referral = resting(Status.SENT)
    consent = db.session.get_one(Consent, referral.consent_id)
    assert (consent.service, consent.giver, consent.assent) == (
        referral.service, Giver.GUARDIAN, Assent.YES,
    )  # fmt: skip
    assert (consent.how, consent.until) == (ConsentHow.SPOKEN, consent.at + HOLDS)
    assert referral.consent_until == consent.until


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"assent": Assent.NO}, "consent.child_says_no"),
        ({"giver": Giver.CHILD}, "consent.too_young"),
        ({"assent": Assent.TOO_YOUNG}, "consent.ask_child"),
        ({"at": timedelta(days=-181)}, "consent.expired"),
        ({"at": timedelta(hours=1)}, "time.future"),
    ],
)
def test_what_is_no_consent_is_refused(changes: dict[str, Any], key: str) -> None:
    if "at" in changes:
        changes = {"at": db.now() + changes["at"]}
    with pytest.raises(Refused) as refused:
        send(given.agreed(**changes))
    assert refused.value.key == key
    given.acting("mk_maros")
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(Consent))


def test_nobody_asks_the_parent_who_is_feared() -> None:
    feared = {"feared": Feared(who="Kenari Bapak", relation=Relation.PARENT)}
    with pytest.raises(Refused) as refused:
        send(given.agreed(giver=Giver.PARENT), **feared)
    assert refused.value.key == "consent.alleged"
    assert send(given.agreed(giver=Giver.OTHER_ADULT), **feared).consent_id


def test_a_child_of_sixteen_agrees_alone() -> None:
    children = (Child(name="Kenari Anak", age=16, sex=Sex.FEMALE),)
    with pytest.raises(Refused, match=r"consent\.child_says"):
        send(given.agreed(giver=Giver.CHILD, assent=Assent.NOT_SAFE), children=children)
    assert send(given.agreed(giver=Giver.CHILD), children=children).consent_id


def test_without_one_nothing_is_sent() -> None:
    with pytest.raises(Refused) as refused:
        send(None)
    assert refused.value.key == "consent.missing"


def test_what_it_opened_closes_when_it_runs_out(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    referral = resting()
    address = f"/referrals/{referral.id}"
    renewal = open_promises(referral.id)[Kind.CONSENT_RENEWAL]
    assert given.WHY in sign_in("polisi_maros").get(address).text
    assert (renewal.owner_person_id, renewal.due_at) == (referral.sender_id, referral.consent_until)
    assert referral.consent_until
    travel(referral.consent_until + timedelta(minutes=1))
    assert given.WHY not in sign_in("polisi_maros").get(address).text


def test_its_sender_is_told_two_weeks_before_and_has_the_words_to_ask_again(
    sign_in: SignIn, travel: Callable[..., None]
) -> None:
    referral = resting()
    show, ends = f"/referrals/{referral.id}", referral.consent_until
    assert ends
    assert "Persetujuan berakhir" not in sign_in("mk_maros").get(show).text
    travel(ends - timedelta(days=13))
    sender = sign_in("mk_maros")
    assert "Persetujuan berakhir" in sender.get(show).text
    assert "Persetujuan berakhir" not in sign_in("polisi_maros").get(show).text
    form = sender.get(f"{show}/consent").text
    assert [line for line in TEXTS[TEXT] if str(escape(line)) not in form] == []


def test_a_desk_accepts_nothing_on_a_consent_that_has_run_out(
    travel: Callable[..., None],
) -> None:
    referral = resting(Status.SENT)
    assert referral.consent_until
    travel(referral.consent_until + timedelta(minutes=1))
    with pytest.raises(Refused) as refused:
        given.take("accept", referral.id)
    assert refused.value.key == "consent.expired"


def renewed(sign_in: SignIn, referral: Referral, **fields: str) -> None:
    """Asked again just now."""
    sender, form = sign_in("mk_maros"), f"/referrals/{referral.id}/consent"
    sender.get(form)
    moment = (db.now() + timedelta(hours=8)).strftime("%d/%m/%Y %H.%M")
    said = {"consent_giver": "guardian", "consent_assent": "yes", "consent_how": "remote"}
    done = sender.send(form, consent_at=moment, **said, **fields)
    assert done.status_code == 303, done.text


def test_asked_again_it_goes_on(sign_in: SignIn, travel: Callable[..., None]) -> None:
    referral = resting()
    before = referral.consent_until
    assert before
    travel(before - timedelta(days=3))
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    assert f'href="{show}/consent"' in sender.get(show).text
    sender.get(f"{show}/consent")
    empty = sender.send(f"{show}/consent")
    assert (empty.status_code, "Pilih apa kata anak." in empty.text) == (422, True)
    moment = (before - timedelta(days=3, hours=-8, minutes=5)).strftime("%d/%m/%Y %H.%M")
    fields = {"consent_giver": "guardian", "consent_assent": "yes", "consent_how": "remote"}
    done = sender.send(f"{show}/consent", consent_at=moment, **fields)
    assert done.status_code == 303, done.text
    travel(before + timedelta(days=1))
    assert given.WHY in sign_in("polisi_maros").get(show).text


def test_the_desk_reaches_the_child_itself_only_where_the_child_agreed(sign_in: SignIn) -> None:
    for contact in (True, False):
        case, _manager = given.open_case(safe_contact=SAFE)
        agreed = given.agreed(contact=contact)
        basis = LawfulBasis.CONSENT
        referral = given.referral(Status.ACCEPTED, case, basis=basis, consent=agreed)
        page = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
        assert ("0800-555-0007" in page) is contact
        assert ("Hanya lewat manajer kasus" in page) is not contact
        assert "Kenari paman" in page


def test_the_child_who_wants_no_call_any_more_is_not_called(sign_in: SignIn) -> None:
    case, _manager = given.open_case(safe_contact=SAFE)
    agreed = {"basis": LawfulBasis.CONSENT, "consent": given.agreed()}
    how = "milik bibi; 0800-555-0008; jam aman 21.00"
    referral = given.referral(Status.ACCEPTED, case, safe_contact=how, **agreed)
    show = f"/referrals/{referral.id}"
    assert how in sign_in("polisi_maros").get(show).text
    renewed(sign_in, referral)
    page = sign_in("polisi_maros").get(show).text
    assert not [number for number in ("0800-555-0007", how) if number in page]
    assert given.WHY in page
    renewed(sign_in, referral, consent_contact="y")
    assert how in sign_in("polisi_maros").get(show).text


def test_one_of_the_family_agrees_only_where_it_is_not_the_feared_one() -> None:
    feared = Feared(relation=Relation.FAMILY)
    with pytest.raises(Refused) as refused:
        send(given.agreed(), feared=feared)
    assert refused.value.key == "consent.maybe_alleged"
    assert send(given.agreed(unfeared=True), feared=feared).consent_id


@pytest.mark.parametrize("status", [Status.SENT, Status.ACCEPTED, Status.COMPLETED])
def test_taken_back_it_closes_at_once(sign_in: SignIn, status: Status) -> None:
    referral = resting(status)
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    sender.get(f"{show}/withdrawal")
    assert sender.send(f"{show}/withdrawal").status_code == 422
    assert sender.send(f"{show}/withdrawal", who="free", words="Ibu keberatan.").status_code == 303
    page = sign_in("polisi_maros").get(show).text
    assert not [secret for secret in (*given.SECRETS, given.WHY, given.SUMMARY) if secret in page]
    given.acting("mk_maros")
    assert db.session.get_one(Consent, referral.consent_id).withdrawn_at
    assert Kind.CONSENT_RENEWAL not in open_promises(referral.id)


@pytest.mark.parametrize("status", [Status.SENT, Status.COMPLETED])
def test_it_can_be_taken_back_before_acceptance_and_after_the_end(
    sign_in: SignIn, status: Status
) -> None:
    address = f"/referrals/{resting(status).id}"
    assert f'href="{address}/withdrawal"' in sign_in("mk_maros").get(address).text


def test_what_rests_on_a_consent_taken_back_is_not_taken_up_again(sign_in: SignIn) -> None:
    referral = resting(Status.COMPLETED)
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    sender.get(f"{show}/withdrawal")
    assert sender.send(f"{show}/withdrawal", who="free", words="Ibu keberatan.").status_code == 303
    with pytest.raises(Refused) as refused:
        given.take("reopen", referral.id)
    assert refused.value.key in ("consent.expired", "step.not_open")
