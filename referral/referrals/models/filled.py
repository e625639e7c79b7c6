"""What filled forms say: a request to a desk, its answers, and who gave them on paper."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from referral.cases.models.told import Language
from referral.directory.models import Service
from referral.policy import Compartment
from referral.referrals.models.codes import (
    Assent,
    ConsentHow,
    DeclineReason,
    FailReason,
    Giver,
    LawfulBasis,
    Outcome,
    SaidBy,
)
from referral.referrals.models.results import Facts
from referral.reminders.limits import Urgency


@dataclass(frozen=True)
class Told:
    """What a village report says for the preview, and the id its opener's grant stands on."""

    referral_id: UUID
    needs: str | None = None
    """Codes of language and accommodation."""
    staff_safety: bool = False
    hurt: bool = False
    """A doctor must see the child within hours."""


@dataclass(frozen=True)
class Shown:
    """What the preview says beside age band, sex and district."""

    needs: str | None = None
    """Codes of language and accommodation."""
    staff_safety: bool = False


@dataclass(frozen=True)
class Consented:
    """Who agreed, what the child says to it, how, when, in which language, and how far."""

    giver: Giver
    assent: Assent
    how: ConsentHow
    at: datetime
    language: Language = Language.INDONESIAN
    interpreter: bool = False
    contact: bool = False
    """The agency may reach the child itself, in the safe way."""
    statistics: bool = False
    """The child may be counted, without a name."""
    unfeared: bool = False
    """Whoever agreed is not the one whom the child fears."""


@dataclass(frozen=True)
class Withdrawal:
    """What was said when consent was taken back; by whom the child fears, or under pressure."""

    words: str
    pressed: bool = False


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """What is asked of which desk, on what ground, as far as it is known."""

    to_unit_id: UUID
    service: Service
    urgency: Urgency
    basis: LawfulBasis
    share: Compartment
    whole_case: bool = False
    """The case itself is to pass to that unit."""
    typed: str = ""
    """The form as it was typed, to go on with it."""


@dataclass(frozen=True, kw_only=True)
class Request(Drafted):
    """The same in full: what the desk reads before and after it accepts."""

    summary: str
    goal: str
    shown: Shown
    reason: str = ""
    safety: str = ""
    safe_contact: str = ""
    trusted: str = ""
    """Another adult whom the child trusts, where no parent can be asked."""
    unasked: str = ""
    """Why nobody was asked to agree."""
    best_interest: str = ""
    """Why it is best for the child that the case passes."""
    consent: Consented | None = None


@dataclass(frozen=True)
class LP:
    """Number and true time of a police report; it closes the 72 hours of UU 12/2022 art. 41."""

    number: str
    at: datetime


@dataclass(frozen=True)
class Proxy:
    """A desk's answer by letter or phone, as the sender writes it down for the desk."""

    who: str
    at: datetime
    letter_number: str | None = None
    """None where it came by phone."""


@dataclass(frozen=True)
class Promised:
    """Who gives the first service and when; a desk that answers by letter may leave out who."""

    first_service_at: datetime
    worker_id: UUID | None = None
    words: str = ""
    lp: LP | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Refusal:
    """Why not, and whose no it is."""

    reason: DeclineReason
    said_by: SaidBy
    words: str = ""


@dataclass(frozen=True)
class Begun:
    """The first service: when it was given, by whom, and what it was."""

    at: datetime
    worker_id: UUID | None = None
    words: str = ""
    lp: LP | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class News:
    """How the service goes."""

    words: str = ""
    lp: LP | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """What came of it, in the worker's own words."""

    outcome: Outcome
    words: str
    letter_number: str | None = None
    lp: LP | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """When a place is expected, and what keeps the child safe until then."""

    expected_at: datetime
    words: str


@dataclass(frozen=True)
class Onward:
    """Which desk does it better, and why."""

    to_unit_id: UUID
    words: str


@dataclass(frozen=True)
class Failure:
    """Why an accepted service did not come about."""

    reason: FailReason
    words: str = ""


@dataclass(frozen=True)
class Hold:
    """Until when the desk waits, and for what; only child or family stop its clocks."""

    until: datetime
    words: str
    family: bool = False
