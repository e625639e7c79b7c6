"""How a place is found by what people type, and what stands above it."""

import re
import unicodedata
from collections.abc import Collection

import sqlalchemy as sa

from referral import db
from referral.directory.models import Area

MOST_LETTERS = 100
MOST_WORDS = 6
VILLAGE = 4
KINDS = frozenset({"desa", "kelurahan", "kel", "kecamatan", "kec", "kabupaten", "kab", "kota"})
"""Words that say what kind of place it is: a list of places does not repeat them."""
_DOUBLED = re.compile(r"([^\W\d_i])\1+")


def fold_place(text: str) -> str:
    """The comparison key of a place's name, folded alike when stored and when searched.

    Only letters and digits stay, in lower case and without marks: apostrophes, hyphens and
    spaces differ from list to list (Bonto Mate'ne, Bontomatene). Doubled letters count once
    (Temmapaduae, Temmappaduae), but not i: Cendana Putih II is not Cendana Putih I.
    """
    letters = (
        letter
        for letter in unicodedata.normalize("NFKD", text).casefold()
        if letter.isalnum() and unicodedata.category(letter) != "Lm"
    )
    return _DOUBLED.sub(r"\1", "".join(letters))


def above(code: str) -> tuple[str, ...]:
    """The code and those of the areas it lies in, the nearest first."""
    parts = code.split(".")
    return tuple(".".join(parts[:n]) for n in range(len(parts), 0, -1))


def district_of(code: str) -> str:
    """The kabupaten or kota of a code; a province stays itself."""
    return ".".join(code.split(".")[:2])


def area_names(codes: Collection[str]) -> list[str]:
    """What these areas are called."""
    return list(db.session.scalars(sa.select(Area.name).where(Area.code.in_(codes))))


def area(code: str) -> Area | None:
    """Any area by its code."""
    return db.session.get(Area, code) if "\0" not in code else None


def village(code: str) -> Area | None:
    """A desa or kelurahan by its code; None for anything else."""
    found = area(code)
    return found if found is not None and found.level == VILLAGE else None


def villages(text: str, limit: int = 10) -> list[Area]:
    """The villages whose names, with those of the areas above, hold every word that was typed.

    Names that begin with what was typed come first, then those that hold it earlier.
    """
    typed = text[:MOST_LETTERS]
    words = [word for word in map(fold_place, typed.split()[:MOST_WORDS]) if word]
    words = [word for word in words if word not in KINDS] or words
    whole = fold_place("".join(words))
    if len(whole) < 2:  # noqa: PLR2004 - one letter finds half the province
        return []
    rank = sa.case(
        (Area.folded.startswith(f"{whole} "), 0),
        (Area.folded.startswith(whole), 1),
        else_=1 + sa.func.strpos(Area.folded, words[0]),
    )
    return list(
        db.session.scalars(
            sa.select(Area)
            .where(Area.level == VILLAGE, *(Area.folded.contains(word) for word in words))
            .order_by(rank, Area.name, Area.code)
            .limit(limit)
        )
    )


def districts() -> list[Area]:
    """All kabupaten and kota, by name."""
    return list(db.session.scalars(sa.select(Area).where(Area.level == 2).order_by(Area.name)))  # noqa: PLR2004
