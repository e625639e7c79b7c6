"""What a filled report says: one incident, told once, about one child or several."""

from dataclasses import dataclass
from datetime import date, datetime

from referral.cases.models import BANDS, AgeBand, Channel, Sex, band_of
from referral.cases.models.told import Disability, Known, Language, PhoneOf, Relation, ToldBy
from referral.intake.signs import Sign

MOST_CHILDREN = 10
OLDEST = 17


@dataclass(frozen=True, kw_only=True)
class Teller:
    """Who told; sealed like everything that names."""

    kind: ToldBy
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Child:
    """One child of the incident, as far as known."""

    name: str = ""
    age: int | None = None
    age_band: AgeBand = AgeBand.UNKNOWN
    sex: Sex = Sex.UNKNOWN
    disability: tuple[Disability, ...] = ()
    language: Language = Language.INDONESIAN

    @property
    def band(self) -> AgeBand:
        """The band of the age, where an age is told."""
        if self.age is None:
            return self.age_band
        return band_of(self.age)

    @property
    def least_age(self) -> int | None:
        """The age, or the lowest year of the band."""
        return BANDS.get(self.age_band) if self.age is None else self.age

    @property
    def needs(self) -> str | None:
        """Language and accommodation codes, for the preview."""
        language = [self.language] if self.language is not Language.INDONESIAN else []
        return " ".join([*self.disability, *language]) or None


@dataclass(frozen=True, kw_only=True)
class SafeContact:
    """How the child can be reached without harm."""

    whose: PhoneOf = PhoneOf.NONE
    number: str = ""
    hours: str = ""
    keep_from: str = ""
    no_calls: bool = False
    unsafe_now: bool = False


@dataclass(frozen=True, kw_only=True)
class Feared:
    """The feared person, as far as told."""

    who: str = ""
    relation: Relation = Relation.UNKNOWN
    reach: Known = Known.UNKNOWN
    official: Known = Known.UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Report:
    """One filled form; ``told_at`` is when it was first told to anyone, aware UTC."""

    told_by: Teller
    told_at: datetime
    channel: Channel
    signs: frozenset[Sign]
    area_code: str
    children: tuple[Child, ...]
    recent: bool = False
    wedding_on: date | None = None
    words: str = ""
    landmark: str = ""
    safe_contact: SafeContact = SafeContact()
    feared: Feared = Feared()
    wish: str = ""

    @property
    def above(self) -> bool:
        """Whether an official is feared: the district's offices may be his."""
        return self.feared.official is Known.YES
