"""A manager's work on a case, at a phone and at a desk: assessment, plan, law line, timeline."""

from collections.abc import Callable

import pytest

from tests.browser import Visitor
from tests.cases import given
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
GOAL = {"words": "Tetap bersekolah", "owner": "Bibi dan wali kelas", "due_on": ["1", "1", "2090"]}


def test_a_manager_works_on_a_case(
    visit: Callable[..., Visitor], service: Service, size: tuple[int, int]
) -> None:
    with service.inside():
        case, holder = given.open_case()
        given.actions.record_lp(case.id, "LP/B/17/2026/SPKT", given.db.now(), by=holder)
        address = f"/cases/{case.id}"
    manager = visit("mk_maros", size)
    manager.open(address)
    manager.press("Catat asesmen awal", role="link")
    manager.fill({"words": "Anak aman di rumah bibi."})
    manager.press("Simpan")
    manager.press("Rencana dan tujuan", role="link")
    manager.press("Tambah tujuan", role="link")
    manager.fill(GOAL)
    manager.press("Simpan")
    manager.press("Ajukan rencana", role="link")
    manager.fill({"agreed": "both"})
    manager.shot("propose-plan")
    manager.press("Ajukan")
    manager.shot("plan")
    manager.open(address)
    manager.press("Catat visum", role="link")
    manager.fill({"code": "requested", "number": "B/17"})
    manager.shot("visum")
    manager.press("Simpan")
    manager.shot("case")

    text = manager.text()
    assert "Anak aman di rumah bibi." in manager.page.content()
    assert "Tetap bersekolah" in text
    assert "Visum: Diminta penyidik" in text
