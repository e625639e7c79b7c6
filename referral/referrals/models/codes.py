"""The codes of a referral: status, steps, kinds, reasons, outcomes."""

from enum import StrEnum


class Status(StrEnum):
    """Where a referral stands: who must act next."""

    DRAFT = "draft"
    SENT = "sent"
    NEEDS_INFO = "needs_info"
    WAITLISTED = "waitlisted"
    ACCEPTED = "accepted"
    IN_SERVICE = "in_service"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    FORWARDED = "forwarded"
    RECALLED = "recalled"
    FAILED = "failed"
    VOID = "void"


class Step(StrEnum):
    """What moves a referral."""

    SEND = "send"
    ASK = "ask"
    REPLY = "reply"
    ACCEPT = "accept"
    WAITLIST = "waitlist"
    DECLINE = "decline"
    FORWARD = "forward"
    START = "start"
    COMPLETE = "complete"
    FAIL = "fail"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    RECALL = "recall"
    VOID = "void"


class Fact(StrEnum):
    """What is written down with its time and forbids nothing."""

    OPENED = "opened"
    CLAIMED = "claimed"
    MISTAKE = "mistake"
    """The sender says that it should not have been sent; the UPTD's head decides."""
    PLANNED = "planned"
    """After a refusal the sender meets the need in another way."""
    RENEWED = "renewed"
    WITHDRAWN = "withdrawn"
    PRESSED = "pressed"
    """Consent was to be withdrawn by whom the child fears, or under pressure: a head decides."""
    UPHELD = "upheld"
    """The head let the consent stand."""
    KEPT = "kept"
    """The sender still wants the place on the waiting list."""
    PROGRESS = "progress"
    HELD = "held"
    """The desk waits until a date, with a reason."""
    RESUMED = "resumed"
    HURRIED = "hurried"
    """The sender cannot wait as long as he thought."""
    DRAFTED = "drafted"
    """Put aside half written, to be sent later."""
    ASKED_HEAD = "asked_head"
    """The unit wants its head to look at it before it goes out; he may hand it back."""
    HANDED_BACK = "handed_back"
    SIGNED = "signed"
    """A head of the sender stands for the ground on which data is shared without consent."""


S = Status
LIVE = frozenset({S.DRAFT, S.SENT, S.NEEDS_INFO, S.WAITLISTED, S.ACCEPTED, S.IN_SERVICE})
SHARED = frozenset({S.ACCEPTED, S.IN_SERVICE})
"""The desk serves, and sees what is shared."""
HURRIED = frozenset({S.SENT, S.NEEDS_INFO})
"""The sender may still make it more urgent: nobody has answered."""
UNMET = frozenset({S.DECLINED, S.FAILED})
"""The need stays open: the sender owes another way."""
DESK_STEPS = (
    Step.ACCEPT,
    Step.ASK,
    Step.WAITLIST,
    Step.FORWARD,
    Step.DECLINE,
    Step.START,
    Step.COMPLETE,
    Step.FAIL,
)
SENDER_STEPS = (Step.REPLY, Step.CONFIRM, Step.REOPEN, Step.RECALL)
VILLAGE_STEPS = frozenset({Step.SEND, Step.ACCEPT})
"""A village report is a transfer: it ends where it is accepted."""
TRANSFER_STEPS = VILLAGE_STEPS | {Step.ASK, Step.REPLY, Step.DECLINE, Step.RECALL, Step.VOID}
"""So does the transfer of a case; a unit may refuse it, and until then it may be taken back.
Once accepted it is no longer undone: the case has another owner, who may offer it back."""


class Kind(StrEnum):
    """What is handed over."""

    VILLAGE_REPORT = "village_report"
    REFERRAL = "referral"
    LEGAL_REPORT = "legal_report"
    TRANSFER = "transfer"
    """The case itself passes to another UPTD."""


class LawfulBasis(StrEnum):
    """On what ground data may be shared (UU 27/2022 art. 20)."""

    CONSENT = "consent"
    LEGAL_DUTY = "legal_duty"
    VITAL_INTEREST = "vital_interest"
    PUBLIC_TASK = "public_task"


UNASKED = (LawfulBasis.VITAL_INTEREST, LawfulBasis.PUBLIC_TASK)
"""Nobody agreed and no law compels: why nobody was asked is told, and a head stands for it."""


class ConsentHow(StrEnum):
    """How consent was given."""

    WRITTEN = "written"
    SPOKEN = "spoken"
    REMOTE = "remote"
    """By phone or by a message."""


class Giver(StrEnum):
    """Who gave consent."""

    CHILD = "child"
    PARENT = "parent"
    STEP_PARENT = "step_parent"
    GUARDIAN = "guardian"
    OTHER_ADULT = "other_adult"
    """Another adult whom the child trusts."""


class Assent(StrEnum):
    """What the child says to it."""

    YES = "yes"
    NO = "no"
    TOO_YOUNG = "too_young"
    NOT_SAFE = "not_safe"
    """It was not safe to ask."""


class DeclineReason(StrEnum):
    """Why a desk says no."""

    NO_CAPACITY = "no_capacity"
    WAITING_LIST = "waiting_list"
    OUTSIDE_AREA = "outside_area"
    OUTSIDE_MANDATE = "outside_mandate"
    NOT_ELIGIBLE = "not_eligible"
    REFUSED_BY_FAMILY = "refused_by_family"
    NO_CONTACT = "no_contact"
    CONFLICT = "conflict"
    OTHER_FIRST = "other_first"
    INCOMPLETE = "incomplete"
    DUPLICATE = "duplicate"
    UNSAFE = "unsafe"
    OTHER = "other"


class SaidBy(StrEnum):
    """Whose no it is."""

    PROVIDER = "provider"
    CHILD = "child"
    GUARDIAN = "guardian"


class FailReason(StrEnum):
    """Why an accepted service did not come about."""

    NO_CONTACT = "no_contact"
    MOVED = "moved"
    NOT_WANTED = "not_wanted"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    UNSAFE = "unsafe"
    DIED = "died"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of it."""

    HELPED = "helped"
    PARTLY = "partly"
    CONTINUES = "continues"
    NO_CONTACT = "no_contact"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    MOVED = "moved"
    NOT_WANTED = "not_wanted"
    HANDED_OVER = "handed_over"
    SAFE_HOUSE = "safe_house"
    DIED = "died"
    OTHER = "other"


class Helped(StrEnum):
    """What the child says of it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
