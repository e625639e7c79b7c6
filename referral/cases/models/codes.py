"""The codes of a case: status, steps, sex, age band, channel, kinds of notes and contacts."""

from enum import StrEnum


class Status(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    REPORTED = "reported"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"


WORKED_ON = (Status.OPEN, Status.CLOSING)
"""Somebody has the case in hand."""


class Step(StrEnum):
    """What moves a case."""

    SAVE = "save"
    ACCEPT = "accept"
    ASK_CLOSURE = "ask_closure"
    APPROVE = "approve"
    REFUSE = "refuse"
    REOPEN = "reopen"
    MISTAKEN = "mistaken"


class Sex(StrEnum):
    """As SIMFONI counts, and not known."""

    FEMALE = "female"
    MALE = "male"
    UNKNOWN = "unknown"


class AgeBand(StrEnum):
    """What a receiver sees before accepting."""

    A0_5 = "0-5"
    A6_12 = "6-12"
    A13_15 = "13-15"
    A16_17 = "16-17"
    UNKNOWN = "unknown"


BANDS = {AgeBand.A0_5: 0, AgeBand.A6_12: 6, AgeBand.A13_15: 13, AgeBand.A16_17: 16}
"""The lowest year of each band: the cautious reading."""


def band_of(age: int) -> AgeBand:
    """The band in which that age lies."""
    return max((band for band, least in BANDS.items() if least <= age), key=lambda b: BANDS[b])


class Channel(StrEnum):
    """How the report came (domain.md 3.9)."""

    PATBM = "patbm"
    SHELTER = "shelter"
    WALK_IN = "walk_in"
    PHONE = "phone"
    WHATSAPP = "whatsapp"
    CALL_112 = "call_112"
    SAPA_129 = "sapa_129"
    POLICE = "police"
    HOSPITAL = "hospital"
    SCHOOL = "school"


class NoteKind(StrEnum):
    """What a note is."""

    NEWS = "news"
    MISTAKE = "mistake"
    CLOSING = "closing"
    RISK = "risk"
    PLAN = "plan"
    EXCLUSION = "exclusion"
    TELLING = "telling"
    PAUSE = "pause"


class ContactWith(StrEnum):
    """With whom a contact was; only the child's closes the first contact."""

    CHILD = "child"
    CAREGIVER = "caregiver"
    CAREGIVER_FOR_CHILD = "caregiver_for_child"
    """The caregiver because the child cannot be reached, with the reason in the words."""
    REPORTER = "reporter"
    OTHER = "other"
