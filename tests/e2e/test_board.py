"""The waiting board: a district supervisor sees who is late and unblocks it."""

from collections.abc import Callable

import pytest

from tests.browser import DESK, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Visit = Callable[..., Visitor]
Size = tuple[int, int]


def test_the_district_reminds_whoever_is_late(visit: Visit, size: Size) -> None:
    board = visit("dp3a_maros", size)
    board.open("/board")
    board.shot("board")
    assert "terlambat" in board.text()
    with board.page.expect_navigation():
        board.page.get_by_role("button", name="Ingatkan").nth(int(size == DESK)).click()
    board.check()

    assert "Sudah diingatkan" in board.text()


def test_the_district_hands_a_late_promise_to_somebody_else(visit: Visit, size: Size) -> None:
    board = visit("dp3a_maros", size)
    board.open("/board")
    row = board.page.get_by_role("row").filter(has_text="UPTD PPA Kabupaten Maros")
    with board.page.expect_navigation():
        row.nth(int(size == DESK)).get_by_role("link", name="Alihkan").click()
    board.check()
    board.shot("hand-over")
    board.page.locator('main [name="to"]').first.check()
    board.page.locator('main [name="reason"]').first.check()
    board.press("Alihkan")

    assert "Sudah dialihkan" in board.text()
