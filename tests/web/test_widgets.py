"""What forms draw, and that no posted nonsense breaks the reading or the drawing of a field."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined
from wtforms import (
    BooleanField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.fields.core import UnboundField
from wtforms.validators import InputRequired, Optional

from referral import i18n
from referral.web.fields import DayField, LookupField, MomentField
from referral.web.forms import Form, TextField
from referral.web.icons import icon

ROOT = Path(__file__).resolve().parents[2]
SIGNS = [SelectChoice("S01", "Bahaya"), SelectChoice("S02", "Luka")]
ANSWERS = [SelectChoice("yes", "Ya"), SelectChoice("no", "Tidak")]
PAGE = """{% from "macros/forms.html" import errors, post %}{{ errors(form) }}
{% call post(form, "/") %}{% for field in form if field.name not in hidden %}
{{ field(src="/x") if field.name == "village" else field() }}{% endfor %}{% endcall %}"""


class Sample(Form):
    """One field of each kind."""

    name = TextField("Nama", [InputRequired("Isi nama.")], longest=40, description="Panggilan")
    story = TextAreaField("Cerita", [Optional()])
    secret = PasswordField("Sandi")
    years = IntegerField("Umur", [Optional()])
    safe = RadioField("Aman?", choices=ANSWERS)
    band = SelectField("Usia", choices=ANSWERS)
    signs = SelectMultipleField("Tanda", choices=SIGNS)
    agreed = BooleanField("Setuju")
    told_at = MomentField("Kapan", [InputRequired("Tulis kapan.")])
    wedding_on = DayField("Tanggal nikah", [Optional()])
    village = LookupField("Desa")


@pytest.fixture(scope="module")
def app() -> Flask:
    app = Flask("sample", template_folder=str(ROOT / "templates"))
    app.config.update(WTF_CSRF_ENABLED=False, SECRET_KEY="test")
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(_=i18n._, icon=icon)
    return app


def shown(app: Flask, posted: dict[str, list[str]] | None) -> tuple[Sample, str]:
    method = "GET" if posted is None else "POST"
    with app.test_request_context("/", method=method, data=posted):
        form = Sample()
        if posted is not None:
            form.validate()
        return form, render_template_string(PAGE, form=form, hidden=("form_key",))


def test_an_error_is_tied_to_its_field_and_linked_from_the_summary(app: Flask) -> None:
    _form, html = shown(app, {"name": [""]})

    assert 'href="#name">Isi nama.' in html
    assert 'id="name-error"' in html
    assert 'aria-describedby="name-hint name-error" aria-invalid="true"' in html


def test_a_form_not_yet_sent_shows_no_error(app: Flask) -> None:
    _form, html = shown(app, None)

    assert "Ada masalah" not in html
    assert "aria-invalid" not in html
    assert "(boleh kosong)</span>" in html


def test_nothing_typed_is_lost(app: Flask) -> None:
    typed = {
        "name": ["Andi <b> Ti'no"],
        "story": ["\nBaris pertama"],
        "signs": ["S02"],
        "told_at": ["31", "2", "2026", "20.15"],
        "village": ["Bonto Mate'ne", ""],
    }
    form, html = shown(app, typed)

    assert form.told_at.data is None
    assert "Andi &lt;b&gt; Ti&#39;no" in html
    assert ">\n\nBaris pertama</textarea>" in html
    assert 'value="S02" checked' in html
    assert all(f'value="{part}"' in html for part in typed["told_at"])
    assert "Bonto Mate&#39;ne" in html


def test_a_password_is_never_sent_back(app: Flask) -> None:
    _form, html = shown(app, {"secret": ["rahasia-sekali"]})

    assert "rahasia-sekali" not in html


def test_four_boxes_make_a_moment_in_utc(app: Flask) -> None:
    form, _html = shown(app, {"told_at": ["14", "3", "2026", "20:15"]})

    assert form.told_at.data == datetime(2026, 3, 14, 12, 15, tzinfo=UTC)


def test_a_place_is_the_code_chosen_for_the_words(app: Flask) -> None:
    form, html = shown(app, {"village": ["Mallari, Awangpone", "73.08.16.2009"]})

    assert form.village.data == "73.08.16.2009"
    assert 'type="hidden" name="village" value="73.08.16.2009"' in html


def test_a_file_in_the_place_of_text_is_no_text(app: Flask) -> None:
    data = {"name": (BytesIO(b"GIF89a"), "x.gif")}
    with app.test_request_context("/", method="POST", data=data):
        form = Sample()

        assert not form.validate()
        assert form.name.data == ""


FIELDS = [name for name in vars(Sample) if isinstance(vars(Sample)[name], UnboundField)]
ODD = ["\x00", "\u202e", "٣", "-1", "9" * 400, "0001", "9999", "NaN", "24.60", "S01", "{{7*7}}"]
POSTED = st.dictionaries(
    st.sampled_from(FIELDS), st.lists(st.text(max_size=30) | st.sampled_from(ODD), max_size=6)
)


@given(POSTED)
def test_no_posted_nonsense_raises(app: Flask, posted: dict[str, list[str]]) -> None:
    _form, html = shown(app, posted)

    assert "<form" in html


def test_a_blank_field_speaks_the_language_and_offers_what_this_page_offers(app: Flask) -> None:
    def draw(choices: list[SelectChoice]) -> str:
        with app.test_request_context("/"):
            form = Sample()
            form.band.choices = choices
            return render_template_string("{{ form.story() }}{{ form.band() }}", form=form)

    first, other = draw(ANSWERS), draw(SIGNS)
    assert "Luka" in other
    assert "Luka" not in first
    with i18n.speaking("en"):
        assert "(optional)" in draw(ANSWERS)
    assert draw(ANSWERS) == first
    _form, refused = shown(app, {"name": [""]})
    assert "Isi nama." in refused
    assert "Isi nama." not in shown(app, None)[1]
