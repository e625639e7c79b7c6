"""Where the parent is feared nobody asks him: another ground, another adult, a head's word."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile, RecordKind
from referral.cases.models.told import Known, Relation
from referral.directory.models import Service
from referral.errors import Refused
from referral.intake.models import Feared
from referral.policy import Conflict, Role
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral, Status
from referral.reminders.limits import Kind
from tests.directory.given import worker
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
FATHER = Feared(who="Kenari ayah", relation=Relation.PARENT, reach=Known.YES)
TRUSTED = "Kenari bibi, adik ibu"


def sent(feared: Feared = FATHER, **changes: Any) -> Referral:
    case, manager = given.open_case(feared=feared)
    request = given.request(**{"basis": LawfulBasis.LEGAL_DUTY, "trusted": TRUSTED, **changes})
    return actions.send(case, request, by=manager)


def test_a_head_is_asked_and_stands_for_it(sign_in: SignIn) -> None:
    referral = sent()
    owed = open_promises(referral.id)[Kind.SIGN_OFF]
    assert owed.owner_person_id == given.person("kepala_maros").id
    assert "sign_off_asked" in told("kepala_maros", referral.id)
    head, show = sign_in("kepala_maros"), f"/referrals/{referral.id}"
    assert f'href="{show}/sign-off"' in head.get(show).text
    assert "etujui dasar membagi data" in head.get("/").text
    head.get(f"{show}/sign-off")
    assert head.send(f"{show}/sign-off", words="Kenari demi anak").status_code == 303
    page = head.get(show).text
    assert "Dasar membagi data disetujui kepala unit" in page
    assert f'href="{show}/sign-off"' not in page
    assert head.send(f"{show}/sign-off").status_code == 409
    given.acting("mk_maros")
    assert Kind.SIGN_OFF not in open_promises(referral.id)


def test_a_head_reads_what_he_signs_and_may_void_it_instead(sign_in: SignIn) -> None:
    referral = sent()
    page = sign_in("kepala_maros").get(f"/referrals/{referral.id}/sign-off").text
    signed = page.split("Yang Anda setujui")[1].split("<form")[0]
    for told_him in (given.WHY, given.NOT_ASKED, TRUSTED, "Polres Maros", "Kewajiban hukum"):
        assert told_him in signed
    assert f'href="/referrals/{referral.id}/void"' in page


def test_the_service_does_not_wait_for_it() -> None:
    referral = sent()
    assert given.take("accept", referral.id).status is Status.ACCEPTED


def test_nobody_signs_for_himself(sign_in: SignIn) -> None:
    referral = sent()
    manager = sign_in("mk_maros")
    assert manager.get(f"/referrals/{referral.id}/sign-off").status_code == 403


def test_without_another_trusted_adult_it_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        sent(trusted="")
    assert refused.value.key == "consent.trusted"


def test_it_is_told_beside_its_field_and_nothing_is_lost(sign_in: SignIn) -> None:
    case, _manager = given.open_case(feared=FATHER)
    sender = sign_in("mk_maros")
    address = f"/cases/{case.id}/refer?desk={given.unit('polres-maros-ppa')}&service=protection"
    sender.get(address)
    filled = {"goal": "Lindungi", "urgency": "6h", "summary": given.SUMMARY, "share": ["4"]}
    answer = sender.send(address, **filled, basis="legal_duty", reason="Kenari alasan")
    assert answer.status_code == 422
    assert "tulis orang dewasa lain" in answer.text
    assert "Kenari alasan" in answer.text


def test_a_stranger_who_is_feared_needs_no_heads_word() -> None:
    stranger = Feared(who="Kenari akun", relation=Relation.ONLINE)
    referral = sent(stranger, trusted="", service=Service.POLICE_REPORT)
    assert Kind.SIGN_OFF not in open_promises(referral.id)


def test_the_law_forbids_to_settle_sexual_violence(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    assert case.sexual
    desk = given.unit("upt-ppa-sulsel")
    answer = sign_in("mk_maros").get(f"/cases/{case.id}/refer?desk={desk}&service=mediation")
    assert answer.status_code == 409
    assert "UU 12/2022 pasal 23" in answer.text
    manager = given.acting("mk_maros")
    request = given.request("upt-ppa-sulsel", service=Service.MEDIATION)
    with pytest.raises(Refused) as refused:
        actions.send(policy.find(CaseFile, case.id, manager), request, by=manager)
    assert refused.value.key == "mediation.law"


def test_it_is_still_asked_when_the_service_has_ended() -> None:
    served = sent()
    for verb in ("accept", "start", "complete"):
        given.take(verb, served.id)
    given.acting("mk_maros")
    assert Kind.SIGN_OFF in open_promises(served.id)


def test_with_the_case_it_passes_to_a_head_of_the_new_unit() -> None:
    referral = sent()
    manager = given.acting("mk_maros")
    head = newcomer("kepala_bone_baru", Role.UNIT_HEAD, unit="uptd-ppa-bone")
    manager = given.acting("mk_maros")
    case = policy.find(CaseFile, referral.case_id, manager)
    whole = {"service": Service.COMPLAINT, "whole_case": True, "trusted": TRUSTED}
    request = given.request("uptd-ppa-bone", basis=LawfulBasis.LEGAL_DUTY, **whole)
    transfer = actions.send(case, request, by=manager)
    taker = given.acting("mk_bone")
    promised = actions.Promised(db.now() + timedelta(hours=2), taker.id)
    actions.accept(given.found(transfer.id, taker), promised, by=taker)
    given.acting("mk_bone")
    owed = open_promises(referral.id)[Kind.SIGN_OFF]
    assert owed.owner_unit_id == taker.unit_id
    assert owed.owner_person_id == head.id


def test_no_word_of_it_reaches_the_desk(sign_in: SignIn) -> None:
    referral = sent()
    address, head = f"/referrals/{referral.id}", sign_in("kepala_maros")
    assert "etujui dasar" not in sign_in("polisi_maros").get(address).text
    head.get(f"{address}/sign-off")
    head.send(f"{address}/sign-off", words="Kenari ayahnya diduga pelaku")
    before = sign_in("polisi_maros").get(address).text
    given.take("accept", referral.id)
    after = sign_in("polisi_maros").get(address).text
    for hidden in ("etujui dasar", "tanpa persetujuan", "diduga pelaku", TRUSTED):
        assert hidden not in before + after
    assert TRUSTED in sign_in("mk_maros").get(address).text


def test_mediation_is_not_taken_up_once_it_is_forbidden() -> None:
    case, manager = given.open_case(signs=given.MILD)
    request = given.request("upt-ppa-sulsel", service=Service.MEDIATION)
    asked = actions.send(case, request, by=manager)
    told = cases.Written(RecordKind.INCIDENT, db.now(), "Kenari lagi", code="yes")
    cases.record(policy.find(CaseFile, case.id, manager), told, by=manager)
    desk = given.acting("provinsi")
    promised = actions.Promised(db.now() + timedelta(hours=1), desk.id)
    with pytest.raises(Refused) as refused:
        actions.accept(given.found(asked.id, desk), promised, by=desk)
    assert refused.value.key == "mediation.law"


def test_mediation_that_was_taken_up_does_not_begin_once_it_is_forbidden() -> None:
    case, manager = given.open_case(signs=given.MILD)
    request = given.request("upt-ppa-sulsel", service=Service.MEDIATION)
    asked = actions.send(case, request, by=manager)
    worker("upt-ppa-sulsel")
    desk = given.acting("petugas_uji")
    promised = actions.Promised(db.now() + timedelta(hours=1), desk.id)
    actions.accept(given.found(asked.id, desk), promised, by=desk)
    manager = given.acting("mk_maros")
    told = cases.Written(RecordKind.INCIDENT, db.now(), "Kenari lagi", code="yes")
    cases.record(policy.find(CaseFile, case.id, manager), told, by=manager)
    desk = given.acting("petugas_uji")
    with pytest.raises(Refused, match=r"mediation\.law"):
        actions.start(given.found(asked.id, desk), actions.Begun(db.now()), by=desk)


@pytest.mark.parametrize("basis", [LawfulBasis.PUBLIC_TASK, LawfulBasis.VITAL_INTEREST])
def test_whoever_asks_nobody_says_why_and_a_head_stands_for_it(
    sign_in: SignIn, basis: LawfulBasis
) -> None:
    case, manager = given.open_case()
    with pytest.raises(Refused) as refused:
        actions.send(case, given.request(basis=basis, unasked=""), by=manager)
    assert refused.value.key == "consent.unasked"
    referral = actions.send(case, given.request(basis=basis), by=manager)
    owed = open_promises(referral.id)[Kind.SIGN_OFF]
    assert owed.owner_person_id == given.person("kepala_maros").id
    assert owed.due_at - owed.started_at == timedelta(hours=24)
    assert given.take("accept", referral.id).status is Status.ACCEPTED, "the child does not wait"
    address = f"/referrals/{referral.id}"
    assert given.NOT_ASKED in sign_in("kepala_maros").get(address).text
    assert given.NOT_ASKED not in sign_in("polisi_maros").get(address).text


@pytest.mark.parametrize("basis", [LawfulBasis.CONSENT, LawfulBasis.LEGAL_DUTY])
def test_on_consent_and_by_law_no_head_is_asked(basis: LawfulBasis) -> None:
    case, manager = given.open_case()
    told = given.request(basis=basis, unasked="", service=Service.POLICE_REPORT)
    referral = actions.send(case, told, by=manager)
    assert Kind.SIGN_OFF not in open_promises(referral.id)


def test_the_law_obliges_to_tell_the_police_and_not_a_counsellor() -> None:
    case, manager = given.open_case()
    share = policy.Compartment.IDENTITY
    told = {"basis": LawfulBasis.LEGAL_DUTY, "service": Service.COUNSELLING, "share": share}
    with pytest.raises(Refused, match=r"consent\.unasked"):
        actions.send(case, given.request("puspaga-maros", unasked="", **told), by=manager)
    referral = actions.send(case, given.request("puspaga-maros", **told), by=manager)
    assert Kind.SIGN_OFF in open_promises(referral.id)


def test_a_case_passes_only_with_a_word_on_what_is_best_for_the_child(sign_in: SignIn) -> None:
    case, manager = given.open_case()
    address = f"/cases/{case.id}/transfer?desk={given.unit('uptd-ppa-bone')}"
    whole = {"service": Service.COMPLAINT, "whole_case": True}
    request = given.request("uptd-ppa-bone", **{**whole, "best_interest": ""})
    with pytest.raises(Refused) as refused:
        actions.send(case, request, by=manager)
    assert refused.value.key == "transfer.best_interest"
    form = sign_in("mk_maros").get(address)
    assert 'name="best_interest"' in form.text


def test_a_head_from_whom_the_case_is_hidden_is_not_asked() -> None:
    newcomer("a_kepala", Role.UNIT_HEAD)
    case, manager = given.open_case()
    manager = given.acting(manager.username)
    whom = given.person("a_kepala").id
    actions.exclude(policy.find(CaseFile, case.id, manager), whom, Conflict.RELATIVE, by=manager)
    asked = given.request(basis=LawfulBasis.PUBLIC_TASK)
    referral = actions.send(policy.find(CaseFile, case.id, manager), asked, by=manager)
    owed = open_promises(referral.id)[Kind.SIGN_OFF]
    assert owed.owner_person_id == given.person("kepala_maros").id
