"""The report form: one page, one POST; missing and wrong parts are told and nothing is lost."""

from collections.abc import Callable

from tests.intake.filled import filled
from tests.pages import Browser

SignIn = Callable[[str], Browser]


def test_a_volunteer_reports_and_reads_what_comes_next(sign_in: SignIn) -> None:
    volunteer = sign_in("relawan_maros")

    answer = volunteer.post("/cases", data=filled(volunteer.get("/cases/new")))

    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = volunteer.get(answer.location).get_data(as_text=True)
    assert "Belum ditangani" in page
    assert "0411-5550-101" in page or "tel:" in page
    assert "Jangan membayar" in page
    assert "Canary" not in page
