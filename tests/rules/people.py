"""Who looks in the matrix, at what, and the word that each part of a case holds."""

from dataclasses import dataclass
from uuid import UUID

from referral.policy import Role

NEWCOMERS = {
    "tetangga": ("patbm-marumpa", Role.VOLUNTEER),
    "piket2_maros": ("uptd-ppa-maros", Role.PROVIDER),
    "psikolog_maros": ("uptd-ppa-maros", Role.PROVIDER),
    "mk2_maros": ("uptd-ppa-maros", Role.CASE_MANAGER),
    "paman": ("uptd-ppa-maros", Role.CASE_MANAGER),
    "polisi2_maros": ("polres-maros-ppa", Role.PROVIDER),
    "cuti_maros": ("polres-maros-ppa", Role.PROVIDER),
    "guru_maros": ("smp-contoh-marusu-bk", Role.PROVIDER),
    "kepala_bone": ("uptd-ppa-bone", Role.UNIT_HEAD),
    "dp3a_bone": ("dp3a-bone-phpa", Role.DISTRICT_SUPERVISOR),
}
"""Beside the cast; ``paman`` is shut out of every case, ``cuti_maros`` is no longer active."""
ACTORS = (
    "relawan_maros", "tetangga", "piket_maros", "piket2_maros", "psikolog_maros", "mk_maros",
    "mk2_maros", "paman", "kepala_maros", "polisi_maros", "polisi2_maros", "cuti_maros",
    "dinsos_maros", "guru_maros", "mk_bone", "kepala_bone", "dp3a_maros", "dp3a_bone", "provinsi",
    "admin", "auditor",
)  # fmt: skip
WORDS = {
    "I": "name", "T": "story", "A": "feared", "W": "teller", "H": "health", "O": "online",
    "P": "place", "q": "reason", "y": "summary",
}  # fmt: skip
"""The letters of the parts that hold words."""


@dataclass
class Act:
    """One case on the stage."""

    name: str
    case: UUID
    number: str = ""
    referral: UUID | None = None
    referral_number: str = ""
    goal: UUID | None = None
    glass: UUID | None = None
    letters: str = ""
    """The parts in which it has a word."""
    promise: int | None = None
    """The first that is open."""


def word(act: str, letter: str) -> str:
    """The one word that this part of this case holds, and nothing else."""
    return f"Zq{act}{letter.lower()}{'k' if letter.isupper() else 'g'}zq"
