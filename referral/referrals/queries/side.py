"""One side of a referral as the other may know it."""

from dataclasses import dataclass
from uuid import UUID

from referral.directory.models import Desk
from referral.policy import AgencyKind


@dataclass(frozen=True)
class Side:
    """A party: the unit with its desk's phone, both as the other side may know them."""

    unit: str
    kind: AgencyKind
    desk: Desk | None
    desk_name: str
    agency_id: UUID
