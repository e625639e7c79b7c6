"""A consent taken back under pressure stands until a head has decided; what was read is told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile
from referral.directory.models import Service
from referral.policy import Compartment, Role
from referral.referrals import actions
from referral.referrals.models import TEXT, Consent, LawfulBasis, Status
from referral.referrals.models import Kind as Kind_
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
PRESSED = {"who": "pressed", "words": "Kenari ayah menelepon dan marah."}


def pressed(sign_in: SignIn) -> str:
    """The address of a running referral whose consent somebody presses to end."""
    referral = given.referral(Status.ACCEPTED, basis=LawfulBasis.CONSENT)
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    sender.get(f"{show}/withdrawal")
    assert sender.send(f"{show}/withdrawal", **PRESSED).status_code == 303
    return show


def consent_of(show: str) -> Consent:
    referral = given.found(UUID(show[-36:]), given.acting("mk_maros"))
    return db.session.get_one(Consent, referral.consent_id)


def test_it_stands_until_the_head_has_decided(sign_in: SignIn) -> None:
    show = pressed(sign_in)
    assert consent_of(show).withdrawn_at is None
    assert given.WHY in sign_in("polisi_maros").get(show).text
    assert PRESSED["words"] not in sign_in("polisi_maros").get(show).text
    referral = given.found(UUID(show[-36:]), given.acting("mk_maros"))
    owed = open_promises(referral.id)[Kind.WITHDRAWAL]
    assert owed.owner_person_id == given.person("kepala_maros").id
    assert told("kepala_maros", referral.id).count("withdrawal_asked") == 1
    page = sign_in("kepala_maros").get(show).text
    assert "Putuskan pencabutan" in page
    assert PRESSED["words"] in page
    assert "Persetujuan dicabut</a>" not in sign_in("mk_maros").get(show).text


@pytest.mark.parametrize("decision", ["stands", "withdrawn"])
def test_the_head_lets_it_stand_or_ends_it(sign_in: SignIn, decision: str) -> None:
    show = pressed(sign_in)
    head = sign_in("kepala_maros")
    head.get(f"{show}/withdrawal/decision")
    assert head.send(f"{show}/withdrawal/decision").status_code == 422
    said = {"decision": decision, "words": "Anak sudah ditanya."}
    assert head.send(f"{show}/withdrawal/decision", **said).status_code == 303
    ended = consent_of(show).withdrawn_at is not None
    assert ended is (decision == "withdrawn")
    assert (given.WHY in sign_in("polisi_maros").get(show).text) is (decision == "stands")
    assert "Anak sudah ditanya." in sign_in("mk_maros").get(show).text
    assert head.send(f"{show}/withdrawal/decision", **said).status_code == 409


def test_who_says_that_nobody_pressed_does_not_take_the_word_from_the_head(
    sign_in: SignIn,
) -> None:
    show = pressed(sign_in)
    sender = sign_in("mk_maros")
    sender.get(f"{show}/withdrawal")
    answer = sender.send(f"{show}/withdrawal", who="free", words="Ibu keberatan.")
    assert (answer.status_code, "menunggu keputusan kepala unit" in answer.text) == (409, True)
    assert consent_of(show).withdrawn_at is None
    assert given.WHY in sign_in("polisi_maros").get(show).text


def test_it_still_waits_for_the_head_when_the_service_has_ended(sign_in: SignIn) -> None:
    show = pressed(sign_in)
    for verb in ("start", "complete"):
        given.take(verb, UUID(show[-36:]))
    sender = sign_in("mk_maros")
    sender.get(f"{show}/withdrawal")
    free = {"who": "free", "words": "Ibu keberatan."}
    assert sender.send(f"{show}/withdrawal", **free).status_code == 409
    head = sign_in("kepala_maros")
    head.get(f"{show}/withdrawal/decision")
    said = {"decision": "withdrawn", "words": "Anak sudah ditanya."}
    assert head.send(f"{show}/withdrawal/decision", **said).status_code == 303
    assert given.WHY not in sign_in("polisi_maros").get(show).text


def test_a_letter_that_rests_on_consent_ends_with_it(sign_in: SignIn) -> None:
    share = Compartment.IDENTITY
    asked: dict[str, Any] = {"service": Service.RESTITUTION, "share": share}
    referral = given.referral(to="lpsk-sulsel", basis=LawfulBasis.CONSENT, **asked)
    assert referral.kind is Kind_.LEGAL_REPORT
    sender, show = sign_in("mk_maros"), f"/referrals/{referral.id}"
    sender.get(f"{show}/withdrawal")
    free = {"who": "free", "words": "Ibu keberatan."}
    assert sender.send(f"{show}/withdrawal", **free).status_code == 303
    assert consent_of(show).withdrawn_at is not None


@pytest.mark.parametrize("status", [Status.SENT, Status.ACCEPTED])
def test_a_police_report_stays_told_and_the_no_is_written_down(
    sign_in: SignIn, status: Status
) -> None:
    report = given.referral(status, basis=LawfulBasis.CONSENT, service=Service.POLICE_REPORT)
    consent_id = report.consent_id
    sender, show = sign_in("mk_maros"), f"/referrals/{report.id}"
    form = sender.get(f"{show}/withdrawal").text
    assert "tidak dapat ditarik" in form
    assert "langsung tidak dapat membukanya" not in form
    said = {"who": "free", "words": "Kenari anak tidak mau lagi."}
    assert sender.send(f"{show}/withdrawal", **said).status_code == 303
    page = sender.get(show).text
    assert said["words"] in page
    assert "Kewajiban hukum" in page
    assert "consent_withdrawn" in told("polisi_maros", report.id)
    page = sign_in("polisi_maros").get(show).text
    assert "Hanya lewat manajer kasus" in page
    assert (given.WHY in page) is (status is Status.ACCEPTED)
    given.acting("mk_maros")
    assert db.session.get_one(Consent, consent_id).withdrawn_at
    assert Kind.CONSENT_RENEWAL not in open_promises(report.id)
    if status is Status.SENT:
        given.take("accept", report.id)
        assert given.WHY in sign_in("polisi_maros").get(show).text


def test_only_a_head_decides(sign_in: SignIn) -> None:
    show = pressed(sign_in)
    assert sign_in("mk_maros").get(f"{show}/withdrawal/decision").status_code == 403


def test_pressed_by_the_only_head_it_waits_for_another_one(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED, basis=LawfulBasis.CONSENT)
    head = given.acting("kepala_maros")
    cases.assign(policy.find(CaseFile, referral.case_id, head), head.id, by=head)
    only, show = sign_in("kepala_maros"), f"/referrals/{referral.id}"
    only.get(f"{show}/withdrawal")
    assert only.send(f"{show}/withdrawal", **PRESSED).status_code == 303
    assert PRESSED["words"] in only.get(show).text, "what was said is kept"
    given.acting("kepala_maros")
    owed = open_promises(referral.id)[Kind.WITHDRAWAL]
    assert (owed.owner_unit_id, owed.owner_person_id) == (head.unit_id, None)
    other = newcomer("kepala_lain", Role.UNIT_HEAD)
    given.acting("kepala_maros")
    assert open_promises(referral.id)[Kind.WITHDRAWAL].owner_person_id == other.id
    decider = given.acting("kepala_lain")
    actions.decide_withdrawal(given.found(referral.id, decider), True, "Ya.", by=decider)
    assert given.WHY not in sign_in("polisi_maros").get(show).text


def test_taken_back_after_the_end_the_desk_hears_and_the_sender_sees_what_was_read(
    sign_in: SignIn,
) -> None:
    referral = given.referral(Status.ACCEPTED, basis=LawfulBasis.CONSENT)
    show, sender = f"/referrals/{referral.id}", sign_in("mk_maros")
    assert given.WHY in sign_in("polisi_maros").get(show).text
    given.take("start", referral.id)
    given.take("complete", referral.id)
    sender.get(f"{show}/withdrawal")
    sender.send(f"{show}/withdrawal", who="free", words="Ibu keberatan.")
    assert "consent_withdrawn" in told("polisi_maros", referral.id)
    page = sender.get(show).text
    assert "Briptu Contoh" in page.split("Yang sudah dibuka")[1]


def test_all_consents_of_a_case_stand_on_one_page(sign_in: SignIn) -> None:
    show = pressed(sign_in)
    consent = consent_of(show)
    assert (consent.language.value, consent.interpreter, consent.text) == (
        "indonesian",
        False,
        TEXT,
    )
    sender = sign_in("mk_maros")
    address = f"/cases/{consent.case_id}/consents"
    assert address in sender.get(f"/cases/{consent.case_id}").text
    page = sender.get(address).text
    for shown in ("Polres Maros", "Berlaku", "Perlindungan", "Kamu boleh bilang tidak", show):
        assert shown in page
    assert sign_in("polisi_maros").get(address).status_code == 404
    assert sign_in("relawan_maros").get(address).status_code == 403


def test_the_words_that_are_read_out_stand_beside_the_question(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    desk = given.unit("polres-maros-ppa")
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer?desk={desk}&service=protection").text
    assert "Kamu boleh berubah pikiran kapan saja" in page
    assert 'name="consent_language"' in page
