"""The safe summary: it may name nobody and no village, and hold no number that leads to a child."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from referral.cases.queries import fold_name
from referral.directory.queries import fold_place

LONGEST = 300
LEAST = 3
"""Shorter pieces of a name are initials and particles."""
_KIN = (
    "adik akun anak ayah bapak bibi bukan cucu dan dari dengan dikenal di dia guru gurunya ibu ini "
    "istri itu kakak kakek kandung keluarga laki mantan mama masih mertua muda nama nenek nomor om "
    "online orang pacar paman papa pelaku perempuan pria remaja rumah sebelah sepupu seorang suami "
    "tante teman tetangga tidak tiri tua wanita yang"
)
KIN = frozenset(fold_name(_KIN))
"""Words by which people say who somebody is to a child: they name nobody."""
ENDINGS = frozenset({"", *fold_name("nya ku mu lah kah pun")})
_WORD = re.compile(r"[^\W_]+(?:['\u2019`-][^\W_]+)*")
_PARTED = re.compile(r"[^\W_]+(?:(?:[^\w\s]|_){1,3}[^\W_]+)+")
"""Pieces that anything but a space holds together: ``ken.ari``, ``dan/atau``."""
_SPELLED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\W_]{1,3}[^\W\d_](?![^\W_]))+")
"""Single letters in a row, with spaces, dots or anything else between: ``k e n a r i``."""
_JOINER = "\u200d"
"""It holds emoji together; between letters nobody sees it."""
_APOSTROPHE = re.compile(r"['\u2019`]")
_NUMBER = re.compile(r"(?<!\d)(?:\+?62|0)(?:\W{0,3}\d){7,}|\d(?:\W{0,3}\d){9,}")
"""A telephone number by its beginning, or ten digits and more: NIK, card, account."""
_BROKEN = re.compile(r"(?<!\d)(?:\+?62|0)8\d{2,}(?:\W+(?:[^\W\d]+\W+){0,2}\d{3,})+")
"""A mobile number in pieces, with a word or two between."""
_DIGIT = "(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SPOKEN = re.compile(rf"\b{_DIGIT}(?:\W+{_DIGIT}){{6,}}\b", re.IGNORECASE)
_MIXED = re.compile(r"(?=[@$]*\d*[^\W\d_])[\w@$]*[\d@$][\w@$]*")
"""Letters with digits and signs among them: ``K3nari``."""
_LOOKS = [str.maketrans("01345789@$", f"o{one}eastbgas") for one in "il"]
_DATE = re.compile(
    r"(?<!\d)(?:[0-2]?\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:19|20)\d\d"
    r"(?:,? +(?:pukul +|jam +)?(?:[01]?\d|2[0-3])[.:][0-5]\d)?(?!\d)"
)
"""A day, with its hour or without: no number that leads to anybody."""
_NUMBERS = (_NUMBER, _BROKEN, _SPOKEN)
_SPLIT = 6
"""A name of so many sounds and more is known in two words too: ``Nur haliza``."""


@dataclass(frozen=True)
class Hidden:
    """What a summary of one case may not say, folded for comparison."""

    names: frozenset[str]
    places: frozenset[str]

    @classmethod
    def of(cls, names: Iterable[str], places: Iterable[str]) -> "Hidden":
        """From the names of people and places as they were told."""
        sounds = {sound for name in names for sound in fold_name(name) if len(sound) >= LEAST}
        folded = {fold_place(place) for place in places}
        return cls(frozenset(sounds - KIN), frozenset(f for f in folded if len(f) >= LEAST))


def spots(text: str, hidden: Hidden) -> list[str]:
    """The pieces of a summary that must go, as they stand in it, in their order."""
    text = text.replace(_JOINER, "")
    undated = _DATE.sub(lambda day: "x" * len(day[0]), text)
    found = [(m.start(), m[0].strip()) for form in _NUMBERS for m in form.finditer(undated)]
    words = list(_WORD.finditer(text))
    found += [(word.start(), word[0]) for word in words if _names(word[0], hidden.names)]
    found += [(word.start(), word[0]) for word in words if _other_letters(word[0])]
    found += [(start, text[start:end]) for start, end in _in_two(words, hidden.names)]
    found += [(m.start(), m[0]) for m in _MIXED.finditer(text) if _looks_like(m[0], hidden)]
    found += [(start, text[start:end]) for start, end in _places(words, hidden.places)]
    found += [(p.start(), p[0]) for p in _PARTED.finditer(text) if _run_together(p[0], hidden)]
    found += [(s.start(), s[0]) for s in _SPELLED.finditer(text) if _spells(s[0], hidden)]
    return list(dict.fromkeys(spot for _start, spot in sorted(found)))


def _names(word: str, names: frozenset[str]) -> bool:
    sounds = {*fold_name(word), *fold_name(_APOSTROPHE.sub(" ", word))}
    return any(
        sound.startswith(name) and sound[len(name) :] in ENDINGS
        for sound in sounds
        for name in names
    )


def _other_letters(word: str) -> bool:
    """Of another alphabet, that look like ours: nobody writes here with them."""
    plain = unicodedata.normalize("NFKD", word)
    return any(
        unicodedata.category(letter) in ("Lu", "Ll", "Lo")
        and not unicodedata.name(letter, "").startswith("LATIN")
        for letter in plain
    )


def _looks_like(word: str, hidden: Hidden) -> bool:
    return any(_run_together(word.translate(look), hidden) for look in _LOOKS)


def _in_two(words: list[re.Match[str]], names: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Where two words in a row, run together, are a long name."""
    long = frozenset(name for name in names if len(name) >= _SPLIT)
    for one, other in pairwise(words):
        if _names(one[0] + other[0], long):
            yield one.start(), other.end()


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _run_together(pieces: str, hidden: Hidden) -> bool:
    word = _letters(pieces)
    return _names(word, hidden.names) or fold_place(word) in hidden.places


def _spells(letters: str, hidden: Hidden) -> bool:
    word = _letters(letters)
    sound, place = "".join(fold_name(word)), fold_place(word)
    return any(name in sound for name in hidden.names) or any(p in place for p in hidden.places)


def _places(words: list[re.Match[str]], places: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Where words in a row, run together, are a place's name."""
    for first in range(len(words)):
        for after in range(first + 1, min(first + 5, len(words) + 1)):
            run = words[first:after]
            if fold_place("".join(word[0] for word in run)) in places:
                yield run[0].start(), run[-1].end()
