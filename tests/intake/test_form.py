"""The report form: one page, one POST; missing and wrong parts are told and nothing is lost."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from referral import db
from referral.cases.models import CaseFile
from tests import make
from tests.intake.filled import FORM, MOMENT, filled
from tests.pages import Browser

pytestmark = pytest.mark.usefixtures("session")
SignIn = Callable[[str], Browser]
CANARIES = ("Bibi Canary", "Cerita Canary", "Anak Canary", "Ingin Canary", "21.00 sampai 22.00")


@pytest.fixture
def volunteer(sign_in: SignIn) -> Browser:
    return sign_in("relawan_maros")


def cases() -> int:
    """How many case files the volunteer has opened."""
    make.acting("relawan_maros")
    return db.session.scalar(sa.select(sa.func.count()).select_from(CaseFile)) or 0


def refused(browser: Browser, **changes: Any) -> str:
    """The page that a wrong report gets."""
    answer = browser.post("/cases", data=filled(browser.get("/cases/new"), **changes))
    assert answer.status_code == 422
    return answer.get_data(as_text=True)


def test_a_volunteer_reports_and_reads_what_comes_next(volunteer: Browser) -> None:
    answer = volunteer.post("/cases", data=filled(volunteer.get("/cases/new")))

    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = volunteer.get(answer.location).get_data(as_text=True)
    assert "Belum ditangani" in page
    assert "tel:+62411" in page
    assert "Jangan membayar" in page
    assert "Canary" not in page
    assert "Canary" not in answer.location


def test_what_was_told_is_in_no_log(
    volunteer: Browser, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        refused(volunteer, words="Cerita Canary", agreed=None)
        answer = volunteer.post("/cases", data=filled(volunteer.get("/cases/new")))
        volunteer.get(answer.location)

    printed = capfd.readouterr()
    assert "Canary" not in caplog.text + printed.out + printed.err


def test_the_form_has_seven_parts_and_asks_for_no_file_or_picture(volunteer: Browser) -> None:
    page = volunteer.get("/cases/new").get_data(as_text=True)

    assert len(re.findall(r'<fieldset class="govuk-fieldset part', page)) == 7
    assert 'type="file"' not in page
    assert "Ma&#39;rumpa, Kec. Marusu" in page
    assert "Tinggi" not in page


def test_an_empty_form_names_each_missing_part_beside_it_and_above(volunteer: Browser) -> None:
    empty: dict[str, Any] = dict.fromkeys(FORM)
    page = refused(volunteer, **empty, told_at=["", "", "", ""])

    for name in ("told_by", "told_at", "signs", "village", "contact_of", "agreed"):
        assert f'href="#{name}"' in page
        assert f'id="{name}-error"' in page
    assert 'href="#children-0-age_band"' in page
    assert 'href="#children-0-sex"' in page
    assert cases() == 0


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "future": ({"told_at": ["1", "1", "2090", "10.00"]}, "Waktu ini belum terjadi"),
    "no time": ({"told_at": ["31", "2", "2026", "10.00"]}, "Tulis tanggal dan jam"),
    "long ago": ({"told_at": ["1", "1", "2020", "10.00"]}, "lebih dari setahun yang lalu"),
    "no sign": ({"signs": None}, "Centang paling sedikit satu"),
    "odd sign": ({"signs": ["S99"]}, "Pilih salah satu dari daftar"),
    "unknown village": ({"village": ["Ujung", "73.99.99.9999"]}, "Pilih desa atau kelurahan"),
    "a district": ({"village": ["Maros", "73.09"]}, "Pilih desa atau kelurahan"),
    "other words": ({"village": ["Mallari", "73.09.08.2004"]}, "Pilih desa atau kelurahan"),
    "adult": ({"children-0-age": "18"}, "anak di bawah 18 tahun"),
    "no number": ({"children-0-age": "empat"}, "Tulis dengan angka"),
    "no phone": ({"contact_number": ""}, "Tulis nomornya"),
    "odd phone": ({"contact_number": "tanya bibi"}, "Tulis nomor telepon"),
    "not agreed": ({"agreed": None}, "Centang agar laporan dapat dikirim"),
    "a picture": ({"words": "data:image/png;base64,aGVsbG8="}, "Jangan menempelkan gambar"),
    "a hidden picture": ({"words": "aB3/" * 300}, "Jangan menempelkan gambar"),
    "too long": ({"words": "kata " * 5000}, "Paling banyak 20000 huruf"),
    "wedding of old": ({"wedding_on": ["1", "1", "2020"]}, "Tanggal ini sudah lama lewat."),
    "odd day": ({"wedding_on": ["40", "1", "2026"]}, "Tulis tanggal, bulan dan tahun"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_and_everything_typed_stays(volunteer: Browser, what: str) -> None:
    changes, message = WRONG[what]

    page = refused(volunteer, **{"wish": "Ingin Canary", **changes})

    assert message in page
    kept = [word for word in CANARIES if word != "Cerita Canary" or "words" not in changes]
    assert not [word for word in kept if word not in page]
    assert cases() == 0


def test_a_telling_of_long_ago_is_believed_when_confirmed(volunteer: Browser) -> None:
    asked = refused(volunteer, told_at=["1", "1", "2020", "10.00"])
    assert 'name="long_ago"' in asked

    page = volunteer.get("/cases/new")
    fields = filled(page, told_at=["1", "1", "2020", "10.00"], long_ago="y")

    assert volunteer.post("/cases", data=fields).status_code == 303


def test_the_time_is_now_unless_another_is_written(
    volunteer: Browser, travel: Callable[..., None]
) -> None:
    travel(make.wita(2026, 3, 14, 21, 5))

    page = volunteer.get("/cases/new").get_data(as_text=True)

    assert MOMENT.findall(page) == ["14", "03", "2026", "21.05"]


def test_a_double_click_opens_one_case(volunteer: Browser) -> None:
    fields = filled(volunteer.get("/cases/new"))

    answers = [volunteer.post("/cases", data=fields) for _click in range(2)]

    second = volunteer.get(answers[1].location)
    assert (answers[1].status_code, second.status_code) == (303, 303)
    assert second.location == answers[0].location
    assert cases() == 1


@pytest.mark.parametrize(
    "words", ["kata " * 2000, "\u202eterbalik", "👧🏽 sedih", "a\x00b", "{{7*7}}<script>", "=1+1"]
)
def test_odd_words_are_taken_as_they_are(volunteer: Browser, words: str) -> None:
    fields = filled(volunteer.get("/cases/new"), words=words)

    answer = volunteer.post("/cases", data=fields)

    assert answer.status_code == 303
    told = volunteer.get(f"{answer.location}/told").get_data(as_text=True)
    assert "<script>" not in told.split("<main")[1]


def test_ten_megabytes_get_a_plain_answer(volunteer: Browser) -> None:
    fields = filled(volunteer.get("/cases/new"), words="k" * 10_000_000)

    answer = volunteer.post("/cases", data=fields)

    assert answer.status_code == 413
    assert "<h1>" in answer.get_data(as_text=True)
    assert cases() == 0


@pytest.mark.parametrize("username", ["dp3a_maros", "provinsi", "admin", "auditor"])
def test_who_watches_or_keeps_the_service_reports_nothing(sign_in: SignIn, username: str) -> None:
    assert sign_in(username).get("/cases/new").status_code == 403


CHANNELS = {
    "shelter_makassar": [],
    "polisi_maros": [],
    "rs_maros": [],
    "mk_maros": ["walk_in", "phone", "whatsapp", "call_112", "sapa_129"],
}


@pytest.mark.parametrize("username", CHANNELS)
def test_only_who_has_several_ways_is_asked_which(sign_in: SignIn, username: str) -> None:
    page = sign_in(username).get("/cases/new").get_data(as_text=True)

    assert re.findall(r'name="channel" type="radio" value="(\w+)"', page) == CHANNELS[username]


def test_a_report_by_phone_lands_on_the_uptds_own_desk(sign_in: SignIn) -> None:
    officer = sign_in("piket_maros")
    fields = filled(officer.get("/cases/new"), channel="sapa_129")

    answer = officer.post("/cases", data=fields)

    assert answer.status_code == 303
    assert "Belum ditangani" in officer.get(answer.location).get_data(as_text=True)


def test_a_channel_of_somebody_else_is_not_taken(volunteer: Browser) -> None:
    fields = filled(volunteer.get("/cases/new"), channel="sapa_129")

    assert volunteer.post("/cases", data=fields).status_code == 303
    make.acting("relawan_maros")
    assert db.session.scalar(sa.select(CaseFile.channel)) == "patbm"


def test_of_too_many_children_none_is_left_out_unsaid(volunteer: Browser) -> None:
    before = cases()
    more: dict[str, str] = {}
    for at in range(12):
        more |= {f"children-{at}-name": f"Anak Canary {at}", f"children-{at}-sex": "female"}
        more |= {f"children-{at}-age": "9"}

    page = refused(volunteer, **more)

    assert "Paling banyak 10 anak dalam satu laporan." in page
    assert [at for at in range(12) if f'value="Anak Canary {at}"' not in page] == []
    assert cases() == before
