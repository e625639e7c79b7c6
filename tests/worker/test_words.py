"""The words rule (security.md T1): a message read on a household's phone tells nothing."""

import re
from pathlib import Path
from uuid import UUID

import pytest

from referral.i18n import LANGUAGES
from tests.make import wita
from tests.worker.house import House
from worker.channels.words import words

FORBIDDEN = re.compile(
    r"anak|korban|kekerasan|kasus|lapor|polis|rujuk|perempuan|seks|uptd|ppa|kabupaten|maros"
    r"|child|victim|violence|abuse|case|report|referral|police|http|www|@",
    re.IGNORECASE,
)
FOLDER = Path(__file__).resolve().parents[2] / "templates" / "messages"
KINDS = sorted(p.stem for p in FOLDER.glob("[a-z]*.txt"))
POSTED = re.compile(r"(?:events\.tell|outbox\.post|[^_]tell)\(\s*\"([a-z_]+)\"")
KEY = UUID("0f5e37a1-0b8a-5c1d-9a55-6f0a4e1c7f3b")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_no_message_tells_what_it_is_about(house: House, kind: str, language: str) -> None:
    for due in (None, wita(2026, 3, 17, 20, 15)):
        with house.worker():
            text = words(kind, language, KEY, due)
        assert not FORBIDDEN.search(f"{text.subject} {text.body}")
        assert text.subject.count("\n") == 0
        assert re.search(r" Ref [0-9A-HJKMNP-TV-Z]{4}$", text.body)


def test_a_task_names_its_limit_in_the_persons_language(house: House) -> None:
    due = wita(2026, 5, 17, 20, 15)
    with house.worker():
        assert "17 Mei 20.15 WITA" in words("reminder", "id", KEY, due).body
        assert "17 May 20.15 WITA" in words("reminder", "en", KEY, due).body


def test_every_kind_that_is_posted_has_words() -> None:
    source = Path(__file__).resolve().parents[2] / "referral"
    posted = {kind for p in source.rglob("*.py") for kind in POSTED.findall(p.read_text())}
    assert posted <= set(KINDS)
