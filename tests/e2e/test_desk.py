"""The UPTD's desk and the police desk at their screens."""

from collections.abc import Callable

import pytest

from tests.browser import Visitor
from tests.referrals import given
from tests.service import Service

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visit = Callable[..., Visitor]
Size = tuple[int, int]
SEND = {
    "goal": "Laporan polisi",
    "urgency": "6h",
    "summary": "Anak bernama Kenari dari Ma'rumpa.",
    "basis": "legal_duty",
}


def test_the_desk_claims_confirms_the_risk_and_names_a_manager(
    visit: Visit, service: Service, size: Size
) -> None:
    with service.inside():
        report = given.village_report()
        number, address = report.number, f"/referrals/{report.id}"
    desk = visit("piket_maros", size)
    desk.open("/referrals")
    assert number in desk.text()
    desk.open(address)
    desk.press("Saya tangani")
    desk.press("Buka kasus", role="link")
    desk.press("Pastikan risiko", role="link")
    desk.press("Simpan")
    desk.open(address)
    desk.press("Terima", role="link")
    desk.page.get_by_label("Rahma Contoh").check()
    desk.fill({"first_service_at": in_an_hour(service)})
    desk.press("Terima")

    assert "Diterima" in desk.text()


def in_an_hour(service: Service) -> list[str]:
    """Day, month, year and time an hour ahead, as people write them."""
    row = service.rows("SELECT (app_now() + '1 hour') AT TIME ZONE 'Asia/Makassar' AS at")[0]
    return row.at.strftime("%d %m %Y %H.%M").split()


def test_a_manager_sends_without_a_name_and_the_police_answer(
    visit: Visit, service: Service, size: Size
) -> None:
    with service.inside():
        case, _manager = given.open_case()
        address = f"/cases/{case.id}"
    manager = visit("mk_maros", size)
    manager.open(address)
    manager.press("Kirim rujukan", role="link")
    row = manager.page.get_by_role("listitem").filter(has_text="Polres Maros")
    with manager.page.expect_navigation():
        row.get_by_role("link", name="Laporan polisi").click()
    manager.fill(SEND)
    assert manager.press("Kirim rujukan") == 422
    manager.shot("send-named")
    assert manager.page.locator('[name="goal"]').input_value() == SEND["goal"]
    manager.fill({"summary": "Perlu laporan polisi, didampingi petugas perempuan."})
    assert manager.press("Kirim rujukan") == 200

    police = visit("polisi_maros", size)
    police.open(manager.page.url)
    assert "Kenari" not in police.page.content()
    police.press("Terima", role="link")
    police.fill({"first_service_at": in_an_hour(service)})
    police.press("Terima")
    assert "Kenari Anak" in police.text()
    manager.open(manager.page.url)
    assert "Diterima" in manager.text()
