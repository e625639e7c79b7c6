"""Handing over by page: which desk first, then one form; nothing typed is lost, nothing leaks."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases import actions
from referral.cases.models.told import ClosingReason, PhoneOf
from referral.directory import queries as directory
from referral.intake.models import SafeContact
from referral.policy import Compartment
from referral.referrals.models import LawfulBasis, Referral, ReferralText, Status
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
FILLED: dict[str, Any] = {
    "goal": "Perlindungan",
    "urgency": "6h",
    "summary": given.SUMMARY,
    "basis": "public_task",
    "unasked": "Ibunya tidak dapat dihubungi.",
    "share": ["4", "8"],
    "needs": ["bugis"],
}


def desk(code: str = "polres-maros-ppa") -> UUID:
    unit = directory.unit_by_code(code)
    assert unit
    return unit.id


def form_of(case_id: UUID, code: str = "polres-maros-ppa", service: str = "protection") -> str:
    return f"/cases/{case_id}/refer?desk={desk(code)}&service={service}"


def test_desks_are_those_that_serve_the_village_with_what_they_offer(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer").text
    for shown in ("Unit PPA Polres Maros", "RSUD Maros", "Laporan polisi", "Visum"):
        assert shown in page
    for hidden in ("Polres Bone", "UPTD PPA Kabupaten Maros</p>", "DP3A", "Puskesmas Awangpone"):
        assert hidden not in page


def test_a_condition_of_one_service_stands_with_its_own_button(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer").text
    police = page.split("Unit PPA Polres Maros")[1].split('<li class="row">')[0]
    before, after = police.split(">Perlindungan</a>")
    assert "Laporan polisi" in before
    assert "Syarat" not in before
    assert "Perhatikan: untuk meminta perlindungan; laporan polisi dikirim tersendiri" in after
    bone = page.split("UPTD PPA Kabupaten Bone")[1].split('<li class="row">')[0]
    assert bone.count("Perhatikan:") == 1


def test_what_the_case_tells_already_stands_in_the_form(sign_in: SignIn) -> None:
    case, _manager = given.open_case(
        signs=given.MILD,
        safe_contact=SafeContact(
            whose=PhoneOf.RELATIVE,
            number="081100000001",
            hours="21.00 sampai 22.00",
            keep_from="Ayah tiri",
        ),
    )
    sender = sign_in("mk_maros")
    page = sender.get(form_of(case.id)).text
    assert "Keluarga lain; 0811-0000-0001; jam aman: 21.00 sampai 22.00" in page
    assert "Tidak boleh tahu: Ayah tiri" in page
    assert re.search(r'value="24h"[^>]* checked', page)
    asked = [
        page.index(f'name="{name}"') for name in ("goal", "reason", "urgency", "share", "basis")
    ]
    assert asked == sorted(asked)
    online = sender.get(form_of(case.id, "komdigi-aduan", "takedown")).text
    assert "0811-0000-0001" not in online


@pytest.mark.parametrize(("risk", "soon"), [(1, "3wd"), (2, "24h"), (3, "6h")])
def test_how_soon_is_offered_by_the_risk(sign_in: SignIn, risk: int, soon: str) -> None:
    case, _manager = given.open_case()
    case.risk = risk
    db.session.commit()
    page = sign_in("mk_maros").get(form_of(case.id)).text
    assert re.search(rf'name="urgency"[^>]* value="{soon}" checked', page)


def test_a_filled_form_sends_the_referral(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender, address = sign_in("mk_maros"), form_of(case.id)
    page = sender.get(address).text
    assert "checked" in page.split("Cerita dan tanda bahaya")[0].split('name="share"')[1]
    sent = sender.send(address, **FILLED)
    assert sent.status_code == 303
    given.acting("mk_maros")
    referral = db.session.scalars(sa.select(Referral).order_by(Referral.number.desc())).first()
    assert referral
    assert sent.location == f"/referrals/{referral.id}"
    assert referral.share == Compartment.IDENTITY | Compartment.STORY
    assert (referral.status, referral.basis) == (Status.SENT, LawfulBasis.PUBLIC_TASK)
    stored = db.session.scalars(
        sa.select(ReferralText.sealed).where(ReferralText.referral_id == referral.id)
    )
    assert all(b"Perlindungan" not in blob and b"laporan" not in blob for blob in stored)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"goal": ""}, "Tulis tujuannya."),
        ({"summary": ""}, "Tulis ringkasannya."),
        ({"summary": "x" * 301}, "Paling banyak 300 huruf; ini 301."),
        ({"summary": "Kenari di Marumpa"}, "Hapus dari ringkasan: “Kenari”, “Marumpa”."),
        ({"summary": "Telepon 0812 3456 7890"}, "“0812 3456 7890”"),
        ({"basis": ""}, "Pilih dasarnya."),
        ({"basis": "consent"}, "Pilih bagaimana persetujuan diberikan."),
        ({"basis": "consent", "consent_how": "spoken"}, "Tulis kapan persetujuan diberikan."),
        ({"urgency": "now"}, "Pilih salah satu dari daftar."),
        ({"share": ["16"]}, "Pilih salah satu dari daftar."),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_sent(
    sign_in: SignIn, change: dict[str, Any], message: str
) -> None:
    case, _manager = given.open_case()
    sender, address = sign_in("mk_maros"), form_of(case.id)
    sender.get(address)
    answer = sender.send(address, **{**FILLED, **change})
    assert (answer.status_code, message in answer.text) == (422, True)
    assert "govuk-error-summary" in answer.text
    given.acting("mk_maros")
    assert len(db.session.scalars(sa.select(Referral)).all()) == 1  # the village report


def test_the_desk_must_serve_and_offer(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    for code, service in (("polres-bone-ppa", "protection"), ("polres-maros-ppa", "shelter")):
        address = form_of(case.id, code, service)
        sender.get(address)
        refused = sender.send(address, **FILLED)
        assert (refused.status_code, "tidak melayani" in refused.text) == (409, True)
    unreadable = sender.get(f"/cases/{case.id}/refer?desk=x&service=%00")
    assert (unreadable.status_code, "Ke meja mana?" in unreadable.text) == (200, True)


@pytest.mark.parametrize(
    ("who", "status"),
    [("kepala_maros", 409), ("piket_maros", 403), ("mk_bone", 404), ("relawan_maros", 403)],
)
def test_only_the_manager_of_the_case_refers(sign_in: SignIn, who: str, status: int) -> None:
    case, _manager = given.open_case()
    assert sign_in(who).get(f"/cases/{case.id}/refer").status_code == status


@pytest.mark.parametrize("way", ["refer", "transfer"])
def test_a_desk_that_is_not_there_gets_nothing_and_the_words_come_back(
    sign_in: SignIn, way: str
) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    sender.get(form_of(case.id))
    count = sa.text("SELECT count(*) FROM referral")
    given.acting("mk_maros")
    before = db.session.scalar(count)
    answer = sender.send(
        f"/cases/{case.id}/{way}?desk={uuid4()}&service=police_report",
        **{**FILLED, "goal": "Kenari dilindungi segera"},
    )
    assert answer.status_code == 409
    assert "Meja tujuan ini tidak ada" in answer.text
    assert "Kenari dilindungi segera" in answer.text
    given.acting("mk_maros")
    assert db.session.scalar(count) == before


def test_what_was_sent_there_and_runs_is_named_before_it_is_sent_again(sign_in: SignIn) -> None:
    sent = given.referral(Status.ACCEPTED)
    sender = sign_in("mk_maros")
    same = form_of(sent.case_id, service=sent.service.value)
    assert f"{sent.number} untuk layanan yang sama" in sender.get(same).text
    other = sender.get(form_of(sent.case_id, "komdigi-aduan", "takedown")).text
    assert "Sudah pernah dikirim" not in other


@pytest.mark.parametrize(
    ("code", "service"), [("puspaga-maros", "police_report"), ("polres-maros-ppa", "schooling")]
)
def test_no_form_is_shown_for_what_a_desk_does_not_do(
    sign_in: SignIn, code: str, service: str
) -> None:
    case, _manager = given.open_case()
    assert sign_in("mk_maros").get(form_of(case.id, code, service)).status_code == 409


def test_nothing_new_begins_once_the_end_is_asked_for(sign_in: SignIn) -> None:
    case, manager = given.open_case(signs=given.MILD)
    actions.ask_closure(case, ClosingReason.GOAL, "Selesai", by=manager)
    assert sign_in("mk_maros").get(form_of(case.id)).status_code == 409
