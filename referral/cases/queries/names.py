"""How names are compared: as people of South Sulawesi say and spell them (domain.md 6.3)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from operator import add

from rapidfuzz.distance import OSA

FULL = {
    "muhamad": "muh muhammad muhamad muhammed muhamed mohammad mohamad mohammed moh mohd mhd muhd"
    " mhmd md m moch mochammad mochamad muchammad muchamad mukhammad mokhamad",
    "siti": "st sti siti sitti sity sitty",
    "abdul": "abd abdul abdoel",
    "andi": "andi andy",
}
"""A word and how people write it short."""
SPOKEN = {short: word for word, ways in FULL.items() for short in ways.split()}
_TITLES = (
    "h hj hjh haji hajji hajjah hajah ust ustad ustadz ustaz ustadzah ustazah dg daeng puang"
    " petta karaeng kareng krg kr opu bin binti binte bt bte ibnu b la i wa we"
)
TITLES = frozenset(_TITLES.split())
"""How somebody is addressed, and whose child: shown with the name, left out of a comparison."""
LIGHT = frozenset({"muhamad", "siti", "andi", "a"})
"""Often left out, and borne by so many that a name without them is compared by the rest."""
OLD = {
    "oe": "u", "oo": "u", "dj": "j", "tj": "c", "sj": "s", "nj": "ni", "sy": "s", "chr": "kr",
    "ch": "h", "kh": "h", "ph": "p", "th": "t", "dh": "d", "gh": "g", "dz": "s", "ck": "k",
}  # fmt: skip
"""Old and learned spelling, and how it is said."""
_OLD = re.compile("|".join(OLD))
_SAID = str.maketrans({"f": "p", "v": "p", "z": "s", "q": "k", "y": "i", "x": "ks"})
_CLOSE = str.maketrans("eojc", "iuis")
"""Sounds that are spelled one for the other: Rezki/Rizky, Rosni/Rusni, Jusuf/Yusuf, Becce/Besse."""
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile(r"[^\w .-]|_")
"""Apostrophes and what else is put between letters."""
_WORD = re.compile(r"\w+")
SHORT, LONG = 5, 11
"""A slip of the pen is forgiven in a word of so many sounds, two in a long one."""


_FATHER = re.compile(r"\b(?:bin|binti|binte|bt|bte|ibnu|b)\b.*", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d(][\d\s().-]+")
_ABROAD = re.compile(r"^(?:0*62)?0*")
FEWEST = 8
"""So many digits of a telephone number are asked for; fewer are the number of a case."""


def phone(text: str) -> str:
    """The digits of a telephone number, however it is grouped and from wherever it is dialled."""
    if not _PHONE.fullmatch(text):
        return ""
    digits = _ABROAD.sub("", "".join(letter for letter in text if letter.isdigit()))
    return digits if len(digits) >= FEWEST else ""


def fold_name(text: str) -> list[str]:
    """The words of a name by their spelling; titles and particles left out unless nothing else is.

    What is typed in old spelling, short or with an apostrophe is folded to one way of writing.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = _WORD.findall(_SILENT.sub("", plain))
    named = [word for word in words if word not in TITLES] or words
    spelled = " ".join([SPOKEN.get(word, word) for word in named])
    said = _OLD.sub(lambda old: OLD[old[0]], spelled).translate(_SAID)
    return [
        word[:-1] if len(word) > 2 and word[-1] == "h" else word  # noqa: PLR2004
        for word in _DOUBLED.sub(r"\1", said).split()
    ]


def sounds(text: str) -> list[str]:
    """The words of a name by their sound: also close vowels are one."""
    said = _DOUBLED.sub(r"\1", " ".join(fold_name(text)).translate(_CLOSE))
    return [
        word[:-1] if len(word) > SHORT and word.endswith("ng") else word for word in said.split()
    ]


def meant(text: str) -> list[list[str]]:
    """What may be meant by words that are typed: all of them, or without the father's name."""
    ways = dict.fromkeys((text, _FATHER.sub("", text)))
    return [words for words in map(sounds, ways) if words]


def alike(wanted: Sequence[str], name: Sequence[str]) -> bool:
    """Whether what was typed may mean this name, both by their sounds.

    Each word typed begins a word of the name or is nearly one, in any order; or the words run
    together are; or all of a name of several words stands in what was typed.
    """
    typed = _telling(wanted)
    return bool(typed and name) and (
        all(_begins(word, name) for word in typed)
        or _run_together(typed, name)
        or (len(_telling(name)) > 1 and same_name(name, typed))
    )


def same_name(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each telling word of one name is nearly a word of the other."""
    words = _telling(one)
    return bool(words) and all(any(_near(word, own) for own in other) for word in words)


def _telling(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if word not in LIGHT] or words


def _run_together(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Nur Haliza and Nurhaliza, Abd. Rahman and Abdurrahman."""
    word = "".join(typed)
    return len(word) >= SHORT and _begins(word, [*map(add, name, name[1:]), "".join(name), *name])


def _begins(word: str, name: Iterable[str]) -> bool:
    return any(own.startswith(word) or _near(word, own) for own in name)


def _near(one: str, other: str) -> bool:
    least = min(len(one), len(other))
    if one == other or least < SHORT:
        return one == other
    slips = 2 if least >= LONG else 1
    apart = abs(len(one) - len(other))
    return apart <= slips and OSA.distance(one, other, score_cutoff=slips) <= slips
