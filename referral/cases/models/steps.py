"""The codes of what is put on record: its kinds, where each belongs, its answers."""

from collections.abc import Mapping
from enum import StrEnum

from referral.policy import Compartment

C = Compartment


class RecordKind(StrEnum):
    """What a record is of; the trail's line has the same name."""

    INITIAL_ASSESSMENT = "initial_assessment"
    FULL_ASSESSMENT = "full_assessment"
    EMERGENCY_CARE = "emergency_care"
    """A doctor saw the child, or why not; never what was found."""
    PLAN_REVIEW = "plan_review"
    FILE_REVIEW = "file_review"
    """The head looked through the file."""
    INCIDENT = "incident"
    VISUM = "visum"
    PROTECTION = "protection"
    LPSK_LETTER = "lpsk_letter"
    LPSK_ANSWER = "lpsk_answer"
    HEARING = "hearing"
    LAW_STATUS = "law_status"
    RECOMMENDATION = "recommendation"
    """To the religious court, on a marriage before 19; never what was found in the child."""
    PROVINCES = "provinces"
    """KemenPPPA was asked for help across provinces."""
    STAY = "stay"
    """The child lives in a safe house for a time, or longer than was decided before."""
    STAY_END = "stay_end"
    AFTER_CLOSING = "after_closing"


K = RecordKind
PART: Mapping[RecordKind, Compartment] = {
    K.INITIAL_ASSESSMENT: C.STORY,
    K.FULL_ASSESSMENT: C.HEALTH,
    K.EMERGENCY_CARE: C.STORY,
    K.PLAN_REVIEW: C.STORY,
    K.FILE_REVIEW: C.STORY,
    K.INCIDENT: C.STORY,
    K.VISUM: C.LAW,
    K.PROTECTION: C.LAW,
    K.LPSK_LETTER: C.LAW,
    K.LPSK_ANSWER: C.LAW,
    K.HEARING: C.LAW,
    K.LAW_STATUS: C.LAW,
    K.RECOMMENDATION: C.LAW,
    K.PROVINCES: C.LAW,
    K.STAY: C.PLACE,
    K.STAY_END: C.PLACE,
    K.AFTER_CLOSING: C.IDENTITY,
}
"""Whose words they are (domain.md 4.5); who may still reach the child reads how it fares."""
OF_LAW = tuple(kind for kind, part in PART.items() if part is C.LAW)
"""The steps of the law line."""


class LateBecause(StrEnum):
    """Why something was done after its limit; a code, for its words could name a child."""

    OFFICE_CLOSED = "office_closed"
    CHILD_AWAY = "child_away"
    NOT_REACHED = "not_reached"
    NOT_SAFE = "not_safe"
    NOT_READY = "not_ready"
    OTHER_OFFICE = "other_office"
    NO_STAFF = "no_staff"
    NO_TRANSPORT = "no_transport"
    FORGOTTEN = "forgotten"


class Agreed(StrEnum):
    """Who agreed with the plan."""

    BOTH = "both"
    CHILD = "child"
    CAREGIVER = "caregiver"
    NOBODY = "nobody"
    """With the reason in the words: not safe, or the child too young."""


class GoalState(StrEnum):
    """How a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class Danger(StrEnum):
    """What is asked of a new incident, for it decides the risk (domain.md 4.2)."""

    HURT = "hurt"
    REACH = "reach"
    RECENT = "recent"
    """Less than 72 hours ago."""
    NONE = "none"


class YesNo(StrEnum):
    """A decision."""

    YES = "yes"
    NO = "no"


class Care(StrEnum):
    """What became of the hurry to a doctor."""

    GIVEN = "given"
    NOT_NEEDED = "not_needed"
    REFUSED = "refused"


class Visum(StrEnum):
    """The visum as far as anybody but the investigator knows (domain.md 2.2, 20)."""

    REQUESTED = "requested"
    DONE = "done"


class LpskAnswer(StrEnum):
    """What LPSK decided."""

    ACCEPTED = "accepted"
    PARTLY = "partly"
    REFUSED = "refused"


class Recommended(StrEnum):
    """What the UPTD recommends to the religious court."""

    YES = "recommended"
    NO = "not_recommended"


class LawStatus(StrEnum):
    """Where the proceedings stand."""

    INVESTIGATION = "investigation"
    PROSECUTION = "prosecution"
    TRIAL = "trial"
    VERDICT = "verdict"
    FINAL = "final"
    STOPPED = "stopped"


ENDED = frozenset({LawStatus.FINAL, LawStatus.STOPPED})
"""After these nobody asks the police again."""


class Fares(StrEnum):
    """How the child is after the case was closed."""

    WELL = "well"
    CONCERN = "concern"
    NOT_REACHED = "not_reached"
