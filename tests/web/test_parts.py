"""What the pieces of pages say: risk and lateness in words, nothing typed becomes markup."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from jinja2 import StrictUndefined
from werkzeug.datastructures import MultiDict
from wtforms import Form

from referral import i18n
from referral.web import show
from referral.web.fields import DayField, MomentField
from referral.web.icons import icon

ROOT = Path(__file__).resolve().parents[2]
ROW = """{% from "macros/parts.html" import row, tel %}
{% call row("/x", title, ("a", "", tel("0411-371 110")), level=level, left=left) %}!{% endcall %}"""
SIGNS = """{% from "macros/parts.html" import notice %}
{{ notice("Telepon 112", kind="danger", signs=("S01", "S03")) }}"""
PAIRS = """{% from "macros/parts.html" import summary %}
{{ summary((("LP", none), ("Desa", 0))) }}"""


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("parts", template_folder=str(ROOT / "templates"))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=i18n._, icon=icon)
    app.jinja_env.filters.update(due=show.due, wita=show.wita)
    return app


def shown(app: Flask, page: str, **facts: object) -> str:
    with app.test_request_context("/"):
        return render_template_string(page, **facts)


@pytest.mark.parametrize(
    ("level", "word", "shape"),
    [
        (3, "Tinggi", "▲"),
        (2, "Sedang", "◆"),
        (1, "Rendah", "●"),
        (0, "Belum", "○"),
    ],
)
def test_risk_is_told_by_word_and_shape(app: Flask, level: int, word: str, shape: str) -> None:
    html = shown(app, ROW, title="K-1", level=level, left=None)

    assert word in html
    assert shape in html


def test_a_late_row_says_by_how_much(app: Flask) -> None:
    html = shown(app, ROW, title="K-1", level=1, left=timedelta(hours=-3))

    assert "row--late" in html
    assert show.due(timedelta(hours=-3)) in html


def test_a_title_is_never_markup_and_a_number_can_be_dialled(app: Flask) -> None:
    html = shown(app, ROW, title="<img src=x>", level=None, left=None)

    assert "<img" not in html
    assert 'href="tel:0411371110">0411-371 110</a>' in html


def test_advice_names_the_signs_that_call_for_it(app: Flask) -> None:
    assert 'data-advice-for="S01 S03"' in shown(app, SIGNS)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["3", "13", "2026"], "Bulan ditulis 1 sampai 12."),
        (["31", "2", "2026"], "Tanggal itu tidak ada di bulan tersebut."),
        (["3", "4", "26"], "Tahun ditulis empat angka"),
        (["x", "4", "2026"], ""),
    ],
)
def test_a_day_that_is_none_is_told_by_its_box(app: Flask, typed: list[str], said: str) -> None:
    class Days(Form):
        day = DayField("Hari")
        at = MomentField("Jam")

    with app.test_request_context("/"):
        form = Days(MultiDict([*(("day", t) for t in typed), *(("at", t) for t in [*typed, "8"])]))
        assert not form.validate()
        assert all(said in errors[0] for errors in form.errors.values())
        assert set(form.errors) == {"day", "at"}


def test_what_is_not_recorded_is_said(app: Flask) -> None:
    html = shown(app, PAIRS)

    assert "Tidak tercatat" in html
    assert "<dd>0</dd>" in html
