"""A colleague of one's own unit is asked like any desk: he sees his part, and only he."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from referral import db, policy
from referral.cases import actions as cases
from referral.cases.models import CaseFile, ContactWith
from referral.directory import queries as directory
from referral.directory.models import Service
from referral.errors import Refused
from referral.policy import Basis, Compartment
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral, Status
from referral.reports import actions as reports
from tests.directory.given import worker
from tests.pages import Browser
from tests.referrals import given
from tests.referrals.test_decline import told

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
HELPER, OTHER = "psikolog_maros", "petugas_lain"
SHARE = Compartment.IDENTITY | Compartment.STORY


def asked() -> Referral:
    """The manager asks a psychologist of her own unit."""
    for username in (HELPER, OTHER):
        worker("uptd-ppa-maros", username)
    case, manager = given.open_case()
    request = given.request("uptd-ppa-maros", service=Service.COUNSELLING, share=SHARE)
    return actions.send(case, request, by=manager)


def taken_up() -> Referral:
    referral, helper = asked(), given.acting(HELPER)
    promised = actions.Promised(db.now(), helper.id)
    return actions.accept(given.found(referral.id, helper), promised, by=helper)


def reads(browser: Browser, address: str) -> list[str]:
    page = browser.get(address).text
    return [secret for secret in ("Kenari Anak", "Kenari cerita", given.WHY) if secret in page]


def test_the_own_unit_offers_what_it_does_itself(sign_in: SignIn) -> None:
    case, _manager = given.open_case()
    page = sign_in("mk_maros").get(f"/cases/{case.id}/refer").text
    ours = page.split("Rekan di unit kami")[1].split('<li class="row">')[0]
    assert "Pendampingan psikologis" in ours
    assert "Pengaduan" not in ours
    assert "Rekan di unit kami" not in sign_in("mk_maros").get(f"/cases/{case.id}/transfer").text


def test_before_it_is_taken_up_no_colleague_reads_a_part(sign_in: SignIn) -> None:
    referral = asked()
    show = f"/referrals/{referral.id}"
    assert "referral_sent" in told(HELPER, referral.id)
    assert given.SUMMARY in sign_in(HELPER).get(show).text
    assert reads(sign_in(HELPER), show) == []
    assert "Terima</a>" in sign_in(HELPER).get(show).text
    assert "Terima</a>" not in sign_in("mk_maros").get(show).text


def test_whoever_asks_does_not_answer_himself(sign_in: SignIn) -> None:
    referral, manager = asked(), given.acting("mk_maros")
    promised = actions.Promised(db.now(), manager.id)
    with pytest.raises(Refused, match=r"desk\.colleague|worker\.elsewhere"):
        actions.accept(given.found(referral.id, manager), promised, by=manager)
    assert "Meja itu menjawab" not in sign_in("mk_maros").get(f"/referrals/{referral.id}").text


def test_nobody_writes_his_answer_down_for_him() -> None:
    referral, manager = asked(), given.acting("mk_maros")
    by_phone = actions.Proxy("Kenari", db.now(), None)
    promised = actions.Promised(db.now(), None)
    with pytest.raises(Refused, match=r"desk\.colleague"):
        actions.accept(given.found(referral.id, manager), promised, by=manager, proxy=by_phone)


def test_nobody_is_named_by_another() -> None:
    referral, other = asked(), given.acting(OTHER)
    promised = actions.Promised(db.now(), given.person(HELPER).id)
    with pytest.raises(Refused, match=r"desk\.colleague"):
        actions.accept(given.found(referral.id, other), promised, by=other)


def test_who_took_it_up_reads_his_part_and_nobody_else(sign_in: SignIn) -> None:
    referral = taken_up()
    show = f"/referrals/{referral.id}"
    assert reads(sign_in(HELPER), show) == ["Kenari Anak", "Kenari cerita", given.WHY]
    assert reads(sign_in(OTHER), show) == []
    assert "Catat layanan pertama" in sign_in(HELPER).get(show).text
    assert "Catat layanan pertama" not in sign_in(OTHER).get(show).text
    for colleague in (HELPER, OTHER):
        assert reads(sign_in(colleague), f"/cases/{referral.case_id}") == []


def test_he_works_on_the_referral_and_not_on_the_case() -> None:
    referral, helper = taken_up(), given.acting(HELPER)
    case = policy.find(CaseFile, referral.case_id, helper)
    made = cases.Made(at=db.now(), with_whom=ContactWith.CHILD, safe=True, words="Kenari")
    with pytest.raises(Refused, match=r"case\.sealed"):
        cases.add_contact(case, made, by=helper)
    changed = sa.update(CaseFile).where(CaseFile.id == case.id).values(risk=1)
    assert db.session.execute(changed.returning(CaseFile.id)).all() == []
    with pytest.raises(sa.exc.DBAPIError, match="row-level security"), db.session.begin_nested():
        policy.grant(case.id, basis=Basis.ASSIGNMENT, to=helper.id, basis_id=referral.id)


def test_a_colleague_who_was_not_asked_lets_himself_see_nothing() -> None:
    referral, other = taken_up(), given.acting(OTHER)
    for to, unit in ((other.id, None), (None, other.unit_id)):
        with pytest.raises(sa.exc.DBAPIError, match="row-level"), db.session.begin_nested():
            policy.grant(
                referral.case_id,
                basis=Basis.REFERRAL,
                to=to,
                unit=unit,
                share=SHARE,
                basis_id=referral.id,
            )


def test_it_goes_on_to_its_end() -> None:
    referral = taken_up()
    given.take("start", referral.id, by=HELPER)
    given.take("complete", referral.id, by=HELPER)
    given.take("confirm", referral.id)
    given.acting("mk_maros")
    row = given.found(referral.id, given.acting("mk_maros"))
    assert row.status is Status.CONFIRMED
    assert row.basis is LawfulBasis.PUBLIC_TASK


def test_who_serves_instead_reads_it(sign_in: SignIn) -> None:
    referral, head = taken_up(), given.acting("kepala_maros")
    gone, taker = given.person(HELPER).id, given.person(OTHER).id
    unit = directory.unit(head.unit_id)
    assert unit
    reports.relieve(unit, leaver=gone, by_whom=taker, by=head)
    assert reads(sign_in(OTHER), f"/referrals/{referral.id}") == [
        "Kenari Anak", "Kenari cerita", given.WHY,
    ]  # fmt: skip
