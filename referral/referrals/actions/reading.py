"""Opening what a referral tells and shares: written down before a word of it leaves the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from referral import db, policy, vault
from referral.cases import queries as cases
from referral.people import actions as people
from referral.policy import Actor, Compartment
from referral.referrals import queries
from referral.referrals.models import Referral
from referral.referrals.queries import Sight, Words

Parts = Mapping[Compartment, Mapping[str, Any]]


@dataclass(frozen=True)
class Opened:
    """What one look at a referral opened: its own words, and the parts that it shares."""

    words: Words = field(default_factory=dict)
    parts: Parts = field(default_factory=dict)
    erased: datetime | None = None
    """When its words were destroyed."""


def read(sight: Sight, *, by: Actor) -> Opened:
    """Open the words of the referral and, once it is accepted, its share list to the desk."""
    if not sight.words:
        return Opened()
    referral = sight.referral
    with db.transaction():
        if sight.share:
            keys = cases.keys_of(referral.case_id, sight.share)
            vault.load(referral.id, referral.case_id, *keys)
        words = queries.texts(referral, whole=sight.whole)
        parts = cases.open_parts(referral.case_id, sight.share)
        mask = Compartment.NONE
        for part in parts:
            mask |= part
        if referral.consent_contact is False:
            words = {said: _unreached(doc) for said, doc in words.items()}
            parts = {part: _through_the_manager(doc) for part, doc in parts.items()}
        people.opened("referral.read", by=by, about=referral, compartments=mask)
    return Opened(words, parts, vault.erased(referral.id))


def _unreached(doc: Mapping[str, str]) -> Mapping[str, str]:
    """What was said without the line on how the child is reached."""
    return {name: text for name, text in doc.items() if name != "safe_contact"}


def _through_the_manager(doc: Mapping[str, Any]) -> Mapping[str, Any]:
    """The child did not agree to be reached by the desk itself; whom to keep it from stays."""
    if "safe_contact" not in doc:
        return doc
    return {**doc, "safe_contact": {"keep_from": doc["safe_contact"]["keep_from"]}}


def safe_hours(referral: Referral, *, by: Actor) -> str:
    """When the child is safely called, in the words of the report, for who may know it."""
    held = policy.compartments(referral.case_id, by) & Compartment.IDENTITY
    if not held:
        return ""
    with db.transaction():
        vault.load(referral.case_id)
        parts = cases.open_parts(referral.case_id, held)
        people.opened("referral.read", by=by, about=referral, compartments=held)
    hours: str = parts.get(held, {}).get("safe_contact", {}).get("hours", "")
    return hours
