"""Who may ask whom: outside its area, work or routes a desk is refused, with the way on."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from referral.directory import queries as directory
from referral.directory.models import Condition, Route, Service
from referral.errors import Refused
from referral.policy import USUAL_SHARE, AgencyKind, Compartment
from referral.referrals import actions
from referral.referrals.actions import desks
from referral.referrals.models import Kind
from referral.reminders.limits import Risk, Urgency
from referral.web.refusals import sentence
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
FILLED: dict[str, Any] = {
    "goal": "Dibantu",
    "urgency": "24h",
    "summary": "Anak perlu dibantu.",
    "basis": "public_task",
    "unasked": "Ibunya tidak dapat dihubungi.",
}
C = Compartment


def desk(code: str) -> UUID:
    unit = directory.unit_by_code(code)
    assert unit
    return unit.id


def send(browser: Browser, case_id: UUID, code: str, service: Service) -> Any:
    address = f"/cases/{case_id}/refer?desk={desk(code)}&service={service.value}"
    browser.get(address)
    return browser.send(address, share=["4"], **FILLED)


@pytest.mark.parametrize(
    ("code", "service", "kind"),
    [
        ("polres-maros-ppa", Service.POLICE_REPORT, Kind.LEGAL_REPORT),
        ("polres-maros-ppa", Service.PROTECTION, Kind.REFERRAL),
        ("lpsk-sulsel", Service.RESTITUTION, Kind.LEGAL_REPORT),
        ("komdigi-aduan", Service.TAKEDOWN, Kind.LEGAL_REPORT),
        ("kua-marusu", Service.MARRIAGE, Kind.LEGAL_REPORT),
        ("puspaga-maros", Service.FAMILY_COUNSELLING, Kind.REFERRAL),
        ("smp-contoh-marusu-bk", Service.SCHOOLING, Kind.REFERRAL),
        ("dukcapil-maros", Service.DOCUMENTS, Kind.REFERRAL),
        ("uptd-ppa-makassar", Service.SHELTER, Kind.REFERRAL),
        ("upt-ppa-sulsel", Service.COUNSELLING, Kind.REFERRAL),
    ],
)
@pytest.mark.usefixtures("session")
def test_each_receiver_is_asked_in_its_way(code: str, service: Service, kind: Kind) -> None:
    unit = directory.unit_by_code(code)
    assert unit
    sent = given.referral(to=code, service=service, share=USUAL_SHARE[unit.kind])
    assert sent.kind is kind
    assert sent.recallable is (kind is Kind.REFERRAL)


@pytest.mark.parametrize(
    ("code", "service", "told"),
    [
        ("lksa-contoh-maros", Service.CARE_HOME, "Jalannya: lewat Dinas Sosial."),
        ("dukcapil-bone", Service.DOCUMENTS, "tidak melayani wilayah anak ini. Pilih meja lain"),
        ("dukcapil-maros", Service.SCHOOLING, "tidak melayani permintaan ini. Pilih layanan"),
        ("uptd-ppa-maros", Service.COMPLAINT, "Itu meja unit Anda sendiri."),
    ],
)
def test_what_is_not_open_is_refused_with_the_way_on(
    sign_in: SignIn, code: str, service: Service, told: str
) -> None:
    case, _manager = given.open_case()
    refused = send(sign_in("mk_maros"), case.id, code, service)
    assert (refused.status_code, told in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("sender", "code", "service", "told"),
    [
        (AgencyKind.SOCIAL, "kua-marusu", Service.MARRIAGE, "route.consult"),
        (AgencyKind.SOCIAL, "komdigi-aduan", Service.TAKEDOWN, "route.none"),
        (AgencyKind.POLICE, "rsud-maros-ppt", Service.TREATMENT, "route.none"),
        (AgencyKind.DUKCAPIL, "puspaga-maros", Service.COUNSELLING, "route.none"),
    ],
)
@pytest.mark.usefixtures("session")
def test_another_sender_has_other_ways(
    sender: AgencyKind, code: str, service: Service, told: str
) -> None:
    with pytest.raises(Refused) as refused:
        desks.asked(desk(code), service, "73.09.08.2004", sender)
    assert refused.value.key == told
    assert sentence(refused.value.key, refused.value.facts)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("when", "urgency", "risk", "key"),
    [
        (Condition.EMERGENCY, Urgency.DARURAT, Risk.LOW, None),
        (Condition.EMERGENCY, Urgency.HOURS_6, Risk.HIGH, "route.emergency"),
        (Condition.DANGER, Urgency.HOURS_6, Risk.HIGH, None),
        (Condition.DANGER, Urgency.DARURAT, Risk.LOW, None),
        (Condition.DANGER, Urgency.HOURS_24, Risk.MEDIUM, "route.danger"),
        (Condition.LOW_RISK, Urgency.DAYS_3, Risk.LOW, None),
        (Condition.LOW_RISK, Urgency.DAYS_3, Risk.MEDIUM, "route.low_risk"),
        (Condition.OTHER_DISTRICT, Urgency.DAYS_3, Risk.LOW, "route.other_district"),
        (Condition.POLICE_REQUEST, Urgency.DARURAT, Risk.HIGH, "route.police_request"),
        (None, Urgency.DAYS_3, Risk.HIGH, None),
    ],
)
def test_a_way_with_a_condition_is_open_only_where_it_holds(
    when: Condition | None, urgency: Urgency, risk: Risk, key: str | None
) -> None:
    unit = directory.unit_by_code("rsud-maros-ppt")
    assert unit
    route, sender = Route(when=when), desk("uptd-ppa-maros")
    if key is None:
        desks.fits(route, unit, desks.Facts(urgency, risk, sender, visum=False))
        return
    with pytest.raises(Refused) as refused:
        desks.fits(route, unit, desks.Facts(urgency, risk, sender, visum=False))
    assert refused.value.key == key
    told = sentence(refused.value.key, refused.value.facts)
    assert told.startswith(("Ke ", "Visum hanya"))


@pytest.mark.usefixtures("session")
def test_a_visum_waits_for_the_police_and_treatment_for_nobody() -> None:
    visum: dict[str, Any] = {
        "to": "rsud-maros-ppt",
        "service": Service.FORENSIC_EXAM,
        "share": C.IDENTITY,
    }
    with pytest.raises(Refused) as refused:
        given.referral(**visum)
    assert refused.value.key == "route.police_request"
    assert given.referral(**{**visum, "service": Service.TREATMENT})
    assert given.referral(case=given.wanted_by_police(), **visum).service is Service.FORENSIC_EXAM


def test_the_list_shows_only_what_is_open_with_what_it_needs(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer").text
    for shown in (
        "PUSPAGA Salewangang Maros", "Dukcapil Maros", "KUA Kecamatan Marusu", "LPSK Penghubung",
        "Komdigi Aduan Konten", "UPTD PPA Kota Makassar", "Perhatikan: hanya bila anak berada di",
    ):  # fmt: skip
        assert shown in page
    for hidden in ("LKSA Contoh", "Dukcapil Bone", "SMA Contoh", "DP3A"):
        assert hidden not in page


def test_a_desk_that_needs_no_story_is_not_offered_one(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    worker("dukcapil-maros")
    address = f"/cases/{case.id}/refer?desk={desk('dukcapil-maros')}&service=documents"
    sender = sign_in("mk_maros")
    shares = sender.get(address).text.split('name="share"')
    assert len(shares) - 1 == 1
    answer = sender.send(address, **FILLED, share=[str(C.IDENTITY.value), str(C.STORY.value)])
    assert answer.status_code == 422


def test_the_form_says_who_answers_in_its_own_time(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender, told = sign_in("mk_maros"), "menjawab menurut aturannya sendiri"
    for code, service, own in (
        ("lpsk-sulsel", "restitution", True), ("dukcapil-maros", "documents", False),
    ):  # fmt: skip
        page = sender.get(f"/cases/{case.id}/refer?desk={desk(code)}&service={service}").text
        assert (told in page) is own


NO_STORY = [
    ("dukcapil-maros", Service.DOCUMENTS, ("reason", "safety")),
    ("smp-contoh-marusu-bk", Service.SCHOOLING, ("reason", "safety")),
    ("kua-marusu", Service.MARRIAGE, ("reason", "safety")),
    ("komdigi-aduan", Service.TAKEDOWN, ("reason", "safety", "safe_contact")),
]


@pytest.mark.parametrize(("code", "service", "never"), NO_STORY)
def test_who_may_not_know_why_is_never_told(
    sign_in: SignIn, code: str, service: Service, never: tuple[str, ...]
) -> None:
    case, manager = given.open_case()
    unit = directory.unit_by_code(code)
    assert unit
    asked = {"service": service, "share": USUAL_SHARE[unit.kind]}
    for word in never:
        request = given.request(code, **asked, **{word: "Karena kejadian itu."})
        with pytest.raises(Refused) as refused:
            actions.send(case, request, by=manager)
        assert refused.value.key == "words.too_wide"
    address = f"/cases/{case.id}/refer?desk={desk(code)}&service={service.value}"
    page = sign_in("mk_maros").get(address).text
    for word in ("reason", "safety", "safe_contact"):
        assert (f'name="{word}"' in page) is (word not in never)


def test_no_word_names_the_child_to_a_desk_that_does_not_learn_who_it_is(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    sender = sign_in("mk_maros")
    address = f"/cases/{case.id}/refer?desk={desk('komdigi-aduan')}&service=takedown"
    sender.get(address)
    for goal in ("Hapus foto Kenari.", "Hapus akun, hubungi 0812 3456 7890."):
        answer = sender.send(address, **{**FILLED, "goal": goal}, share=[str(C.ONLINE.value)])
        assert answer.status_code == 422
        assert "tidak diberi tahu siapa anaknya" in answer.text
