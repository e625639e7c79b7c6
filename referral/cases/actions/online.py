"""Addresses and accounts (D6): under a key of their own, which two people destroy in the end."""

from datetime import datetime

from referral import db, policy, vault
from referral.audit import action
from referral.cases.actions import trail
from referral.cases.models import WORKED_ON, CaseFile, Online
from referral.cases.queries import has_alleged, holds_online
from referral.errors import Refused
from referral.policy import Actor, Compartment
from referral.reminders import actions as reminders
from referral.reminders.actions import Matter, Owner
from referral.reminders.limits import Kind


@action("case.online_kept")
def keep_online(case: CaseFile, words: str, *, by: Actor) -> CaseFile:
    """Write down where the traces are, as typed words; a file or a picture never."""
    trail.of_its_unit(case, by)
    if case.status not in WORKED_ON:
        raise Refused("case.not_open")
    if not policy.compartments(case.id, by, but=[policy.Basis.REFERRAL]) & Compartment.ONLINE:
        raise Refused("case.sealed")
    db.session.refresh(case, with_for_update=True)
    key = vault.online_key(case.id)
    if not vault.exists(key):
        vault.new_key(key, case.id)
    kept = db.session.get(Online, case.id, with_for_update=True)
    if kept is None:
        kept = Online(case_id=case.id, version=0)
        db.session.add(kept)
    kept.put({"words": words})
    kept.version += 1
    trail.mark(case.id, "online_kept", by)
    return case


def purge_later(case: CaseFile, by: Actor, start: datetime, *, runs: bool) -> None:
    """Addresses and accounts of a closed case get the date by which they go; the head owes it.

    While the law that ``runs`` needs them as evidence he asks on how it stands: its end sets the
    date.
    """
    if not (holds_online(case.id) or (case.sexual and has_alleged(case.id))):
        return
    owner = Owner(case.unit_id, by.id)
    kind = Kind.LAW_FOLLOW_UP if runs else Kind.PURGE
    if not reminders.open_ones(case.id, kind):
        reminders.open_follow_up(kind, Matter(case.id, case.risk), owner, start=start)
