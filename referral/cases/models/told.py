"""The codes of what is told when a case opens or ends: who told, whose phone, which needs."""

from enum import StrEnum

from referral.i18n import _l


class ToldBy(StrEnum):
    """Who told it first."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    TEACHER = "teacher"
    HEALTH_WORKER = "health_worker"
    PEER = "peer"
    """A friend of the child, also through Forum Anak: no name is asked."""
    OFFICIAL = "official"
    WITNESS = "witness"
    OTHER = "other"


class Relation(StrEnum):
    """What the feared person is to the child (domain.md 3.6)."""

    UNKNOWN = "unknown"
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    FAMILY = "family"
    SPOUSE = "spouse"
    PARTNER = "partner"
    PEER = "peer"
    NEIGHBOUR = "neighbour"
    TEACHER = "teacher"
    CLERGY = "clergy"
    EMPLOYER = "employer"
    COWORKER = "coworker"
    OFFICIAL = "official"
    ONLINE = "online"
    STRANGER = "stranger"


class Known(StrEnum):
    """An answer that may be missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Disability(StrEnum):
    """What is hard for the child, in everyday words (UU 8/2016)."""

    MOVING = "moving"
    SEEING = "seeing"
    HEARING = "hearing"
    LEARNING = "learning"
    FEELING = "feeling"


class Language(StrEnum):
    """What the child speaks best."""

    INDONESIAN = "indonesian"
    BUGIS = "bugis"
    MAKASSAR = "makassar"
    TORAJA = "toraja"
    MANDAR = "mandar"
    SIGN = "sign"
    OTHER = "other"


class PhoneOf(StrEnum):
    """Whose phone the safe number is."""

    CHILD = "child"
    PARENT = "parent"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    TEACHER = "teacher"
    OPENER = "opener"
    OTHER = "other"
    NONE = "none"
    """No number is safe."""


class AgreesAs(StrEnum):
    """On which ground somebody agrees for the child (domain.md 4.3)."""

    PARENT = "parent"
    COURT = "court"
    CARER = "carer"
    """Family that cares for the child while the parents are away."""
    INSTITUTION = "institution"
    NOBODY = "nobody"


class SelfHarm(StrEnum):
    """Whether the child was asked about wanting to hurt itself or to die, and what it said."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class ClosingReason(StrEnum):
    """Why a case ends (domain.md 3.9)."""

    GOAL = "goal"
    TRANSFERRED = "transferred"
    MOVED = "moved"
    REFUSED = "refused"
    ADULT = "adult"
    MISTAKEN = "mistaken"
    DUPLICATE = "duplicate"
    DIED = "died"
    LOST = "lost"
    VERDICT = "verdict"


CLOSING_REASONS = {
    ClosingReason.GOAL: _l("Tujuan rencana tercapai"),
    ClosingReason.TRANSFERRED: _l("Dilimpahkan dan sudah diterima"),
    ClosingReason.MOVED: _l("Pindah domisili, sudah diteruskan"),
    ClosingReason.REFUSED: _l("Anak atau keluarga menolak lanjut; risiko sudah dinilai"),
    ClosingReason.ADULT: _l("Berusia 18 tahun dan sudah dialihkan"),
    ClosingReason.MISTAKEN: _l("Tidak terbukti atau keliru"),
    ClosingReason.DUPLICATE: _l("Laporan ganda"),
    ClosingReason.DIED: _l("Meninggal"),
    ClosingReason.LOST: _l("Hilang kontak setelah paling sedikit 3 upaya"),
    ClosingReason.VERDICT: _l("Putusan tetap dan pemulihan selesai"),
}
