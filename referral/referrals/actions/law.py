"""The police report's number and time, as a police desk's answer brings them."""

from referral.cases import actions as cases
from referral.errors import Refused
from referral.policy import Actor, Compartment
from referral.referrals.models import LP, Referral


def record(referral: Referral, lp: LP | None, by: Actor) -> None:
    """Write it into the case's law line; the share list must hold that line."""
    if lp is None:
        return
    if not Compartment(referral.share) & Compartment.LAW:
        raise Refused("law.not_shared")
    cases.record_lp(referral.case_id, lp.number, lp.at, by=by)
