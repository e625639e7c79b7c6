"""What a desk tells of the law moves the case's own line of it, and its clocks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import LawLine
from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals.models import Referral, Status
from referral.reminders.limits import Kind
from referral.reminders.models import FollowUp
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_results import ago, sent, take

SignIn = Callable[[str], Browser]
S = Service


def owed(referral: Referral, kind: Kind) -> FollowUp | None:
    """The open promise of this kind, as the sender finds it."""
    given.acting("mk_maros")
    return db.session.scalars(
        sa.select(FollowUp).where(
            FollowUp.case_id == referral.case_id,
            FollowUp.kind == kind,
            FollowUp.done_at.is_(None),
        )
    ).one_or_none()


def law_of(browser: Browser, referral: Referral) -> str:
    """The card of the law on the case page."""
    page = browser.get(f"/cases/{referral.case_id}").text
    return page.split("Jalur hukum</h2>", 1)[1].split("</section>", 1)[0]


def reported(sign_in: SignIn, **fields: Any) -> Referral:
    """The police desk accepts, makes its report, and tells this besides."""
    referral = sent("polres-maros-ppa", S.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    law = {"lp_number": "LP/B/3", "lp_at": ago(0)}
    assert take(desk, referral, "accept", **law).status_code == 303
    assert take(desk, referral, "start", **fields).status_code == 303
    return referral


def test_the_police_desks_own_decision_keeps_its_24_hours_and_starts_those_of_lpsk(
    sign_in: SignIn,
) -> None:
    referral = reported(sign_in, protection="yes", protection_at="now")
    assert owed(referral, Kind.POLICE_PROTECTION) is None
    asked = owed(referral, Kind.PROTECTION_LPSK)
    assert asked
    assert asked.due_at - asked.started_at == timedelta(hours=24)
    assert "Perlindungan sementara polisi: Ya" in law_of(sign_in("mk_maros"), referral)


def test_no_protection_starts_nothing(sign_in: SignIn) -> None:
    referral = reported(sign_in, protection="no", protection_at="now")
    assert owed(referral, Kind.POLICE_PROTECTION) is None
    assert owed(referral, Kind.PROTECTION_LPSK) is None


def test_protection_without_a_police_report_is_refused_beside_its_number(sign_in: SignIn) -> None:
    referral = sent("polres-maros-ppa", S.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    assert take(desk, referral, "accept").status_code == 303
    answer = take(desk, referral, "start", protection="yes", protection_at="now")
    assert (answer.status_code, "Catat nomor LP dulu." in answer.text) == (422, True)
    assert owed(referral, Kind.PROTECTION_LPSK) is None


def test_where_the_desk_takes_protection_back_nothing_is_owed_to_lpsk(sign_in: SignIn) -> None:
    referral = reported(sign_in, protection="yes", protection_at="now")
    assert take(sign_in("petugas_uji"), referral, "progress", protection="no").status_code == 303
    assert owed(referral, Kind.PROTECTION_LPSK) is None


def test_told_again_it_happens_once(sign_in: SignIn) -> None:
    referral = reported(sign_in, protection="yes", protection_at="now")
    first = owed(referral, Kind.PROTECTION_LPSK)
    assert take(sign_in("petugas_uji"), referral, "progress", protection="yes").status_code == 303
    again = owed(referral, Kind.PROTECTION_LPSK)
    assert first
    assert again
    assert again.id == first.id


def test_without_the_law_line_the_police_desk_is_not_asked_for_it(sign_in: SignIn) -> None:
    referral = sent("polres-maros-ppa", S.PROTECTION, share=Compartment.IDENTITY)
    desk = sign_in("petugas_uji")
    page = desk.get(f"/referrals/{referral.id}/accept").text
    assert 'name="handled_by"' in page
    assert 'name="protection"' not in page
    assert 'name="lp_number"' not in page


def test_news_may_bring_the_number_of_the_police_report(sign_in: SignIn) -> None:
    referral = sent("polres-maros-ppa", S.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    for step in ("accept", "start"):
        take(desk, referral, step)
    law = {"lp_number": "LP/B/9", "lp_at": ago(0)}
    assert take(desk, referral, "progress", **law).status_code == 303
    assert owed(referral, Kind.POLICE_REPORT) is None
    assert db.session.get_one(LawLine, referral.case_id).lp_number == "LP/B/9"


@pytest.mark.parametrize(
    ("unit", "service", "fields", "shown"),
    [
        ("rsud-maros-ppt", S.FORENSIC_EXAM,
         {"visum": "done", "visum_at": "now", "visum_number": "VER/9"},
         ("Visum: Sudah dilakukan", "VER/9")),
        ("lpsk-sulsel", S.RESTITUTION, {"lpsk_decision": "partly"},
         ("Jawaban LPSK: Diterima sebagian",)),
        ("kua-marusu", S.MARRIAGE, {"marriage": "filed", "hearing_at": "13/07/2030 09.00"},
         ("Sidang", "13 Jul 2030 09.00 WITA")),
    ],
)  # fmt: skip
def test_the_law_line_says_what_the_desk_told(
    sign_in: SignIn, unit: str, service: Service, fields: dict[str, Any], shown: tuple[str, ...]
) -> None:
    referral = sent(unit, service)
    desk = sign_in("petugas_uji")
    take(desk, referral, "accept")
    assert take(desk, referral, "start", **fields).status_code == 303
    card = law_of(sign_in("mk_maros"), referral)
    assert not [text for text in shown if text not in card]


def test_a_known_number_is_shown_to_both_sides_and_not_asked_again(sign_in: SignIn) -> None:
    referral = sent("polres-maros-ppa", S.POLICE_REPORT)
    desk = sign_in("petugas_uji")
    assert take(desk, referral, "accept", lp_number="LP/B/3", lp_at=ago(0)).status_code == 303
    for step in ("start", "progress", "complete"):
        page = desk.get(f"/referrals/{referral.id}/{step}").text
        known = page.split("Ada LP baru, atau perlu diperbaiki?")[0]
        assert "LP/B/3" in known, step
        assert 'name="lp_number"' not in known, step
        assert take(desk, referral, step).status_code == 303
    told = sign_in("mk_maros").get(f"/referrals/{referral.id}").text
    card = told.split("Hasil dari meja tujuan")[1].split("</section>")[0]
    assert "LP/B/3" in card
    assert "Waktu LP" in card
    given.acting("mk_maros")
    assert db.session.get_one(LawLine, referral.case_id).lp_number == "LP/B/3"


@pytest.mark.parametrize("status", [Status.SENT, Status.ACCEPTED])
def test_news_come_only_while_it_is_served(sign_in: SignIn, status: Status) -> None:
    referral = given.referral(status)
    sender = sign_in("mk_maros")
    sender.get(f"/referrals/{referral.id}")
    paper = {"who": "Petugas", "how": "phone", "answered_at": ago(0), "words": "Baik."}
    assert sender.send(f"/referrals/{referral.id}/progress", **paper).status_code == 409
