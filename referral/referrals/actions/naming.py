"""What names the child and those around: opened to keep it out of every summary."""

from collections.abc import Mapping
from typing import Any

from referral import audit
from referral.cases import queries as cases
from referral.cases.models import CaseFile
from referral.directory import queries as directory
from referral.policy import Actor, Compartment
from referral.referrals.actions.summary import Hidden

NAMING = Compartment.IDENTITY | Compartment.ALLEGED | Compartment.REPORTER
Parts = Mapping[Compartment, Mapping[str, Any]]


def parts(case: CaseFile, by: Actor) -> Parts:
    """The parts that name, opened for a rule and written down."""
    found = cases.open_parts(case.id, NAMING)
    opened = Compartment.NONE
    for part in found:
        opened |= part
    audit.write("case.read", by=by, about=case, compartments=opened, note="summary")
    return found


def hidden(case: CaseFile, found: Parts) -> Hidden:
    """What a summary of this case may not say."""
    identity = found.get(Compartment.IDENTITY, {})
    names = [
        identity.get("name", ""),
        *identity.get("aliases", ()),
        found.get(Compartment.ALLEGED, {}).get("who", ""),
        found.get(Compartment.REPORTER, {}).get("name", ""),
    ]
    village, subdistrict, *_ = directory.above(case.area_code)
    places = [directory.area(code) for code in (village, subdistrict)]
    return Hidden.of(names, [place.name for place in places if place is not None])


def feared(found: Parts) -> str:
    """What the alleged perpetrator is to the child, as a code."""
    relation: str = found.get(Compartment.ALLEGED, {}).get("relation", "")
    return relation
