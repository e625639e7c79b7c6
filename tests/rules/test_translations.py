"""Every sentence a person reads is Bahasa Indonesia in the source and English in the catalogue."""

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "referral" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {"_": None, "_l": None, "n_": (1, 2), "gettext": None}


def sentences() -> set[str]:
    methods = [("**.py", "python"), ("**.html", "jinja2"), ("**.txt", "jinja2")]
    found = set()
    for folder in ("referral", "templates", "worker"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), methods, keywords=KEYWORDS, options_map={"**": {"silent": "false"}}
        ):
            found.add(message[0] if isinstance(message, tuple) else message)
    return found


def test_every_sentence_is_in_english_too() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    known = {
        (m.id[0] if isinstance(m.id, tuple) else m.id)
        for m in catalogue
        if m.id
        and m.string
        and all(m.string if isinstance(m.string, tuple) else [m.string])
        and not m.fuzzy
    }
    assert sorted(sentences() - known) == []


def test_translations_fill_the_same_places() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="en")
    place = re.compile(r"%\((\w+)\)s")
    for m in catalogue:
        if m.id and isinstance(m.id, str):
            assert set(place.findall(m.id)) == set(place.findall(str(m.string))), m.id
