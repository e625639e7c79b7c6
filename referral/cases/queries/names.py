"""How names are compared: as people of South Sulawesi say and spell them (domain.md 6.3)."""

import re
import unicodedata

SPOKEN = {
    "muh": "muhamad", "muhammad": "muhamad", "mohammad": "muhamad", "mohamad": "muhamad",
    "moh": "muhamad", "mohd": "muhamad", "mhd": "muhamad", "m": "muhamad",
    "st": "siti", "sitti": "siti", "abd": "abdul",
}  # fmt: skip
TITLES = frozenset(
    "h hj haji hajjah ust ustad ustadz dg daeng puang petta karaeng bin binti b la i wa we".split()  # noqa: SIM905
)
SOUNDS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "s"), ("nj", "ny"), ("sy", "s"), ("kh", "h"),
    ("ph", "p"), ("th", "t"), ("dh", "d"), ("f", "p"), ("v", "p"), ("z", "s"), ("q", "k"),
    ("y", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")


def fold_name(text: str) -> list[str]:
    """The words of a name by their sound; titles and particles left out unless nothing else is."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(letter for letter in plain if letter.isalnum() or letter in " .-")
    words = _WORD.findall(kept)
    named = [word for word in words if word not in TITLES] or words
    return [_sound(SPOKEN.get(word, word)) for word in named]


def alike(wanted: list[str], name: list[str]) -> bool:
    """Every word that was typed begins a word of the name, in any order."""
    return bool(wanted) and all(any(own.startswith(word) for own in name) for word in wanted)


def _sound(word: str) -> str:
    for old, new in SOUNDS:
        word = word.replace(old, new)
    word = _DOUBLED.sub(r"\1", word)
    return word[:-1] if len(word) > 2 and word.endswith("h") else word  # noqa: PLR2004
