"""Opening what a referral shares: limited to its share list, and written down before it is seen."""

from collections.abc import Mapping
from typing import Any

from referral import audit, db
from referral.cases import queries as cases
from referral.policy import Compartment
from referral.referrals.queries import Sight

Parts = Mapping[Compartment, Mapping[str, Any]]


def read(sight: Sight) -> Parts:
    """The compartments that acceptance opened to this actor; the entry is about the referral."""
    if not sight.share:
        return {}
    referral = sight.referral
    with db.transaction():
        parts = cases.open_parts(referral.case_id, sight.share)
        opened = Compartment.NONE
        for part in parts:
            opened |= part
        audit.write("referral.read", by=sight.actor, about=referral, compartments=opened)
    return parts
