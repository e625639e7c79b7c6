"""A manager's work on a case, at a phone and at a desk: assessment, plan, law line, timeline."""

from collections.abc import Callable

import pytest

from tests.browser import Visitor
from tests.cases import given
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GOAL = {"words": "Tetap bersekolah", "owner": "Bibi dan wali kelas", "due_on": ["1", "1", "2090"]}


@pytest.fixture
def manager(
    visit: Callable[..., Visitor], service: Service, size: tuple[int, int]
) -> tuple[Visitor, str]:
    """On the page of her case, which the police know."""
    with service.inside():
        case, holder = given.open_case()
        given.actions.record_lp(case.id, "LP/B/17/2026/SPKT", given.db.now(), by=holder)
        address = f"/cases/{case.id}"
    visitor = visit("mk_maros", size)
    visitor.open(address)
    return visitor, address


def test_an_assessment_and_the_law_line_stand_on_the_page(manager: tuple[Visitor, str]) -> None:
    visitor, _address = manager
    visitor.press("Catat asesmen awal", role="link")
    visitor.fill({"words": "Anak aman di rumah bibi."})
    visitor.press("Simpan")
    visitor.press("Catat visum", role="link")
    visitor.fill({"code": "requested", "number": "B/17"})
    visitor.shot("visum")
    visitor.press("Simpan")
    visitor.shot("case")
    assert "Anak aman di rumah bibi." in visitor.page.content()
    assert "Visum: Diminta penyidik" in visitor.text()


def test_a_plan_is_put_before_the_head(manager: tuple[Visitor, str]) -> None:
    visitor, address = manager
    visitor.press("Rencana dan tujuan", role="link")
    visitor.press("Tambah tujuan", role="link")
    visitor.fill(GOAL)
    visitor.press("Simpan")
    visitor.press("Ajukan rencana", role="link")
    visitor.fill({"agreed": "both"})
    visitor.shot("propose-plan")
    visitor.press("Ajukan")
    visitor.shot("plan")
    visitor.open(address)
    assert "Tetap bersekolah" in visitor.text()
