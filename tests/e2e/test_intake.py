"""A report at a screen: with script and without, wrong and right, pressed once and twice."""

from collections.abc import Callable

import pytest

from tests.browser import Visitor
from tests.service import Service
from tests.stories.acts import REPORT

pytestmark = [pytest.mark.browser, pytest.mark.slow]
NOW = {name: value for name, value in REPORT.items() if name != "told_at"}
"""The form proposes this moment as when it was told."""
Visit = Callable[..., Visitor]
Size = tuple[int, int]


def test_a_volunteer_reports_and_reads_what_comes_next(visit: Visit, size: Size) -> None:
    phone = visit("relawan_maros", size)
    phone.press("Lapor", role="link")
    phone.fill(NOW)
    phone.shot("intake")
    phone.press("Kirim laporan")

    assert "Belum ditangani" in phone.text()
    assert "0411-555-0101" in phone.text()
    assert "Tinggi" not in phone.text()


def test_the_village_is_found_while_typing(visit: Visit) -> None:
    phone = visit("shelter_makassar")
    phone.open("/cases/new")
    box = phone.page.locator('input[name="village"]').first
    box.fill("")
    box.press_sequentially("mallari")
    phone.page.get_by_role("option").filter(has_text="Mallari").first.click()
    phone.shot("village")

    assert box.input_value().startswith("Mallari")


def test_without_script_the_village_is_a_step_of_its_own(visit: Visit) -> None:
    phone = visit("relawan_bone", script=False)
    phone.open("/cases/new")
    phone.fill({**NOW, "village": "Benteng"})
    phone.press("Cari")
    phone.shot("village-no-script")
    offered = phone.page.get_by_role("radio", name="Benteng, Kec. ")
    names = [box.evaluate("e => e.labels[0].textContent") for box in offered.all()]
    offered.last.check()
    phone.press("Kirim laporan")

    assert len(names) == len(set(names)) > 5
    assert "Belum ditangani" in phone.text()


def test_a_wrong_field_keeps_all_that_was_typed(visit: Visit) -> None:
    phone = visit("relawan_maros")
    phone.open("/cases/new")
    wrong = {**NOW, "told_at": ["31", "2", "2026", "25.00"], "contact_number": "abc"}
    phone.fill({name: value for name, value in wrong.items() if name != "children-0-sex"})
    status = phone.press("Kirim laporan")
    phone.shot("intake-wrong")

    assert status == 422
    assert phone.page.locator(".govuk-error-summary").evaluate("e => e === document.activeElement")
    assert phone.page.locator('[name="words"]').input_value() == NOW["words"]
    assert phone.page.locator('[name="contact_number"]').input_value() == "abc"
    told = [box.input_value() for box in phone.page.locator('[name="told_at"]').all()]
    assert told == ["31", "2", "2026", "25.00"]
    assert phone.ticked("signs") == NOW["signs"]


def test_pressed_twice_it_is_one_report(visit: Visit, service: Service) -> None:
    count = "SELECT count(*) AS n FROM case_file"
    before = service.rows(count)[0].n
    phone = visit("relawan_maros")
    phone.open("/cases/new")
    phone.fill(NOW)
    phone.page.get_by_role("button", name="Kirim laporan").last.dblclick()
    phone.page.wait_for_url("**/cases/*-*")

    assert service.rows(count)[0].n == before + 1


def test_help_stands_in_sight_of_the_sign_that_calls_for_it(visit: Visit) -> None:
    phone = visit("relawan_maros")
    phone.open("/cases/new")
    phone.page.locator('[value="S01"]').check()
    help_now = phone.page.locator("[data-advice-for]").get_by_role("link", name="Telepon 112").first
    box = help_now.bounding_box()
    sign = phone.page.locator('[value="S01"]').bounding_box()
    assert box
    assert sign
    assert 0 < box["y"] - sign["y"] < 740, "one screen"


@pytest.mark.parametrize("script", [True, False])
def test_one_more_child_is_what_the_page_shows_next(visit: Visit, *, script: bool) -> None:
    phone = visit("relawan_maros", script=script)
    phone.open("/cases/new")
    phone.fill({"words": NOW["words"]})
    phone.press("Tambah anak")
    second = phone.page.get_by_role("heading", name="Anak (2)").bounding_box()
    assert second
    assert 0 <= second["y"] < 740
    assert phone.page.locator('[name="words"]').input_value() == NOW["words"]


def test_on_a_narrow_phone_the_way_out_is_one_line_and_the_count_stands_beside_the_menu(
    visit: Visit,
) -> None:
    phone = visit("kepala_maros")
    way_out = phone.page.locator(".exit").bounding_box()
    count = phone.page.locator(".menu summary .count").bounding_box()
    word = phone.page.locator(".menu__short").bounding_box()
    assert way_out
    assert count
    assert word
    assert way_out["height"] < 46
    assert way_out["x"] + way_out["width"] <= 360
    assert count["x"] >= word["x"] + word["width"]
