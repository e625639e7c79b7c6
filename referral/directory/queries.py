"""Reads of the directory: how a place is found by what people type."""

import re
import unicodedata

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
