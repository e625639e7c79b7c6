"""Figures for camat, kades and lurah: none that could name a child, not by subtraction either."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given as each
from hypothesis import strategies as any_

from referral import db
from referral.referrals.models import LawfulBasis, Status
from referral.reports.queries.figures import LEAST, safe
from tests.pages import Browser
from tests.referrals import given
from tests.reports.given import BONE, SATURDAY, Travel, report

SignIn = Callable[[str], Browser]
APRIL = SATURDAY.replace(month=4, day=2)
HIDDEN = "tidak ditampilkan"


def shown(page: str) -> dict[str, str]:
    """Each area of the page and its figure."""
    text = re.sub(r"</?(a|span)\b[^>]*>", "", page)
    return dict(re.findall(r"<div><dt>([^<]+)</dt><dd>([^<]+)</dd>", text))


@each(any_.dictionaries(any_.text("abcdefgh", min_size=1, max_size=2), any_.integers(0, 30)))
def test_what_is_hidden_stays_hidden_beside_the_sum(counts: dict[str, int]) -> None:
    kept = safe(counts)
    rest = {place: n for place, n in counts.items() if place not in kept}
    assert all(n >= LEAST for n in kept.values())
    if kept and rest:
        assert len(rest) > 1
        assert not 0 < sum(rest.values()) < LEAST
    if all(n >= LEAST for n in counts.values()):
        assert not rest


@pytest.mark.usefixtures("session")
def test_five_are_told_and_four_are_not(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    for _child in range(LEAST):
        report()
    for _child in range(LEAST - 1):
        report(by="relawan_bone", area_code=BONE)
    travel(APRIL)
    maros = sign_in("dp3a_maros")
    assert 'href="/figures"' in maros.get("/").text
    assert shown(maros.get("/figures").text)["Marusu"] == str(LEAST)
    province = sign_in("provinsi")
    assert shown(province.get("/figures?area=73.08").text)["Awangpone"] == HIDDEN
    assert maros.get("/figures?area=73.08").status_code == 404
    assert maros.get("/figures?area=73.09.08.2004").status_code == 404
    earlier = shown(maros.get("/figures?area=73.09.08&quarter=2025-4").text)
    assert set(earlier.values()) == {HIDDEN}
    assert sign_in("mk_maros").get("/figures").status_code == 403


@pytest.mark.usefixtures("session")
def test_the_quarter_that_runs_is_not_counted_yet(travel: Travel, sign_in: SignIn) -> None:
    travel(SATURDAY)
    for _child in range(LEAST):
        report()
    page = sign_in("dp3a_maros").get("/figures?quarter=2026-1").text
    assert '<option value="2026-1"' not in page
    assert set(shown(page).values()) == {HIDDEN}


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(("agreed", "figure"), [(True, str(LEAST)), (False, HIDDEN)])
def test_whoever_was_asked_and_did_not_agree_is_not_counted(
    travel: Travel, sign_in: SignIn, *, agreed: bool, figure: str
) -> None:
    travel(SATURDAY)
    for _child in range(LEAST - 1):
        report()
    case, _manager = given.open_case(told_at=SATURDAY)
    consent = given.agreed(statistics=agreed)
    given.referral(Status.SENT, case, basis=LawfulBasis.CONSENT, consent=consent)
    db.session.commit()
    travel(APRIL)
    assert shown(sign_in("dp3a_maros").get("/figures").text)["Marusu"] == figure
