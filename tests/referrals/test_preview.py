"""What a desk sees: a preview that hides, the share list once accepted, a residue afterwards."""

from collections.abc import Callable
from uuid import UUID

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import COMPARTMENTS
from referral.policy import Compartment
from referral.referrals.models import Status
from tests.pages import Browser
from tests.referrals import given

SignIn = Callable[[str], Browser]
TABLES = [model.__tablename__ for model in COMPARTMENTS]


def read_raw(case_id: UUID) -> set[str]:
    """The tables of which the web role, acting as whoever acts, sees a row by plain SQL."""
    tables = [*TABLES, "case_note", "contact", "case_file", "law_line", "referral_preview"]
    return {
        table
        for table in tables
        if db.session.execute(
            sa.text(f"SELECT 1 FROM {table} WHERE {key(table)} = :id"),  # noqa: S608
            {"id": case_id},
        ).first()
    }


def key(table: str) -> str:
    return "id" if table == "case_file" else "case_id"


def text_kinds(referral_id: UUID) -> set[str]:
    rows = db.session.scalars(
        sa.text("SELECT kind FROM referral_text WHERE referral_id = :id"), {"id": referral_id}
    )
    return set(rows)


def keys_of(case_id: UUID) -> set[UUID]:
    statement = sa.text("SELECT id FROM keys.data_key WHERE case_id = :id")
    return set(db.session.scalars(statement, {"id": case_id}))


def page_of(browser: Browser, id: UUID) -> str:
    return browser.get(f"/referrals/{id}").get_data(as_text=True)


@pytest.mark.usefixtures("session")
def test_before_acceptance_plain_sql_finds_nothing_that_names() -> None:
    referral = given.referral(Status.SENT)
    given.acting("polisi_maros")
    assert read_raw(referral.case_id) == {"referral_preview"}
    assert text_kinds(referral.id) == {"summary"}
    assert keys_of(referral.case_id) == {referral.id}


def test_the_preview_page_holds_no_secret_and_says_what_is_asked(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    page = page_of(sign_in("polisi_maros"), referral.id)
    for secret in (*given.SECRETS, given.WHY, "Marumpa"):
        assert secret not in page
    for shown in (referral.number, given.SUMMARY, "13-15", "Perempuan", "Maros", "Makassar"):
        assert shown in page
    assert "Keselamatan petugas" in page


def test_the_sender_sees_that_the_desk_opened_it(sign_in: SignIn) -> None:
    referral = given.referral(Status.SENT)
    sender = sign_in("mk_maros")
    assert "Dibuka meja tujuan" not in page_of(sender, referral.id)
    page_of(sign_in("polisi_maros"), referral.id)
    assert page_of(sender, referral.id).count("Dibuka meja tujuan") == 2  # fact and timeline
    page_of(sign_in("polisi_maros"), referral.id)
    assert page_of(sender, referral.id).count("Dibuka meja tujuan") == 2


def test_acceptance_opens_the_share_list_and_not_more(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED, share=Compartment.IDENTITY | Compartment.LAW)
    page = page_of(sign_in("polisi_maros"), referral.id)
    assert "Kenari Anak" in page
    assert given.WHY in page
    for closed in ("Kenari cerita", "Kenari akun", "Kenari Bibi"):
        assert closed not in page
    given.acting("polisi_maros")
    assert read_raw(referral.case_id) == {"case_identity", "referral_preview"}


def test_each_opening_of_the_share_list_is_written_down(sign_in: SignIn) -> None:
    referral = given.referral(Status.ACCEPTED, share=Compartment.IDENTITY)
    page_of(sign_in("polisi_maros"), referral.id)
    given.acting("mk_maros")
    read = sa.text(
        "SELECT compartments FROM audit_entry WHERE about_id = :id AND act = 'referral.read'"
    )
    assert list(db.session.scalars(read, {"id": referral.id})) == [int(Compartment.IDENTITY)]


@pytest.mark.parametrize("status", [Status.DECLINED, Status.RECALLED])
def test_a_residue_is_number_dates_and_the_own_decision(sign_in: SignIn, status: Status) -> None:
    referral = given.referral(status)
    page = page_of(sign_in("polisi_maros"), referral.id)
    assert referral.number in page
    for gone in (*given.SECRETS, given.WHY, given.SUMMARY, "Perlindungan", "Keluarga pindah"):
        assert gone not in page
    given.acting("polisi_maros")
    assert read_raw(referral.case_id) == set()
    assert text_kinds(referral.id) == set()
    assert keys_of(referral.case_id) == set()


@pytest.mark.parametrize("who", ["dinsos_maros", "rs_maros", "mk_bone", "mk_makassar", "provinsi"])
def test_another_agency_and_another_district_find_nothing(sign_in: SignIn, who: str) -> None:
    referral = given.referral(Status.ACCEPTED)
    expected = 200 if who == "provinsi" else 404
    assert sign_in(who).get(f"/referrals/{referral.id}").status_code == expected
    given.acting(who)
    assert read_raw(referral.case_id) <= {"case_file"}
    assert text_kinds(referral.id) == keys_of(referral.case_id) == set()


@pytest.mark.parametrize("who", ["relawan_maros", "admin", "auditor"])
def test_roles_without_referrals_do_not_enter(sign_in: SignIn, who: str) -> None:
    referral = given.referral(Status.ACCEPTED)
    assert sign_in(who).get(f"/referrals/{referral.id}").status_code == 403
