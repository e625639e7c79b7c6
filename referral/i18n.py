"""Languages: source sentences are Bahasa Indonesia, English comes from a catalogue."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import TYPE_CHECKING

from babel.support import LazyProxy

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = ("id", "en")
_FOLDER = Path(__file__).resolve().parent / "translations"
_language: ContextVar[str] = ContextVar("language", default="id")


class _Indonesian(NullTranslations):
    """The source language itself; Indonesian has no plural form."""

    def ngettext(self, msgid1: str, _msgid2: str, _n: int) -> str:
        return msgid1


@cache
def _catalogue(language: str) -> NullTranslations:
    if language == "id":
        return _Indonesian()
    return translation("messages", _FOLDER, [language])


def language() -> str:
    """The language of the current request or message: ``id`` or ``en``."""
    return _language.get()


def use(code: str) -> None:
    """Speak this language from now on in this context; an unknown one means ``id``."""
    _language.set(code if code in LANGUAGES else "id")


@contextmanager
def speaking(code: str) -> "Iterator[None]":
    """Speak a language for a while, as a message to one person does."""
    token = _language.set(code if code in LANGUAGES else "id")
    try:
        yield
    finally:
        _language.reset(token)


def _(text: str, /, **values: object) -> str:
    """The sentence in the current language, its ``%(name)s`` filled."""
    said = _catalogue(_language.get()).gettext(text)
    return said % values if values else said


def n_(one: str, many: str, n: int, /, **values: object) -> str:
    """The sentence for a number; ``%(n)s`` is the number."""
    return _catalogue(_language.get()).ngettext(one, many, n) % {"n": n, **values}


def _l(text: str) -> str:
    """The same, decided when it is shown: for labels written at module level."""
    return LazyProxy(_, text, enable_cache=False)  # type: ignore[return-value]
