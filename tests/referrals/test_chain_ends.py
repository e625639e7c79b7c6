"""A need that was passed on from desk to desk is one hand-over: what ends it ends it everywhere."""

from collections.abc import Callable

import pytest

from referral import db
from referral.directory.models import Service
from referral.policy import Compartment, Role
from referral.referrals import actions
from referral.referrals.models import LawfulBasis, Referral, Status
from referral.reminders.limits import Kind
from tests.pages import Browser
from tests.people.given import newcomer
from tests.referrals import given
from tests.referrals.test_decline import open_promises, told
from tests.referrals.test_forward import onward

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
SHARE = Compartment.IDENTITY | Compartment.STORY


def passed(referral: Referral, to: str, by: str) -> Referral:
    desk = given.acting(by)
    actions.forward(given.found(referral.id, desk), actions.Onward(given.unit(to), "Lagi"), by=desk)
    return onward(referral)


def unsigned_chain() -> list[Referral]:
    """Shared because nobody could be asked: counsellor, province, and the hospital serves."""
    newcomer("konselor_maros", Role.PROVIDER, unit="puspaga-maros")
    case, manager = given.open_case()
    asked = given.request(
        "puspaga-maros",
        service=Service.COUNSELLING,
        basis=LawfulBasis.VITAL_INTEREST,
        share=SHARE,
    )
    first = actions.send(case, asked, by=manager)
    second = passed(first, "upt-ppa-sulsel", "konselor_maros")
    third = passed(second, "rsud-maros-ppt", "provinsi")
    desk = given.acting("rs_maros")
    promised = actions.Promised(db.now(), desk.id)
    actions.accept(given.found(third.id, desk), promised, by=desk)
    desk = given.acting("rs_maros")
    actions.start(given.found(third.id, desk), actions.Begun(db.now()), by=desk)
    return [first, second, third]


@pytest.mark.parametrize("voided", [0, 2])
def test_a_head_who_does_not_stand_for_it_ends_it_at_the_last_desk_too(
    sign_in: SignIn, voided: int
) -> None:
    links = unsigned_chain()
    first, _second, last = links
    given.acting("mk_maros")
    assert Kind.SIGN_OFF in open_promises(first.id)
    page = sign_in("rs_maros").get(f"/referrals/{last.id}").text
    assert "Kenari Anak" in page
    assert given.WHY in page
    head, show = sign_in("kepala_maros"), f"/referrals/{links[voided].id}"
    head.get(f"{show}/void")
    assert head.send(f"{show}/void", words="Ibunya dapat ditanya.").status_code == 303
    for one in (first, last):
        page = sign_in("rs_maros").get(f"/referrals/{one.id}").text
        assert not [secret for secret in (*given.SECRETS, given.WHY) if secret in page]
    manager = given.acting("mk_maros")
    assert {given.found(one.id, manager).status for one in links} == {Status.VOID}
    assert not [kind for one in links for kind in open_promises(one.id)]
    assert told("rs_maros", last.id).count("referral_voided") == 1
    assert told("mk_maros", links[voided].id).count("referral_voided") == 1


def test_what_was_voided_once_is_not_voided_again(sign_in: SignIn) -> None:
    first, _second, last = unsigned_chain()
    head = sign_in("kepala_maros")
    for one, answer in ((first, 303), (last, 409), (first, 409)):
        head.get(f"/referrals/{one.id}/void")
        assert head.send(f"/referrals/{one.id}/void", words="Keliru.").status_code == answer
