"""The codes of promises: what is promised, to whom, how soon, from which event, on which ground."""

from enum import IntEnum, StrEnum


class Kind(StrEnum):
    """What is promised."""

    SEND = "send"
    ACKNOWLEDGE = "acknowledge"
    TRIAGE = "triage"
    FIRST_CONTACT = "first_contact"
    RE_CONTACT = "re_contact"
    EMERGENCY_HEALTH = "emergency_health"
    """Hurt, or assaulted less than 72 hours ago: a doctor sees the child."""
    POLICE_REPORT = "police_report"
    ANSWER = "answer"
    FIRST_SERVICE = "first_service"
    FEEDBACK = "feedback"
    """The receiver tells the sender what it did."""
    DRAFT = "draft"
    """What was written but not sent is sent, or thrown away."""
    APPROVAL = "approval"
    """A head looks at what is to be sent, where the unit wants it so."""
    SIGN_OFF = "sign_off"
    """A head looks at what was shared without consent because nobody could be asked."""
    CONFIRM = "confirm"
    RE_PLAN = "re_plan"
    KEEP_PLACE = "keep_place"
    PLACE = "place"
    PROGRESS = "progress"
    HOLD_REVIEW = "hold_review"
    CONSENT_RENEWAL = "consent_renewal"
    WITHDRAWAL = "withdrawal"
    """A head decides on a consent that was to be withdrawn under pressure."""
    INITIAL_ASSESSMENT = "initial_assessment"
    FULL_ASSESSMENT = "full_assessment"
    PLAN = "plan"
    PLAN_APPROVAL = "plan_approval"
    """A head decides on the plan that lies before him."""
    PLAN_REVIEW = "plan_review"
    FILE_REVIEW = "file_review"
    """The head looks through the file."""
    SIMFONI = "simfoni"
    VISIT = "visit"
    POLICE_PROTECTION = "police_protection"
    DOMESTIC_PROTECTION = "domestic_protection"
    """The same by the law on domestic violence."""
    PROTECTION_LPSK = "protection_lpsk"
    LAW_FOLLOW_UP = "law_follow_up"
    LPSK_DECISION = "lpsk_decision"
    TICKET = "ticket"
    """What has become of the report to Komdigi."""
    TAKEDOWN = "takedown"
    STAY = "stay"
    """A child lives in a safe house for a time: somebody decides before it ends."""
    CLOSURE = "closure"
    """A head decides whether the case may end."""
    AFTER_1_MONTH = "after_1_month"
    AFTER_3_MONTHS = "after_3_months"
    GLASS_REVIEW = "glass_review"
    """Somebody of another level looks at why the glass of a case was broken."""
    PURGE = "purge"
    """Addresses and accounts of the case (compartment D6) are kept no longer."""
    ERASURE = "erasure"
    """Somebody who did not ask for it decides on destroying what a case holds."""


OF_HEADS = (
    Kind.APPROVAL, Kind.SIGN_OFF, Kind.WITHDRAWAL, Kind.PLAN_APPROVAL, Kind.FILE_REVIEW,
    Kind.CLOSURE, Kind.PURGE,
)  # fmt: skip
"""What only the head of a unit can keep."""


class Risk(IntEnum):
    """The child's risk as the desk reads it; a volunteer never does."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class Receiver(StrEnum):
    """The kind of desk that owes the answer; ``uptd`` receives the village report."""

    UPTD = "uptd"
    OTHER_UPTD = "other_uptd"
    """The UPTD of another district, or the province's, as the receiver of a referral."""
    POLICE = "police"
    HOSPITAL = "hospital"
    SOCIAL = "social"
    PUSPAGA = "puspaga"
    SCHOOL = "school"
    DUKCAPIL = "dukcapil"
    KUA = "kua"
    LPSK = "lpsk"
    KOMDIGI = "komdigi"
    LKSA = "lksa"


class Urgency(StrEnum):
    """How soon the sender needs an answer; ``darurat`` is 1 h with its own rungs."""

    DARURAT = "darurat"
    HOURS_6 = "6h"
    HOURS_24 = "24h"
    DAYS_3 = "3wd"


class Start(StrEnum):
    """The event that starts a clock."""

    FIRST_TELLING = "first_telling"
    ARMED_RULE = "armed_rule"
    DRAFTED = "drafted"
    """Put aside, or laid before the head."""
    PRESSED = "pressed"
    """Somebody pressed for the end of a consent."""
    PROPOSED = "proposed"
    """A plan, or the end of a case, was put before the head."""
    RECEIPT = "receipt"
    ACCEPT = "accept"
    COMPLETE = "complete"
    REFUSAL = "refusal"
    WAITING = "waiting"
    SERVICE = "service"
    ASSESSMENT = "assessment"
    LAST_ONE = "last_one"
    POLICE_REPORT = "police_report"
    PROTECTION = "protection"
    NOTICE = "notice"
    """The platform was told to remove it."""
    PLACED = "placed"
    CLOSING = "closing"
    GLASS = "glass"
    """The glass of a case was broken."""


class Mark(StrEnum):
    """Law binds, a guideline is followed, a suggestion is ours and a district may change it."""

    LAW = "L"
    GUIDELINE = "G"
    SUGGESTION = "S"
