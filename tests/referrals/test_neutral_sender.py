"""A school and Dukcapil help without learning which office asks: its name would tell it all."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from referral import db
from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
DESKS = [("smp-contoh-marusu-bk", Service.SCHOOLING), ("dukcapil-maros", Service.DOCUMENTS)]
TELLING = ("UPTD", "PPA", "Perlindungan", "Kepolisian", "Rahma")


def sent(unit: str, service: Service) -> Referral:
    worker(unit)
    return given.referral(
        to=unit,
        service=service,
        share=Compartment.IDENTITY,
        summary="Anak perlu dibantu.",
        goal="Dibantu",
        basis=LawfulBasis.PUBLIC_TASK,
    )


@pytest.mark.parametrize(("unit", "service"), DESKS)
@pytest.mark.parametrize(
    "address",
    ["/", "/referrals", "/inbox", "/referrals/{id}", "/referrals?q={number}", "/cases?q={number}"],
)
def test_no_page_of_such_a_desk_names_the_senders_office(
    sign_in: SignIn, unit: str, service: Service, address: str
) -> None:
    referral = sent(unit, service)
    page = sign_in("petugas_uji").get(address.format(id=referral.id, number=referral.number)).text
    assert not [word for word in TELLING if word in page]


@pytest.mark.parametrize(("unit", "service"), DESKS)
def test_the_sender_is_known_by_its_neutral_name_with_a_phone(
    sign_in: SignIn, unit: str, service: Service
) -> None:
    referral = sent(unit, service)
    desk = sign_in("petugas_uji")
    assert "Kantor Salewa" in desk.get("/referrals").text
    page = desk.get(f"/referrals/{referral.id}").text
    for shown in ("Kantor Salewa: ", "0411-555-0101"):
        assert shown in page


def test_the_senders_own_people_read_who_of_them_sent_it(sign_in: SignIn) -> None:
    referral = sent(*DESKS[0])
    page = sign_in("kepala_maros").get(f"/referrals/{referral.id}").text
    assert "Rahma Contoh, UPTD PPA Kabupaten Maros" in page


@pytest.mark.parametrize(("unit", "service"), DESKS)
def test_the_directory_joins_no_neutral_name_to_an_office(
    sign_in: SignIn, unit: str, service: Service
) -> None:
    referral = sent(unit, service)
    desk = sign_in("petugas_uji")
    page = desk.get("/directory?all=1").text
    assert "Kantor Salewa" in page
    assert not [word for word in TELLING if word in page]
    page = desk.get(f"/directory/desks/{referral.from_unit_id}").text
    for shown in ("Kantor Salewa", "0411-555-0101"):
        assert shown in page
    unsaid = (*TELLING, "Nama netral", "Daftar piket", "Ilham", "Hasna")
    assert not [word for word in unsaid if word in page]
    own = desk.get(f"/directory/desks/{referral.to_unit_id}").text
    assert "Daftar piket" in own, "its own desk it reads whole"


@pytest.mark.parametrize(("unit", "service"), DESKS)
def test_a_word_in_the_thread_names_no_colleague_of_the_office(
    sign_in: SignIn, unit: str, service: Service
) -> None:
    referral = sent(unit, service)
    desk = given.acting("petugas_uji")
    promised = actions.Promised(db.now() + timedelta(hours=1), desk.id)
    actions.accept(given.found(referral.id, desk), promised, by=desk)
    sender = given.acting("mk_maros")
    actions.note(given.found(referral.id, sender), "Mohon dijawab.", ours=False, by=sender)
    page = sign_in("petugas_uji").get(f"/referrals/{referral.id}").text
    assert "Mohon dijawab." in page
    assert "Rahma" not in page


def test_a_step_that_came_too_late_says_who_was_first_without_the_office(sign_in: SignIn) -> None:
    referral = sent(*DESKS[0])
    desk = sign_in("petugas_uji")
    address = f"/referrals/{referral.id}/ask"
    desk.get(address)
    sender = given.acting("mk_maros")
    actions.recall(given.found(referral.id, sender), "Keluarga pindah.", by=sender)
    late = desk.send(address, version=referral.version, words="Kapan?")
    assert late.status_code == 409
    assert "Kantor Salewa sudah lebih dulu" in late.text
    assert "Rahma" not in late.text


def test_other_desks_read_who_sends(sign_in: SignIn) -> None:
    referral = given.referral()
    page = sign_in("polisi_maros").get(f"/referrals/{referral.id}").text
    assert "Piket UPTD PPA Maros" in page
