"""What names the child and those around: opened to keep it out of every summary."""

from collections.abc import Mapping
from typing import Any

from referral import audit, policy
from referral.cases import queries as cases
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.errors import Refused
from referral.policy import Actor, Compartment
from referral.referrals.actions.summary import Hidden, spots
from referral.referrals.models import Referral, Status

NAMING = Compartment.IDENTITY | Compartment.ALLEGED | Compartment.REPORTER
BEFORE = (Status.SENT, Status.NEEDS_INFO, Status.WAITLISTED)
Parts = Mapping[Compartment, Mapping[str, Any]]


def parts(case: CaseFile, by: Actor) -> Parts:
    """The parts that name, opened for a rule and written down."""
    found = cases.open_parts(case.id, NAMING)
    opened = Compartment.NONE
    for part in found:
        opened |= part
    audit.write("case.read", by=by, about=case, compartments=opened, note="summary")
    return found


def keep_out(words: str, case: CaseFile, found: Parts, refusal: str) -> None:
    """Raise ``Refused(refusal)`` with the pieces that name, where a desk reads without a name."""
    spotted = spots(words, _hidden(case, found))
    if spotted:
        raise Refused(refusal, spots=", ".join(f"“{spot}”" for spot in spotted))


def unnamed(referral: Referral, words: str, by: Actor) -> None:
    """What the sender adds before the desk accepts names as little as the summary."""
    if referral.status in BEFORE:
        case = policy.find(CaseFile, referral.case_id, by)
        keep_out(words, case, parts(case, by), "words.name")


def _hidden(case: CaseFile, found: Parts) -> Hidden:
    """What a summary of this case may not say."""
    identity = found.get(Compartment.IDENTITY, {})
    names = [
        identity.get("name", ""),
        *identity.get("aliases", ()),
        identity.get("guardian", "").split(",")[0],
        found.get(Compartment.ALLEGED, {}).get("who", ""),
        found.get(Compartment.REPORTER, {}).get("name", ""),
    ]
    village, subdistrict, *_ = directory.above(case.area_code)
    return Hidden.of(names, directory.area_names([village, subdistrict]))


def feared(found: Parts) -> str:
    """What the alleged perpetrator is to the child, as a code."""
    relation: str = found.get(Compartment.ALLEGED, {}).get("relation", "")
    return relation
