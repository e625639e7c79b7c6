"""The codes in which receivers tell what came of it, and their words."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any

from referral.cases.models import LpskAnswer, Visum, YesNo
from referral.cases.models.words import WORDS
from referral.i18n import _l


class PlacedIn(StrEnum):
    """Where a child stays for a time."""

    SAFE_HOUSE = "safe_house"
    KIN = "kin"
    CARE_HOME = "care_home"
    HOSPITAL = "hospital"
    OTHER = "other"


class Schooling(StrEnum):
    """How the child learns now."""

    STAYS = "stays"
    BACK = "back"
    AT_HOME = "at_home"
    MOVED = "moved"
    NOT_YET = "not_yet"


class Document(StrEnum):
    """What the civil registry has issued."""

    BIRTH = "birth"
    NIK = "nik"
    FAMILY_CARD = "family_card"
    CHILD_CARD = "child_card"
    OTHER = "other"


class Marriage(StrEnum):
    """What KUA or the religious court has decided."""

    REFUSED = "refused"
    """KUA does not register it."""
    FILED = "filed"
    """The family asks the court for a dispensation."""
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Takedown(StrEnum):
    """How far the removal of content has come."""

    CHECKING = "checking"
    NOTIFIED = "notified"
    REMOVED = "removed"
    IMPOSSIBLE = "impossible"
    """As in a private chat: a limit, no failure."""
    REJECTED = "rejected"


SETTLED = frozenset({Takedown.REMOVED, Takedown.IMPOSSIBLE, Takedown.REJECTED})
"""After these nobody asks Komdigi again."""

FOUND: Mapping[type[Enum], Mapping[Any, str]] = {
    **{code: WORDS[code] for code in (LpskAnswer, Visum, YesNo)},
    PlacedIn: {
        PlacedIn.SAFE_HOUSE: _l("Rumah aman atau RPTC"),
        PlacedIn.KIN: _l("Keluarga lain yang aman"),
        PlacedIn.CARE_HOME: _l("LKSA atau panti"),
        PlacedIn.HOSPITAL: _l("Rumah sakit"),
        PlacedIn.OTHER: _l("Tempat lain"),
    },
    Schooling: {
        Schooling.STAYS: _l("Tetap bersekolah, tempatnya dijaga"),
        Schooling.BACK: _l("Kembali bersekolah"),
        Schooling.AT_HOME: _l("Belajar dari rumah atau jalur lain"),
        Schooling.MOVED: _l("Pindah sekolah"),
        Schooling.NOT_YET: _l("Belum bersekolah"),
    },
    Document: {
        Document.BIRTH: _l("Akta kelahiran"),
        Document.NIK: _l("NIK"),
        Document.FAMILY_CARD: _l("Kartu Keluarga (KK)"),
        Document.CHILD_CARD: _l("Kartu Identitas Anak (KIA)"),
        Document.OTHER: _l("Dokumen lain"),
    },
    Marriage: {
        Marriage.REFUSED: _l("KUA menolak mencatat"),
        Marriage.FILED: _l("Keluarga memohon dispensasi"),
        Marriage.GRANTED: _l("Dispensasi dikabulkan"),
        Marriage.REJECTED: _l("Dispensasi ditolak"),
        Marriage.WITHDRAWN: _l("Permohonan dicabut"),
    },
    Takedown: {
        Takedown.CHECKING: _l("Sedang diperiksa"),
        Takedown.NOTIFIED: _l("Platform sudah diberi tahu"),
        Takedown.REMOVED: _l("Sudah dihapus"),
        Takedown.IMPOSSIBLE: _l("Tidak dapat dihapus"),
        Takedown.REJECTED: _l("Ditolak"),
    },
}
"""What people read for each of these codes."""
